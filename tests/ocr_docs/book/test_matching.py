from core.engines import TextLine
from core.geometry import quad_of
from ocr_docs.book.matching import Text, characters_of
from ocr_docs.book.spelling import distance, glyphs, normal


def line(text, *, left=0.0, top=0.0, width=100.0, height=10.0):
    right, bottom = left + width, top + height
    corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    return TextLine(text, quad_of(corners), 0.9)


def test_what_looks_the_same_is_spelt_the_same():
    assert normal("น\u0e4d\u0e49า") == normal("น\u0e49\u0e4dา") == "น้ำ"
    assert normal("เเดง") == "แดง"
    assert normal("  ก\u200b  ข ") == "ก ข"
    assert glyphs("รย. ๑๒") == "รย.12"


def test_a_missing_mark_is_half_a_misreading():
    assert distance("ที่นั่ง", "ที่นัง") == 0.5
    assert distance("ดำ", "ดำ") == 0
    assert distance("แดง", "แดน") == 1
    assert distance("", "ab") == 2


def test_a_label_is_found_inside_a_line_that_holds_its_value_too():
    text = Text([line("xx"), line("วันจดทะเบียน 7 มีนาคม 2562 เลขทะเบียน กก 12", width=390)])
    (seen,) = text.find("เลขทะเบียน")
    assert (seen.line, seen.misread) == (1, 0)
    letters = characters_of(line("วันจดทะเบียน 7 มีนาคม 2562 เลขทะเบียน กก 12", width=390))
    assert "".join(c.text for c in letters[seen.start : seen.end]) == "เลขทะเบียน"
    assert seen.quad[0].x > 200 and seen.quad[1].x < 390


def test_a_label_is_found_though_a_quarter_of_it_is_misread():
    text = Text([line("เลขตวรถ MR0AB")])
    (seen,) = text.find("เลขตัวรถ")
    assert seen.misread == 0.5
    assert Text([line("เกขคำรล")]).find("เลขตัวรถ") == []


def test_a_word_is_never_found_across_two_lines():
    assert Text([line("เลขตัว"), line("รถยนต์")]).find("เลขตัวรถ") == []


def test_every_place_of_a_word_is_found_once():
    text = Text([line("น้ำหนักรถ 1,500 กก. น้ำหนักบรรทุก - กก."), line("800 กก.")])
    assert [seen.line for seen in sorted(text.find("กก."))] == [0, 0, 1]


def test_no_lines_hold_no_words():
    assert Text([]).find("แบบ") == []
