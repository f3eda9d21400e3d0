import pytest

from core.geometry import quad_of
from recognition.judging.location import region, sentence


@pytest.mark.parametrize(
    ("x", "y", "words"),
    [
        (50, 50, "upper left of the photo"),
        (500, 50, "upper middle of the photo"),
        (950, 50, "upper right of the photo"),
        (50, 500, "left side of the photo"),
        (500, 500, "centre of the photo"),
        (950, 950, "lower right of the photo"),
    ],
)
def test_the_place_is_named_by_ninths(x, y, words):
    quad = quad_of([(x - 9, y - 9), (x + 9, y - 9), (x + 9, y + 9), (x - 9, y + 9)])
    assert region(quad, 1000, 1000) == words


def test_the_sentence_says_how_beside_what_and_where():
    said = sentence(barcode=False, label="S/N", place="lower left of the photo")
    assert said == "Read beside 'S/N', lower left of the photo."
    said = sentence(barcode=True, label="", place="centre of the photo")
    assert said == "Decoded from a barcode, centre of the photo."


def test_the_sentence_is_never_too_long():
    assert len(sentence(barcode=True, label="x" * 300, place="y" * 300)) <= 120
