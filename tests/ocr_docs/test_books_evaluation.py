"""Registration books against their labels: cases, places and pictures that are no book."""

import json

import numpy as np
import pytest
from PIL import Image

from core.geometry import quad_of
from ocr_docs.evaluations import books
from ocr_docs.evaluations.books import Evaluation, overlap
from ocr_docs.findings import Field, NotThisDocument

SQUARE = quad_of([(10, 10), (50, 10), (50, 20), (10, 20)])
LOWER = quad_of([(10, 30), (50, 30), (50, 40), (10, 40)])
LABELS = {
    "images": [
        {
            "image": "book.png",
            "kind": "upper",
            "way": "scan",
            "damage": "mild",
            "fields": {
                "color": {"value": "น้ำเงิน", "quads": [SQUARE]},
                "brand_car": {"value": "TOYOTA", "quads": [LOWER]},
            },
        },
        {"image": "card.png", "kind": "other", "way": "scan", "damage": "mild", "fields": {}},
    ]
}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "labels.json").write_text(json.dumps(LABELS))
    for image, shade in (("book.png", 200), ("card.png", 90)):
        Image.fromarray(np.full((60, 80, 3), shade, np.uint8)).save(tmp_path / image)
    return tmp_path


@pytest.fixture
def reader(monkeypatch):
    """What the reader answers to the book (bright) and to the card (dark)."""
    answers = {}

    def read_book(pixels, readers):
        fields = answers["book" if pixels[0, 0, 0] == 200 else "card"]
        if fields is None:
            raise NotThisDocument
        return fields

    monkeypatch.setattr(books, "read_book", read_book)
    for engine in ("text_engine", "thai_engine"):
        monkeypatch.setattr(books, engine, lambda: None)
    return answers


def test_every_printed_field_is_a_case(folder, reader):
    reader |= {"book": {"color": Field("น้ำเงิน", (SQUARE,), 0.9)}, "card": None}
    cases = {case.image: case for case in Evaluation(folder)}
    assert set(cases) == {"book.png:color", "book.png:brand_car"}
    assert cases["book.png:color"].right
    assert (cases["book.png:brand_car"].got, cases["book.png:brand_car"].confidence) == ("", 0.0)


def test_marks_in_another_order_and_wide_blanks_are_the_same_value(folder, reader):
    # NIKHAHIT, tone and AA look like tone and SARA AM.
    reader |= {"book": {"color": Field("น\u0e4d\u0e49\u0e32เงิน ", (SQUARE,), 0.9)}, "card": None}
    assert next(iter(Evaluation(folder))).right


def test_the_report_tells_of_places_and_strangers(folder, reader):
    found = {
        "color": Field("ดำ", (SQUARE,), 0.9),
        "brand_car": Field("TOYOTA", (LOWER,), 0.9),
        "province": Field("ตาก", (LOWER,), 0.9),
    }
    reader |= {"book": found, "card": found}
    evaluation = Evaluation(folder)
    assert len(list(evaluation)) == len(evaluation) == 2
    report = dict(evaluation.report())
    assert report["accepted of 1 that are no book"] == "1"
    assert report["fields read where none is printed"] == "1"
    assert report["IoU of quads, median"] == "1.00"
    assert report["accepted"] == "card.png"


def test_a_refused_book_misses_all_its_fields(folder, reader):
    reader |= {"book": None, "card": None}
    evaluation = Evaluation(folder)
    assert not any(case.right for case in evaluation)
    assert dict(evaluation.report())["books refused"] == "1"


def test_overlap_is_intersection_over_union():
    half = quad_of([(10, 10), (30, 10), (30, 20), (10, 20)])
    assert overlap([SQUARE], [SQUARE]) == pytest.approx(1)
    assert overlap([SQUARE], [half]) == pytest.approx(0.5, abs=0.02)
    assert overlap([SQUARE], [LOWER]) == 0
    assert overlap([SQUARE, LOWER], [SQUARE]) == pytest.approx(0.5, abs=0.02)
    assert overlap([SQUARE], []) == 0
