from dataclasses import replace

import pytest

from core.engines import Character, TextLine
from core.engines.strips import part
from core.geometry import quad_of
from ocr_docs.book.confidence import Evidence, confidence
from ocr_docs.book.crosschecks import crosschecked
from ocr_docs.book.labels import tail, without_label
from ocr_docs.book.reading import Reading
from ocr_docs.book.values import judged
from ocr_docs.book.wording import address, legal, name
from ocr_docs.findings import Field


def value(key, *texts, lowest=0.95):
    found = judged(key, [Reading(text, 0.95, lowest) for text in texts])
    return found.value if found else None


def line(text, width=100.0):
    quad = quad_of([(0, 0), (width, 0), (width, 10), (0, 10)])
    letters = "".join(text.split())
    characters = tuple(
        Character(letter, part(quad, i / len(letters), (i + 1) / len(letters)), 0.9)
        for i, letter in enumerate(letters)
    )
    return TextLine(text, quad, 0.9, characters)


@pytest.mark.parametrize(
    ("key", "text", "printed"),
    [
        ("registration_date", ". 7 มีนาคม. 2562 .", "7 มีนาคม 2562"),
        ("province", "กรุงเทพมหานดร", "กรุงเทพมหานคร"),
        ("registration_number_car", "1กก 1234.", "1กก 1234"),
        ("registration_number_car", "ก - 99", "ก-99"),
        ("registration_number_car", "7ฟฃ-2293", "7ฟข-2293"),
        ("color", "ขาวดำ", "ขาว ดำ"),
        ("engine_size", "2.018", "2,018"),
        ("engine_size", "124.88", "124.88"),
        ("number_of_seat", "O7", "07"),
        ("car_number", "MROAB12CD34567I9Q", "MR0AB12CD34567190"),
        ("car_number", "KE-1234567", "KE-1234567"),
        ("engine_number", "4jj1 ab-1234.", "4JJ1 AB-1234"),
        ("characteristic_drive", "2เพลา4ลอยาง4เสน", "2 เพลา 4 ล้อ ยาง 4 เส้น"),
        ("ownership_number_of_card", "1 1111 11111 11 9", "1 1111 11111 11 9"),
        ("possessor_nationality", "ไทย.", "ไทย"),
    ],
)
def test_values_keep_what_is_printed(key, text, printed):
    assert value(key, text) == printed


@pytest.mark.parametrize("text", ["", "-", " . ", "—"])
def test_a_dash_or_nothing_is_no_value(text):
    assert value("gas_number", text) is None


def test_a_word_that_is_surely_read_is_not_forced_into_an_open_list():
    assert value("characteristic", "กระบะบรรทุกนํ้า", lowest=0.99) == "กระบะบรรทุกน้ำ"


def test_of_two_readings_the_one_of_a_legal_form_is_taken():
    assert value("ownership_number_of_card", "1111111111118", "1111111111119") == "1111111111119"
    assert value("registration_date", "7 มีนาคม 256", "7 มีนาคม 2562") == "7 มีนาคม 2562"


def test_two_readings_that_agree_are_surer_than_two_that_do_not():
    same, other = Reading("4JJ1", 0.9, 0.9), Reading("4JJI", 0.9, 0.9)
    agreed, alone = judged("model", [same, same]), judged("model", [same])
    assert agreed.confidence > alone.confidence > judged("model", [same, other]).confidence


def test_an_impossible_value_is_unsure():
    good = Evidence(0.97, None, True, 0.0, 8)
    assert confidence(good) > 0.5 > confidence(good._replace(valid=False, mended=0.2))


def test_fixed_words_of_an_address_are_put_right_and_names_are_left():
    read = "93 หมู่ที 6 ต่ำบลห้วยพลับ อำเภอเมืองชลบรี จังหวัดชลบุรี"
    fixed = address(read)
    assert fixed.text == "93 หมู่ที่ 6 ตำบลห้วยพลับ อำเภอเมืองชลบุรี จังหวัดชลบุรี"
    assert 0 < fixed.mended < 0.2
    assert address("12 ต.กขค อ.งจฉ").text == "12 ต.กขค อ.งจฉ"


