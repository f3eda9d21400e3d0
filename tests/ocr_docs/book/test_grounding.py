"""What a model says, looked for among the lines that the local engines read."""

import pytest

from core.engines import TextLine
from core.geometry import quad_of
from ocr_docs.book.completing import better
from ocr_docs.book.grounding import grounded
from ocr_docs.book.lists import KEYS
from ocr_docs.book.model_help import doubtful, question, schema
from ocr_docs.findings import Field

CHASSIS = "MR0EX8CD5K1234567"


def line(text, y=100, x=100, *, confidence=0.9):
    right, bottom = x + 10 * len(text), y + 24
    return TextLine(text, quad_of([(x, y), (right, y), (right, bottom), (x, bottom)]), confidence)


def found(value, *texts, key="car_number"):
    lines = [line(text, 100 + 40 * number) for number, text in enumerate(texts)]
    return grounded({key: value}, lines).get(key)


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (CHASSIS, f"เลขตัวรถ {CHASSIS}"),
        (CHASSIS, "เลขตัวรถ..MR0EX8CD5K12.34.567.."),
        ("3 มีนาคม 2562", "วันจดทะเบียน 3.มีนาคม..2562. เลขทะเบียน"),
        ("3 มีนาคม 2562", "๓ มีนาคม ๒๕๖๒"),
        ("ปัตตานี", "จังหวัดปีตตานี"),
        ("124.88", "124.88 ซีซี"),
        ("LAND ROVER", "LANDROVER"),
    ],
)
def test_a_value_is_found_beside_labels_dots_and_misread_signs(value, read):
    assert found(value, read).value == value


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (CHASSIS, CHASSIS.replace("8", "B")),
        (CHASSIS[:-1], CHASSIS),
        ("681", "95.5.681"),
        ("124.88", "12488 ซีซี"),
        ("นาย สมชาย ใจดี", "นาย สมชัย ใจดี"),
        ("15", "15 คน"),
        ("", "เลขตัวรถ"),
        ("x" * 400, "x" * 400),
    ],
)
def test_other_letters_parts_of_numbers_and_the_shortest_values_prove_nothing(value, read):
    assert found(value, read) is None


def test_the_place_is_that_of_the_value_alone():
    field = found(CHASSIS, f"เลขตัวรถ {CHASSIS}")
    [quad] = field.quads
    assert (quad[0].y, quad[2].y) == (100, 124)
    assert quad[0].x > 160
    assert field.confidence == pytest.approx(0.9)


def test_signs_that_were_read_otherwise_cost_confidence():
    assert found("ปัตตานี", "ปีตตานี").confidence < found("ปัตตานี", "ปัตตานี").confidence


def test_a_value_that_stands_twice_has_no_place():
    assert found("ISUZU", "ISUZU", "ISUZU") is None


def test_two_keys_with_one_value_have_a_place_each():
    lines = [line("ISUZU", 300), line("ISUZU", 100)]
    fields = grounded({"brand_engine": "ISUZU", "brand_car": "ISUZU"}, lines)
    assert [fields[key].quads[0][0].y for key in ("brand_car", "brand_engine")] == [100, 300]


def test_one_print_read_twice_is_one_place():
    twice = [line("ISUZU", confidence=0.6), line("ISUZU", 102, confidence=0.8)]
    assert grounded({"brand_car": "ISUZU"}, twice)["brand_car"].confidence == pytest.approx(0.8)


def test_an_address_may_stand_in_two_lines():
    field = found("12/34 หมู่บ้านดี ตำบลบ้านใหม่", "ที่อยู่ 12/34 หมู่บ้านดี", "ตำบลบ้านใหม่")
    assert [quad[0].y for quad in field.quads] == [100, 140]


def test_a_whole_word_goes_before_a_part_of_one():
    field = found("ไทย", "วงศ์ไทย", "สัญชาติ ไทย")
    assert field.quads[0][0].y == 140


@pytest.mark.parametrize("value", [None, 7, ["x"], {"a": 1}])
def test_what_is_no_text_is_passed_over(value):
    assert grounded({"car_number": value, "no_such_key": "ISUZU"}, [line("ISUZU")]) == {}


# --- what is taken of it -----------------------------------------------------------------------


def field(text, y, confidence):
    return Field(text, (line(text, y).quad,), confidence)


def test_a_missing_field_is_taken_and_a_surer_one_in_the_same_place():
    local = {"province": field("ระยข", 100, 0.4)}
    found = {"province": field("ระยอง", 102, 0.8), "color": field("ขาว", 300, 0.8)}
    assert better(local, found) == found
    assert better({"province": field("ระยอง", 100, 0.9)}, found) == {"color": found["color"]}


def test_a_value_in_another_place_than_its_field_is_not_taken():
    local = {"province": field("ระยอง", 100, 0.4)}
    assert better(local, {"province": field("ระยอง", 700, 0.9)}) == {}


def test_a_value_in_the_place_of_another_field_is_not_taken():
    local = {"ownership_adress": field("12 ตำบลบ้านใหม่ จังหวัดระยอง", 700, 0.9)}
    assert better(local, {"province": field("จังหวัดระยอง", 700, 0.9)}) == {}


# --- what is asked -----------------------------------------------------------------------------


def read(*keys, confidence=0.95):
    return {key: Field("x", (), confidence) for key in keys}


def test_only_keys_of_pages_that_were_read_are_asked_about():
    asked = doubtful(read("brand_car", "color"))
    assert "car_number" in asked
    assert "brand_car" not in asked
    assert "ownership" not in asked


def test_fields_that_books_leave_blank_are_no_reason_to_ask():
    rest = [key for key in KEYS if not key.startswith("possessor") and key != "gas_number"]
    assert doubtful(read(*rest)) == ()
    assert "gas_number" in doubtful(read(*(key for key in rest if key != "color")))


def test_a_doubtful_field_is_a_reason_to_ask():
    assert doubtful(read(*KEYS) | read("gas_number", confidence=0.3)) == ("gas_number",)


def test_every_key_can_be_asked_about():
    for key in KEYS:
        assert f"{key}: " in question(KEYS)
    assert schema(KEYS)["required"] == list(KEYS)
