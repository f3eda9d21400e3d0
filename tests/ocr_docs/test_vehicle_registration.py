"""The reader on pages drawn as bars, with engines that say what stands there."""

import numpy as np
import pytest

from core.engines import Character, TextLine
from core.engines.strips import part
from core.geometry import box_of, quad_of
from ocr_docs.book.layout import LOWER, UPPER
from ocr_docs.book.planes import mapped
from ocr_docs.documents.vehicle_registration import read_book
from ocr_docs.findings import NotThisDocument, Readers

MARGIN = 100


def line(text, quad):
    letters = "".join(text.split())
    characters = tuple(
        Character(letter, part(quad, i / len(letters), (i + 1) / len(letters)), 0.99)
        for i, letter in enumerate(letters)
    )
    return TextLine(text, quad, 0.99, characters)


class Printed:
    """An engine that finds the labels where they are and reads every strip by its width."""

    def __init__(self, lines, texts):
        self.lines, self.texts, self.strips = lines, texts, []

    def read(self, pixels, *, characters=False, search_side=1280):
        return self.lines

    def read_strips(self, strips, *, characters=False):
        self.strips += strips
        found = []
        for strip in strips:
            width = strip.shape[1]
            text = self.texts[min(self.texts, key=lambda known: abs(known - width))]
            quad = quad_of([(0, 0), (width, 0), (width, strip.shape[0]), (0, strip.shape[0])])
            found.append(line(text, quad))
        return found


def bars(pixels, left, top, width, height=32):
    """Ink that looks like letters: bars with blanks between them."""
    for x in range(left, left + width - 11, 18):
        pixels[top : top + height, x : x + 12] = 30


def page(kind, values):
    """A flat page with its labels as bars, and ``values`` {key: width} as bars in their zones."""
    wide, high = kind.size
    pixels = np.full((high + 2 * MARGIN, wide + 2 * MARGIN, 3), 235, np.uint8)
    lines, places = [], {}
    for label in kind.labels:
        left, top, right, bottom = (
            round(MARGIN + share * side)
            for share, side in zip(label.box, (wide, high) * 2, strict=True)
        )
        middle = (top + bottom) // 2
        bars(pixels, left, middle - 16, max(right - left, 24))
        corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
        lines.append(line(label.text, quad_of(corners)))
    for key, width in values.items():
        box = kind.zones[key]
        left = round(MARGIN + box.left * wide) + 30
        middle = round(MARGIN + (box.top + box.bottom) / 2 * high)
        bars(pixels, left, middle - 16, width)
        places[key] = (left, middle - 16, left + width, middle + 16)
    return pixels, lines, places


def turned(pixels, lines, places):
    """The page lying on its side."""
    height = pixels.shape[0]
    matrix = np.array([[0, -1, height], [1, 0, 0], [0, 0, 1]], float)

    def quad(corners):
        return quad_of(mapped(matrix, np.array(corners, float)).tolist())

    moved = [line(one.text, quad(one.quad)) for one in lines]
    spots = {
        key: box_of(quad([(x, y), (u, y), (u, v), (x, v)])) for key, (x, y, u, v) in places.items()
    }
    return np.ascontiguousarray(np.rot90(pixels, -1)), moved, spots


def read(pixels, lines, texts):
    engine = Printed(lines, texts)
    return read_book(pixels, Readers(text=engine, thai=engine)), engine


def near(quad, box, reach=8):
    found = box_of(quad)
    return all(abs(one - other) < reach for one, other in zip(found, box, strict=True))


def test_values_are_found_beside_their_labels_with_their_places():
    pixels, lines, places = page(UPPER, {"province": 200, "car_number": 380})
    fields, _ = read(pixels, lines, {205: "นครราชสีมา", 385: "MR0AB12CD34567890"})
    assert {key: field.value for key, field in fields.items()} == {
        "province": "นครราชสีมา",
        "car_number": "MR0AB12CD34567890",
    }
    assert all(near(fields[key].quads[0], places[key]) for key in places)
    assert all(0 < field.confidence <= 1 for field in fields.values())


def test_quads_follow_a_page_that_lies_on_its_side():
    pixels, lines, places = turned(*page(UPPER, {"province": 200}))
    fields, _ = read(pixels, lines, {205: "สงขลา"})
    quad = fields["province"].quads[0]
    assert near(quad, places["province"])
    assert quad[1].y > quad[0].y and abs(quad[1].x - quad[0].x) < 5


def test_the_owner_s_page_alone_is_a_book_too():
    pixels, lines, _ = page(LOWER, {"ownership": 300})
    fields, _ = read(pixels, lines, {305: "นาย กขค งจฉ"})
    assert {key: field.value for key, field in fields.items()} == {"ownership": "นาย กขค งจฉ"}


def test_each_value_is_cut_out_by_itself():
    pixels, lines, _ = page(UPPER, {"province": 200, "model": 300})
    _, engine = read(pixels, lines, {205: "สงขลา", 305: "ABC"})
    # The less sure one is looked at a second time.
    widths = sorted({strip.shape[1] for strip in engine.strips})
    assert len(widths) == 2
    assert 200 <= widths[0] < 220 and 300 <= widths[1] < 320


def test_a_page_without_the_labels_is_refused_after_one_reading():
    pixels = np.full((1200, 900, 3), 255, np.uint8)
    quad = quad_of([(10, 10), (200, 10), (200, 40), (10, 40)])
    engine = Printed([line("ใบเสร็จรับเงิน", quad), line("จังหวัด", quad)], {})
    with pytest.raises(NotThisDocument):
        read_book(pixels, Readers(text=engine, thai=engine))
    assert engine.strips == []


def test_a_form_about_a_person_is_no_book_though_it_asks_the_same():
    shared = {"เลขที่บัตร", "วันเกิด", "สัญชาติ", "ที่อยู่", "โทร.", "ลงชื่อ"}
    pixels, lines, _ = page(LOWER, {})
    lines = [one for one in lines if one.text in shared]
    with pytest.raises(NotThisDocument):
        read(pixels, lines, {})
