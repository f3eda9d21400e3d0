"""The bundled photos: drawn alike every time, listed exactly, true to their check digits."""

import dataclasses
import io
import json

import pytest
from PIL import Image, ImageFont

from recognition.drawing.samples import SAMPLES
from recognition.drawing.sheet import BOLD, TYPED
from recognition.judging.identifiers import is_container, is_gtin, is_imei, is_vin
from recognition.showing.samples import FOLDER, TRUTH, sample_photos

PHOTOS = {photo.file: photo for photo in sample_photos()}
SMALL = next(sample for sample in SAMPLES if sample.file == "qr-sticker.jpg")


def _fonts_are_installed() -> bool:
    try:
        for name in (BOLD, TYPED):
            ImageFont.truetype(name, 10)
    except OSError:
        return False
    return True


needs_fonts = pytest.mark.skipif(
    not _fonts_are_installed(), reason="drawing needs fonts-liberation and fonts-dejavu-core"
)


def test_the_truth_lists_exactly_the_committed_photos() -> None:
    assert sorted(PHOTOS) == sorted(path.name for path in FOLDER.glob("*.jpg"))
    assert len(PHOTOS) == len(json.loads((FOLDER / TRUTH).read_text(encoding="utf-8")))


def test_the_truth_is_what_the_drawing_code_says() -> None:
    assert json.loads((FOLDER / TRUTH).read_text()) == [sample.truth() for sample in SAMPLES]


def test_all_photos_together_stay_small_enough_to_be_committed() -> None:
    assert sum(photo.path.stat().st_size for photo in PHOTOS.values()) < 3_000_000


@pytest.mark.parametrize("name", PHOTOS)
def test_every_photo_is_a_whole_jpeg_of_its_announced_size(name: str) -> None:
    sample = next(sample for sample in SAMPLES if sample.file == name)
    with Image.open(PHOTOS[name].path) as image:
        image.load()
        assert (image.format, image.size) == ("JPEG", sample.shot.size)


def test_there_is_one_photo_without_a_number_and_one_with_secrets() -> None:
    assert [p.status for p in PHOTOS.values() if p.serial is None] == ["failed"]
    assert PHOTOS["router.jpg"].secrets


def test_printed_identifiers_have_right_check_digits() -> None:
    assert is_vin(str(PHOTOS["vin-plate.jpg"].serial))
    assert is_container(str(PHOTOS["container-door.jpg"].serial))
    assert all(map(is_imei, ("001017304819264", "001017304819272")))
    gtins = ("041271830453", "09521234000020", "9521234000037", "9521234000044")
    assert all(map(is_gtin, gtins))


@needs_fonts
def test_a_photo_is_drawn_alike_every_time() -> None:
    assert SMALL.render() == SMALL.render()


@needs_fonts
def test_another_name_gives_another_photo_of_the_same_label() -> None:
    other = dataclasses.replace(SMALL, file="other.jpg").render()
    assert other != SMALL.render()
    assert Image.open(io.BytesIO(other)).size == SMALL.shot.size
