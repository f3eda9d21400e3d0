"""How sure a page is on the whole."""

from ocr_docs.page_confidence import mean_confidence


def test_a_book_is_as_sure_as_its_fields_that_were_found():
    book = {"plate": {"value": "กข 1", "confidence": 0.9}, "vin": {}, "make": {"confidence": 0.5}}
    assert mean_confidence(book) == 0.7


def test_a_meter_has_the_confidence_of_its_reading():
    assert mean_confidence({"numbers": {"value": "0123", "confidence": 0.25}}) == 0.25


def test_text_is_as_sure_as_its_lines():
    lines = [{"text": "a", "confidence": 1.0}, {"text": "b", "confidence": 0.0}]
    assert mean_confidence({"bboxes": lines, "text_page": "a b"}) == 0.5


def test_nothing_that_was_read_has_no_confidence():
    assert mean_confidence(None) is None
    assert mean_confidence({"plate": {}}) is None
