"""Complete pages: the spread on its sheet, or the upper or the lower page alone. Pure."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.random import Generator

from core.geometry import Box
from ocr_docs.book.layout import LOWER, UPPER, Page
from ocr_docs.specimens.chance import between, chance
from ocr_docs.specimens.filling import fill, fitting, sign, value_face
from ocr_docs.specimens.form import Form, form_of
from ocr_docs.specimens.ink import width_of
from ocr_docs.specimens.look import Look, look_of
from ocr_docs.specimens.paper import blank, frame, tint
from ocr_docs.specimens.sheet import Sheet, Specimen
from ocr_docs.specimens.values import book_values

A4_INCHES = (8.27, 11.69)
_SPREAD = 1585 / 1429
_UPPER_TOP, _UPPER_PART = 0.02, 0.411
_LOWER_TOP, _LOWER_PART = 0.5, 0.5
"""Height of a spread against its width; where its pages begin, and their share of its height."""

_FINE_DPI = 200
_WHITE = (250, 250, 248)


def draw(seed: int, kind: str, dpi: int, *, sheets: float = 0.6) -> Specimen:
    """A clean page of ``kind`` (spread, upper, lower) at ``dpi``.

    Of the spreads, a share of ``sheets`` lies on an A4 sheet, of single pages a third as many.

    OSError without the fonts.
    """
    # Below 200 dpi letters are drawn twice as large and then averaged, as a scanner does.
    fine = 2 if dpi < _FINE_DPI else 1
    drawn = _drawn(np.random.default_rng(seed), kind, dpi * fine, sheets)
    return drawn.resized(1 / fine) if fine > 1 else drawn


def _drawn(rng: Generator, kind: str, dpi: int, sheets: float) -> Specimen:
    look, values = look_of(rng), book_values(rng)
    on_sheet = chance(rng, sheets if kind == "spread" else sheets / 3)
    size, spread = _placed(rng, kind, dpi, on_sheet=on_sheet)
    sheet = Sheet(blank(*size, _WHITE, rng), rng)
    blocks = _blocks(kind, spread)
    forms = [form_of(page, block, look, rng) for page, block in blocks]
    em = forms[0].face.size
    tint(sheet, _paper_of(kind, spread), look, em)
    sheet.bare = sheet.pixels.copy()
    numbered = int(rng.integers(len(blocks)))
    for number, ((page, _), form) in enumerate(zip(blocks, forms, strict=True)):
        _print_form(sheet, page, form, look)
        if number == numbered:
            _print_number(sheet, page, form, look, values.get("book_number", ""))
        fill(sheet, form, values, look)
        if page is LOWER:
            sign(sheet, form, look)
    return Specimen(kind, sheet.pixels, sheet.fields, sheet.bare)


def _placed(rng: Generator, kind: str, dpi: int, *, on_sheet: bool) -> tuple[tuple[int, int], Box]:
    """The size of the picture, and where the whole spread lies in it (or beyond it)."""
    width = A4_INCHES[0] * between(rng, 0.94, 1.0) * dpi
    height = width * _SPREAD
    if on_sheet:
        page = (round(A4_INCHES[0] * dpi), round(A4_INCHES[1] * dpi))
        left = between(rng, 0, page[0] - width)
        top = between(rng, 0.02, 0.98) * (page[1] - height)
        return page, Box(left, top, left + width, top + height)
    room = [between(rng, 0.0, 0.03) * width for _ in range(4)]
    top, bottom = {"spread": (0.0, 1.0), "upper": (0.0, 0.46), "lower": (0.51, 1.0)}[kind]
    size = (round(width + room[0] + room[2]), round((bottom - top) * height + room[1] + room[3]))
    start = room[1] - top * height
    return size, Box(room[0], start, room[0] + width, start + height)


def _blocks(kind: str, spread: Box) -> list[tuple[Page, Box]]:
    upper = (UPPER, _part(spread, _UPPER_TOP, _UPPER_PART))
    lower = (LOWER, _part(spread, _LOWER_TOP, _LOWER_PART))
    return {"spread": [upper, lower], "upper": [upper], "lower": [lower]}[kind]


def _part(spread: Box, top: float, share: float) -> Box:
    start = spread.top + top * spread.height
    return Box(spread.left, start, spread.right, start + share * spread.height)


def _paper_of(kind: str, spread: Box) -> Box:
    if kind == "spread":
        return spread
    return _part(spread, 0.0, 0.47) if kind == "upper" else _part(spread, 0.51, 0.49)


def _print_form(sheet: Sheet, page: Page, form: Form, look: Look) -> None:
    """What the printing house prints: frame, title, labels, lines to write on."""
    block, em = form.block, form.face.size
    inset = 0.004 * block.width
    top = block.top + (0.045 if page is LOWER else -0.03) * block.height
    frame(sheet, Box(block.left + inset, top, block.right - inset, block.bottom), look, em)
    title = next(label for label in page.labels if label.name == "title")
    face = replace(form.face, size=em * 1.25, bold=True)
    middle = block.left + block.width * (title.box.left + title.box.right) / 2
    baseline = block.top + block.height * (title.box.top + title.box.bottom) / 2 + 0.3 * em
    sheet.text(middle - width_of(title.text, face) / 2, baseline, title.text, face, look.label_ink)
    for label in form.labels:
        sheet.text(label.x, label.baseline, label.text, form.face, look.label_ink)
    for slot in form.slots:
        _rule(sheet, slot.left, slot.right, slot.baseline + 0.1 * em, look, em)
    _rule_signatures(sheet, form, look)
    _print_page_number(sheet, form, look)


def _rule(sheet: Sheet, left: float, right: float, y: float, look: Look, em: float) -> None:
    if look.ruled == "dots":
        sheet.dots(left, right, y, 0.19 * em, look.label_ink)
    elif look.ruled == "line":
        sheet.line([(left, y), (right, y)], look.label_ink, 0.04 * em)


def _rule_signatures(sheet: Sheet, form: Form, look: Look) -> None:
    lines = [label for label in form.labels if label.name.startswith("signature")]
    for start, end in zip(lines[::2], lines[1::2], strict=True):
        left = start.x + width_of(start.text, form.face)
        _rule(sheet, left, end.x, start.baseline + 0.1 * form.face.size, look, form.face.size)


def _print_page_number(sheet: Sheet, form: Form, look: Look) -> None:
    if chance(sheet.rng, 0.4):
        return
    small = replace(form.face, size=0.7 * form.face.size)
    text = f"- {sheet.rng.integers(2, 9)} -" if chance(sheet.rng, 0.5) else "4"
    x = form.block.left + 0.5 * form.block.width
    sheet.text(x, form.block.bottom - 0.01 * form.block.height, text, small, look.label_ink)


def _print_number(sheet: Sheet, page: Page, form: Form, look: Look, number: str) -> None:
    """The booklet's number at the page's edge, numbered by machine."""
    if not look.book_number:
        return
    em, block = form.face.size, form.block
    label = "เลขที่ รย."
    face = replace(value_face(form, look), size=em)
    wide = width_of(label, form.face) + 0.4 * em + width_of(number, face)
    x = block.left + 0.015 * block.width
    if look.book_number == "right":
        x = block.right - 0.02 * block.width - wide
    y = block.top + (0.06 if page is UPPER else 0.11) * block.height + 0.2 * em
    sheet.text(x, y, label, form.face, look.label_ink)
    start = x + width_of(label, form.face) + 0.4 * em
    fitted = fitting(number, face, block.right - start)
    box = sheet.text(start, y, number, fitted, look.value_ink, is_value=True)
    sheet.value("book_number", number, [box], em)