def test_a_company_s_ending_is_put_right():
    assert name("บริษัท กขค จำกด (มหาชน)").text == "บริษัท กขค จำกัด (มหาชน)"
    assert name("นาย จำลอง ใจดี").text == "นาย จำลอง ใจดี"


def test_the_tail_of_a_label_is_cut_off_with_its_place():
    kept, lost = without_label(line("ต์ 4JJ1"), "เลขเครื่องยนต์")
    assert kept.text == "4JJ1"
    assert lost == pytest.approx(100 * 2 / 6)
    assert without_label(line("ต้นกล้า 4"), "สี") == (line("ต้นกล้า 4"), 0.0)
    assert tail("อง, 5 มกราคม 2560", "วันที่ครอบครอง") == 3
    assert tail("ม 12445", "น้ำหนักรวม") == 1
    assert tail("1234", "น้ำหนักรวม") == 0
    assert without_label(line("าติ"), "สัญชาติ")[0].text == ""


def field(text, confidence=0.8):
    return Field(text, (), confidence)


def test_a_class_and_its_number_confirm_or_contradict_one_another():
    fields = {"type": field("รถจักรยานยนต์"), "type_code": field("12"), "color": field("ดำ")}
    confirmed = crosschecked(fields)
    assert confirmed["type"].confidence == pytest.approx(0.9)
    assert confirmed["color"].confidence == 0.8
    denied = crosschecked(fields | {"type_code": field("1")})
    assert denied["type_code"].confidence == pytest.approx(0.4)
    assert denied["type_code"].value == "1"


def test_a_laden_car_that_weighs_less_is_unsure():
    fields = {"weight_car": field("1,500"), "weight_all": field("900")}
    assert crosschecked(fields)["weight_all"].confidence == pytest.approx(0.4)
    assert crosschecked(fields | {"weight_all": field("2,100")}) == fields | {
        "weight_all": field("2,100")
    }


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("บริษัท ทองดีลีสซิง จำกัด", "บริษัท ทองดีลีสซิ่ง จำกัด"),
        ("บริษัท ทองดีเช่าซื้อ่ จำกัด", "บริษัท ทองดีเช่าซื้อ จำกัด"),
        ("บริษัท ทองดีออโต้สึส จำกัด", "บริษัท ทองดีออโต้ลีส จำกัด"),
        ("บจก. ทองดีเทรดดิง", "บจก. ทองดีเทรดดิ้ง"),
        ("บริษัท ทองดี จำกัด", "บริษัท ทองดี จำกัด"),
        ("บริษัท ทองดีมิลซน จำกัด", "บริษัท ทองดีมิลซน จำกัด"),
        ("นายทองดี ลีสซิง", "นายทองดี ลีสซิง"),
    ],
)
def test_the_trade_at_the_end_of_a_companys_name_is_put_right_only_if_near(read, printed):
    assert name(read).text == printed


@pytest.mark.parametrize(
    ("read", "printed"),
    [("ซื้้อ", "ซื้อ"), ("่นาย", "นาย"), ("น้ำ ผู้ที่ พันธุ์", "น้ำ ผู้ที่ พันธุ์"), ("เก่งค่ะ", "เก่งค่ะ")],
)
def test_marks_that_thai_cannot_have_are_left_out_and_others_stay(read, printed):
    assert legal(read) == printed


def test_a_blank_seen_after_one_short_word_of_an_address_is_left_out():
    text = "381 ต. ทุ่งยาง อ.เมืองสุรินทร์ จ.สุรินทร์ 46010"
    assert address(text).text == "381 ต.ทุ่งยาง อ.เมืองสุรินทร์ จ.สุรินทร์ 46010"
    assert address(text).mended == 0
    spaced = "381 ต. ทุ่งยาง อ. เมืองสุรินทร์ จ.สุรินทร์"
    assert address(spaced).text == spaced


def test_a_dot_of_the_line_behind_a_number_is_no_full_stop():
    assert address("72.หมู่ที่ 14 ต.ท่ามะขาม").text == "72 หมู่ที่ 14 ต.ท่ามะขาม"
    assert address("72/1 ม.4 ต.ท่ามะขาม").text == "72/1 ม.4 ต.ท่ามะขาม"


