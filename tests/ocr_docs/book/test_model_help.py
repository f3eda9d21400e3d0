from jsonschema import validate

from core.engines import TextLine
from core.geometry import box_of, quad_of
from ocr_docs.book.model_help import grounded, missing_keys, question, schema
from ocr_docs.documents import Field


def line(text, top):
    corners = [(0, top), (400, top), (400, top + 20), (0, top + 20)]
    return TextLine(text, quad_of(corners), 0.9)


PAGE = [line("ผู้ครอบครอง นาย กขคง จฉชซ", 10), line("เลขตัวรถ MR0AB12CD34567890", 50)]


def test_a_value_that_was_seen_gets_the_place_it_was_seen_at():
    fields = grounded({"car_number": "MR0AB12CD34567891"}, PAGE)
    assert fields["car_number"].value == "MR0AB12CD34567891"
    assert 0.9 < fields["car_number"].confidence < 1
    box = box_of(fields["car_number"].quads[0])
    assert box.top == 50 and box.left > 100


def test_a_value_that_nobody_saw_is_not_believed():
    assert grounded({"car_number": "KLM9999999", "possessor": "นาย ฮฮฮ ฬฬฬ"}, PAGE) == {}


def test_a_value_too_short_to_be_recognised_is_not_believed():
    assert grounded({"number_of_seat": "12"}, PAGE) == {}


def test_unknown_keys_and_empty_values_are_left_out():
    assert grounded({"owner": "MR0AB12CD34567890", "model": "", "color": None}, PAGE) == {}


def test_only_what_is_missing_or_unsure_is_asked_for():
    fields = {"model": Field("ABC", (), 0.9), "color": Field("ดำ", (), 0.2)}
    asked = missing_keys(fields, 0.5)
    assert "color" in asked and "model" not in asked
    assert "color" in question(asked)
    validate({"color": "ดำ"}, schema(asked))
