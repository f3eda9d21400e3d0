"""Filling a form in: values on their lines, struck plates, signatures. Pure."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from core.geometry import Box
from ocr_docs.specimens.chance import between, chance
from ocr_docs.specimens.form import Form, Slot
from ocr_docs.specimens.ink import Face, width_of
from ocr_docs.specimens.look import Look
from ocr_docs.specimens.names import person
from ocr_docs.specimens.numbers import plate
from ocr_docs.specimens.sheet import Colour, Sheet

NOTHING = "-"
"""Printed in some books where there is no value; it is none."""

_NARROWEST = 0.78
_SMALLER = 0.8
_PENS: tuple[Colour, ...] = ((30, 40, 130), (24, 24, 30), (50, 50, 150))


def value_face(form: Form, look: Look) -> Face:
    """How values are printed on this form, before a long one is made to fit."""
    return Face(
        look.value_font,
        form.face.size * look.value_scale,
        bold=look.value_bold,
        printer=look.printer,
        weight=look.weight,
        worn=look.worn,
        pins=look.pins,
    )


def fill(sheet: Sheet, form: Form, values: dict[str, str], look: Look) -> None:
    """Set each value that has a slot on this page, and note where."""
    face = value_face(form, look)
    for slot in form.slots:
        value = values.get(slot.key, "")
        if not value:
            continue
        if slot.key.endswith("_adress"):
            boxes = _wrapped(sheet, slot, value, face, look)
        elif slot.key == "registration_number_car" and chance(sheet.rng, 0.06):
            boxes = _renumbered(sheet, slot, value, face, look)
        else:
            boxes = [_set(sheet, slot, value, face, look)]
        if value != NOTHING:
            sheet.value(slot.key, value, boxes, face.size)


def _set(
    sheet: Sheet,
    slot: Slot,
    value: str,
    face: Face,
    look: Look,
    rise: float = 0.0,
    *,
    is_value: bool = True,
) -> Box:
    """One line in ``slot``, ``rise`` ems above its place; narrowed where it is too long."""
    room = slot.right - slot.x
    fitted = fitting(value, face, room)
    x, wide = slot.x, width_of(value, fitted)
    if look.centred:
        x += max(room - wide, 0) / 2
    elif wide > room:
        x = max(slot.left, slot.right - wide)
    y = slot.baseline + (look.drop - rise) * face.size + between(sheet.rng, -0.03, 0.03) * face.size
    return sheet.text(x, y, value, fitted, look.value_ink, is_value=is_value)


def fitting(value: str, face: Face, room: float) -> Face:
    """``face`` narrowed, then made smaller, until ``value`` takes ``room`` pixels."""
    wide = width_of(value, face)
    if wide <= room:
        return face
    squeeze = max(room / wide, _NARROWEST)
    smaller = min(room / (wide * squeeze), 1.0)
    return replace(face, squeeze=squeeze, size=face.size * smaller)


def _wrapped(sheet: Sheet, slot: Slot, value: str, face: Face, look: Look) -> list[Box]:
    """An address on one line, or on two smaller ones broken at a blank."""
    room = slot.right - slot.x
    if width_of(value, face) <= room * look.one_line:
        return [_set(sheet, slot, value, face, look)]
    small = replace(face, size=face.size * _SMALLER)
    first, second = _halves(value, small, room)
    return [
        _set(sheet, slot, first, small, look, rise=0.62),
        _set(sheet, slot, second, small, look, rise=-0.62),
    ]


def _halves(value: str, face: Face, room: float) -> tuple[str, str]:
    """As many words on the first line as it holds, at least one on each."""
    words = value.split(" ")
    count = 1
    while count < len(words) - 1 and width_of(" ".join(words[: count + 1]), face) <= room:
        count += 1
    return " ".join(words[:count]), " ".join(words[count:])


def _renumbered(sheet: Sheet, slot: Slot, value: str, face: Face, look: Look) -> list[Box]:
    """The plate of before, struck out, with the plate of now above it."""
    old = plate(sheet.rng, motorcycle=False, lorry=False)
    struck = _set(sheet, slot, old, face, look, is_value=False)
    for height in (0.42, 0.62) if chance(sheet.rng, 0.5) else (0.5,):
        y = struck.top + height * struck.height
        slant = between(sheet.rng, -0.06, 0.06) * struck.height
        ends = [(struck.left - 4, y + slant), (struck.right + 4, y - slant)]
        sheet.line(ends, look.value_ink, 0.06 * face.size)
    return [_set(sheet, slot, value, face, look, rise=1.15)]


def sign(sheet: Sheet, form: Form, look: Look) -> None:
    """Scribbles on the signature lines, some with the signer's name in brackets below."""
    lines = [label for label in form.labels if label.name.startswith("signature")]
    for start, end in zip(lines[::2], lines[1::2], strict=True):
        left = start.x + width_of(start.text, form.face)
        if chance(sheet.rng, 0.75):
            _scribble(sheet, left, end.x, start.baseline, form.face.size)
        if chance(sheet.rng, 0.4):
            small = replace(form.face, size=form.face.size * 0.75)
            name = f"({person(sheet.rng)})"
            x = max((left + end.x - width_of(name, small)) / 2, left)
            sheet.text(x, start.baseline + 1.05 * form.face.size, name, small, look.value_ink)


def _scribble(sheet: Sheet, left: float, right: float, baseline: float, em: float) -> None:
    """A few loops that move on to the right, as a name written in a hurry."""
    rng = sheet.rng
    turns = np.linspace(0, 2 * math.pi * rng.integers(4, 9), 160)
    swing = np.cumsum(rng.normal(0, 0.05, turns.size)) + between(rng, 0.5, 1.0)
    reach = (right - left) * between(rng, 0.3, 0.6)
    x = left + (right - left) * 0.2 + reach * turns / turns[-1] + 0.5 * em * np.cos(turns)
    y = baseline - 0.4 * em + 0.55 * em * swing * np.sin(turns * between(rng, 0.9, 1.1))
    pen = _PENS[int(rng.integers(len(_PENS)))]
    sheet.line(list(zip(x.tolist(), y.tolist(), strict=True)), pen, between(rng, 0.05, 0.11) * em)