@pytest.mark.parametrize(
    "read", ["จจ.พะเยา", "จะพะเยา", "ข.พะเยา", "จพะเยา", "จะ พะเยา", "ย. พะเยา"]
)
def test_the_short_word_before_the_province_is_put_right(read):
    assert address(f"5/332 ม. 1 ต.ท่าสูง อ.ดอนนา {read}").text.endswith("อ.ดอนนา จ.พะเยา")


def test_what_only_ends_like_a_province_is_left():
    for read in ("ต.บ้านพะเยา", "อำเภอเมืองพะเยา", "พะเยา"):
        assert address(f"5/332 {read}").text == f"5/332 {read}"


def test_a_reading_that_was_cut_off_gives_way_to_one_that_goes_on():
    whole, part = Reading("40206259", 0.99), Reading("4020625", 0.96)
    assert judged("book_number", [part, whole]).value == "40206259"
    assert judged("book_number", [part, replace(whole, score=0.6)]).value == "4020625"


def test_a_colour_is_found_behind_what_is_left_of_its_label():
    assert value("color", "ส ขาว น้ำเงิน") == "ขาว น้ำเงิน"


def test_a_vowel_alone_behind_an_address_is_no_part_of_it():
    text = "5 ม. 1 ต.ท่าสูง 20500 โ"
    reading = Reading(text, 0.95, 0.95, (0.95,) * len("".join(text.split())))
    assert judged("possessor_adress", [reading]).value == "5 ม. 1 ต.ท่าสูง 20500"


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("1 ถ. รุ่งกาญจน์ ต.นาดอน อ.เมืองตาก จ.ตาก", "1 ถ.รุ่งกาญจน์ ต.นาดอน อ.เมืองตาก จ.ตาก"),
        ("89 หมู่ที่.11 ต.วังนา", "89 หมู่ที่ 11 ต.วังนา"),
        ("990 ม. 5 ต.โคกม่วง จาอุทัยธานี", "990 ม. 5 ต.โคกม่วง จ.อุทัยธานี"),
        ("5 ต.นา จาะหนองบัวลำภู", "5 ต.นา จ.หนองบัวลำภู"),
        ("5 ต.นา จะพะเยา 56000", "5 ต.นา จ.พะเยา 56000"),
        ("496 ตำบลโคกใหญ่ จังหวัดนนทบุรี 44630โ", "496 ตำบลโคกใหญ่ จังหวัดนนทบุรี 44630"),
    ],
)
def test_dots_and_vowels_that_no_address_has_are_left_out_of_it(read, printed):
    assert address(read).text == printed


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("บริษัท สิทธิ์ม่วง จ่ากัด (มหาชน)", "บริษัท สิทธิ์ม่วง จำกัด (มหาชน)"),
        ("บริษัท กาญมั่นลิส จากด", "บริษัท กาญมั่นลีส จำกัด"),
        ("บริษัท กาญมั่น", "บริษัท กาญมั่น"),
        ("บริษัท กาญมั่น ขนส่ง จำกัด", "บริษัท กาญมั่น ขนส่ง จำกัด"),
        ("หจก. กาญมั่น จากด", "หจก. กาญมั่น จากด"),
    ],
)
def test_the_word_that_every_company_s_name_ends_in_is_put_right(read, printed):
    assert name(read).text == printed


def test_a_dash_behind_an_address_is_no_part_of_it():
    assert value("possessor_adress", "5 ม. 1 ต.ท่าสูง 20500-") == "5 ม. 1 ต.ท่าสูง 20500"


def test_the_word_for_a_part_of_an_address_is_put_right_as_far_as_it_goes():
    assert address("16/310 ตำบูลท่าแก้ว อำเภอหว้า").text == "16/310 ตำบลท่าแก้ว อำเภอหว้า"


def test_a_name_cut_off_at_a_vowel_stays_as_it_was_read():
    assert address("903 เขตบ้านกลาง กรุงเ").text == "903 เขตบ้านกลาง กรุงเ"
