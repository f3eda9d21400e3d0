import pytest

from ocr_docs.book import checks
from ocr_docs.book.dates import parsed
from ocr_docs.book.lists import BRANDS, CLASSES, COLOURS, MONTHS, PROVINCES
from ocr_docs.book.ranges import is_likely
from ocr_docs.book.reading import Reading
from ocr_docs.book.snapping import snapped, snapped_words
from ocr_docs.book.values import judged


def test_a_misread_province_is_put_right():
    assert snapped("นครราชสีนา", tuple(PROVINCES.values())).value == "นครราชสีมา"
    assert snapped("กรุงเทพมหานคร", tuple(PROVINCES.values())).misread == 0


def test_a_word_between_two_entries_is_left_alone():
    assert snapped("กฃบ", ("กกบ", "กขบ")) is None


def test_a_word_like_no_entry_is_left_alone():
    assert snapped("สมชาย", MONTHS) is None
    assert snapped("", COLOURS) is None


def test_classes_that_differ_by_a_word_are_told_apart():
    wanted = "รถยนต์นั่งส่วนบุคคลเกิน 7 คน"
    assert snapped(wanted, CLASSES).value == wanted
    assert snapped("รถยนตนังสวนบุคคลไม่เกิน7คน", CLASSES).value == CLASSES[0]


def test_colours_are_told_apart_without_blanks():
    assert snapped_words("ขาวดำ", COLOURS).value == "ขาว ดำ"
    assert snapped_words("น้ำเงิน เทา", COLOURS).value == "น้ำเงิน เทา"
    assert snapped_words("นำเงิน", COLOURS).value == "น้ำเงิน"
    assert snapped_words("xyz", COLOURS) is None


def test_brands_snap_only_when_close():
    assert snapped("T0YOTA", BRANDS).value == "TOYOTA"
    assert snapped("ZZZZZ", BRANDS) is None


@pytest.mark.parametrize(
    ("text", "printed", "valid"),
    [
        ("7 มีนาคม 2562", "7 มีนาคม 2562", True),
        ("7มนาคม2562", "7 มีนาคม 2562", True),
        ("29 กุมภาพันธ์ 2562", "29 กุมภาพันธ์ 2562", False),
        ("29 กุมภาพันธ์ 2563", "29 กุมภาพันธ์ 2563", True),
        ("12 มิ.ย. 2540", "12 มิ.ย. 2540", True),
        ("๓ ตุลาคม ๒๕๖๐", "3 ตุลาคม 2560", True),
        ("31 เมษายน 2562", "31 เมษายน 2562", False),
        ("1 มกราคม 1200", "1 มกราคม 1200", False),
    ],
)
def test_dates_keep_their_words(text, printed, valid):
    date = parsed(text)
    assert (date.text, date.valid) == (printed, valid)


@pytest.mark.parametrize("text", ["", "สมชาย 2562", "7 2562", "7 กขคงจฉช 2562"])
def test_what_is_no_date_is_not_made_one(text):
    assert parsed(text) is None


def test_identity_numbers_have_a_check_digit():
    assert checks.thai_identity("1111111111119")
    assert checks.thai_identity("1 1111 11111 11 9")
    assert not checks.thai_identity("1111111111118")
    assert not checks.thai_identity("111111111119")


def test_vehicle_numbers_have_an_alphabet_and_perhaps_a_check_digit():
    assert checks.vin_check_digit("1M8GDM9AXKP042788")
    assert not checks.vin_check_digit("1M8GDM9A1KP042788")
    assert checks.vin_alphabet("MR0AB12CD34567890")
    assert not checks.vin_alphabet("MROAB12CD34567890")


def test_a_letter_that_no_plate_has_is_read_as_the_one_it_looks_like():
    found = judged("registration_number_car", [Reading("7ฮฏ 58", 0.98)])
    sure = judged("registration_number_car", [Reading("7ฮฎ 58", 0.98)])
    assert (found.value, found.valid) == ("7ฮฎ 58", True)
    assert found.confidence < sure.confidence
    assert not checks.plate("ชฦ-52")
    assert not checks.plate("12กก 34")
    assert not checks.plate("1กกก 34")


def test_plates_numbers_and_wheels_have_shapes():
    for good in ("กก 9999", "1กก 12", "กขค 1", "80-1234", "9ก-9999", "ก1"):
        assert checks.plate(good)
    assert not checks.plate("กก 0999")
    assert checks.amount("1,234.50") == 1234.5
    assert checks.amount("12,34") is None
    assert checks.drive("2เพลา4ล้อยาง4เส้น") == "2 เพลา 4 ล้อ ยาง 4 เส้น"
    assert checks.drive("2 เพลา 4 ล้อ") is None


