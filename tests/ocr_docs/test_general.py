"""Pages of text: the order in which lines are read, and one small page with the real engines."""

import math
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.engines import TextLine
from core.engines.loading import thai_engine
from core.engines.scripted import ScriptedText
from core.engines.thai_lines import turned
from core.geometry import box_of, quad_of
from ocr_docs.documents.general import read_page
from ocr_docs.documents.reading_order import in_rows
from ocr_docs.evaluations.texts import bare, error_rate

PAGE = Path(__file__).parent / "data" / "thai_page.png"
TEXT = """ใบเสร็จรับเงิน
เลขที่ AB-20457 วันที่ 9 ม.ค. 2568
ผู้ซื้อ นางสาวกาญจนา น้ำผึ้ง
ยอดชำระ 1,280.50 บาท"""


def line(text, left, top, width, height=20):
    corners = [(left, top), (left + width, top), (left + width, top + height), (left, top + height)]
    return TextLine(text, quad_of(corners), 0.9)


def order(lines):
    return [[found.text for found in row] for row in in_rows(lines)]


def columns(rows, *, left_width=300, right_width=300):
    return [
        found
        for row in range(rows)
        for found in (
            line(f"left {row}", 50, 100 + 30 * row, left_width),
            line(f"right {row}", 400, 104 + 30 * row, right_width),
        )
    ]


def test_lines_are_read_from_the_top_downwards():
    lines = [line("two", 50, 130, 300), line("one", 55, 100, 200), line("three", 50, 160, 250)]
    assert order(lines) == [["one"], ["two"], ["three"]]


def test_rows_of_a_table_are_read_from_left_to_right():
    lines = [
        found
        for row in range(5)
        for found in (
            line(f"value {row}", 200, 103 + 30 * row, 60 + 40 * (row % 3)),
            line(f"label {row}", 50, 100 + 30 * row, 100),
        )
    ]
    assert order(lines) == [[f"label {row}", f"value {row}"] for row in range(5)]


def test_columns_are_read_one_after_the_other():
    expected = [[f"left {row}"] for row in range(5)] + [[f"right {row}"] for row in range(5)]
    assert order(columns(5)) == expected


def test_a_headline_above_columns_comes_first_and_a_foot_last():
    head, foot = line("head", 50, 50, 600, 30), line("foot", 50, 400, 600)
    read = order([foot, *columns(4), head])
    assert read[0] == ["head"]
    assert read[-1] == ["foot"]
    assert read[1:5] == [[f"left {row}"] for row in range(4)]


def test_two_rows_side_by_side_are_no_columns():
    assert order(columns(2)) == [["left 0", "right 0"], ["left 1", "right 1"]]


def test_narrow_blocks_side_by_side_are_a_table():
    lines = columns(5, left_width=100, right_width=100)
    assert order(lines) == [[f"left {row}", f"right {row}"] for row in range(5)]


@pytest.mark.parametrize("degrees", [3, -4, 90, 180])
def test_a_turned_page_is_read_in_the_same_order(degrees):
    lines = [
        TextLine(found.text, turned(found.quad, math.radians(degrees)), 0.9)
        for found in [line("head", 50, 50, 600, 30), *columns(4)]
    ]
    expected = [["head"], *[[f"left {r}"] for r in range(4)], *[[f"right {r}"] for r in range(4)]]
    assert order(lines) == expected


def test_nothing_printed_is_no_row():
    assert in_rows([]) == []


def test_the_text_of_a_page_has_a_line_for_each_row():
    lines = [line("value", 200, 103, 60), line("label", 50, 100, 100), line("foot", 50, 200, 300)]
    page = read_page(np.zeros((300, 600, 3), np.uint8), ScriptedText([lines]))
    assert page.text == "label value\nfoot"
    assert [found.text for found in page.lines] == ["label", "value", "foot"]


def test_a_printed_page_is_read_by_the_real_engines():
    pixels = np.asarray(Image.open(PAGE).convert("RGB"))
    page = read_page(pixels, thai_engine())
    assert error_rate(bare(page.text), bare(TEXT)) < 0.06
    assert all(word in page.text for word in ("AB-20457", "2568", "1,280.50"))
    assert page.text.count("\n") == TEXT.count("\n")
    for found in page.lines:
        assert len(found.characters) == len(found.text.replace(" ", ""))
        box = box_of(found.quad)
        assert 0 <= box.left < box.right <= pixels.shape[1]
        assert found.confidence > 0.8