def test_a_unit_read_along_with_a_number_is_no_part_of_it():
    for text in ("1210กก", ".1210... กก.", "1210 กก"):
        found = judged("weight_all", [Reading(text, 0.96)])
        assert found is not None
        assert found.value == "1210"


def test_dots_of_the_line_to_write_on_are_no_part_of_a_chassis_number():
    found = judged("car_number", [Reading("MP.1KS7T16B4706807", 0.98)])
    assert found is not None
    assert found.value == "MP1KS7T16B4706807"


@pytest.mark.parametrize("key", ["engine_size", "weight_car", "weight_load"])
def test_a_speck_read_as_one_is_not_believed_to_be_a_weight_or_a_displacement(key):
    speck, amount = (judged(key, [Reading(text, 0.97)]) for text in ("1", "1,210"))
    assert speck is not None
    assert amount is not None
    assert speck.confidence < 0.15 < 0.7 < amount.confidence


def test_numbers_lie_where_those_of_their_fields_do():
    assert is_likely("engine_size", "124.88")
    assert is_likely("type_code", "17")
    assert not is_likely("type_code", "18")
    assert not is_likely("year_model", "201")
    assert is_likely("book_number", "12345678")
    assert not is_likely("possessor_phone", "12345")


def test_a_chassis_number_with_a_letter_none_has_is_less_sure():
    plain, mapped = (
        judged("car_number", [Reading(text, 0.98)])
        for text in ("MRH7UJN6H1V610269", "MRH7UJN6HIV610269")
    )
    assert plain is not None
    assert mapped is not None
    assert mapped.value == plain.value
    assert mapped.confidence < 0.7 < plain.confidence


def test_a_comma_that_one_reading_has_stays():
    assert judged("weight_all", [Reading("13735", 1.0), Reading("13,735", 0.98)]).value == "13,735"
    assert judged("weight_all", [Reading("13735", 1.0), Reading("13,736", 0.9)]).value == "13735"


def test_marks_are_no_part_of_a_plate():
    found = judged("registration_number_car", [Reading("สฬัต-57", 0.96), Reading("สพต-57", 0.9)])
    assert (found.value, found.valid) == ("สฬต-57", True)


def test_a_dot_of_the_line_to_write_on_is_no_comma_of_a_number():
    dotted = judged("weight_all", [Reading("3020", 0.99), Reading("3.020", 0.9)])
    comma = judged("weight_all", [Reading("3020", 0.99), Reading("3,020", 0.9)])
    assert dotted is not None
    assert comma is not None
    assert (dotted.value, comma.value) == ("3020", "3,020")


def test_a_card_s_number_has_all_blanks_of_its_groups_where_two_were_seen():
    def value(*texts):
        return judged("ownership_number_of_card", [Reading(text, 0.99) for text in texts]).value

    assert value("9 1775 2849631 9") == "9 1775 28496 31 9"
    assert value("9701961156307", "9 7019 61156 307") == "9 7019 61156 30 7"
    assert value("9701961156307") == "9701961156307"
    assert value("97019 61156307") == "9701961156307"
    assert value("97 019 61156307") == "97 019 61156307"


@pytest.mark.parametrize("read", ["คำ", "ตำ"])
def test_letters_that_look_alike_do_not_hide_a_colour(read):
    found = judged("color", [Reading(read, 0.9)])
    assert found.value == "ดำ"
    assert found.confidence < judged("color", [Reading("ดำ", 0.9)]).confidence


def test_a_position_is_told_from_its_likes_by_how_letters_look():
    entry = judged("engine_number_position", [Reading("ได้เครื่อง", 0.8, lowest=0.6)])
    assert entry.value == "ใต้เครื่อง"


def test_dots_of_the_line_beside_a_comma_are_no_part_of_a_number():
    readings = [Reading("2.,785", 0.97), Reading("785", 0.42)]
    found = judged("engine_size", readings)
    assert found.value == "2,785"
    assert found.confidence > 0.5


def test_a_dot_before_three_digits_is_a_comma_in_the_picture_without_the_line_to_write_on():
    read = [Reading("1.447", 0.91), Reading("1447", 0.99)]
    assert judged("engine_size", read).value == "1,447"
    assert judged("engine_size", read[::-1]).value == "1447"


def test_dots_between_all_groups_of_a_card_s_number_are_those_of_the_line_to_write_on():
    card = judged("ownership_number_of_card", [Reading("0 8983.21733.36.3", 0.99)])
    assert card.value == "0 8983 21733 36 3"
    other = judged("ownership_number_of_card", [Reading("08983.217.33363", 0.99)])
    assert other.value == "0898321733363"


@pytest.mark.parametrize("key", ["model", "possessor"])
def test_a_reading_of_a_part_of_a_value_is_not_believed_before_one_of_the_whole(key):
    whole, part = Reading("HFDUN06", 0.9), Reading("EDUN", 0.99)
    assert judged(key, [whole, part]).value == whole.text
