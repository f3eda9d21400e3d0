"""Things that are no paper at all: a water meter, a number plate, a label, a bare table. Pure."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.random import Generator

from core.drawing.surfaces import SURFACES
from core.engines import Pixels
from ocr_docs.book.lists import PROVINCES
from ocr_docs.specimens.chance import digits, pick
from ocr_docs.specimens.ink import Face, width_of
from ocr_docs.specimens.numbers import plate
from ocr_docs.specimens.sheet import Colour, Sheet

_DARK: Colour = (24, 24, 28)


def _ground(rng: Generator, width: int, height: int) -> Sheet:
    made = SURFACES[pick(rng, sorted(SURFACES))](rng, width, height)
    return Sheet((np.clip(made, 0, 1) * 255).astype(np.uint8), rng)


def _bare(rng: Generator, _dpi: int) -> Pixels:
    return _ground(rng, 1280, 960).pixels


def _meter(rng: Generator, _dpi: int) -> Pixels:
    """A round face with a register of drums, a pointer and a maker's print."""
    sheet = _ground(rng, 1200, 1200)
    middle, reach = (600, 600), int(rng.integers(380, 520))
    cv2.circle(sheet.pixels, middle, reach, (60, 66, 90), -1, cv2.LINE_AA)
    cv2.circle(sheet.pixels, middle, round(0.88 * reach), (236, 236, 230), -1, cv2.LINE_AA)
    side = 0.22 * reach
    number = digits(rng, 7)
    for place, digit in enumerate(number):
        left = 600 + (place - 3.5) * side
        corners = ((round(left), 480), (round(left + 0.9 * side), round(480 + 1.4 * side)))
        cv2.rectangle(sheet.pixels, *corners, (206, 206, 202), -1)
        face = Face("Garuda", 1.2 * side, bold=True)
        ink = (180, 30, 30) if place > 3 else _DARK
        sheet.text(left + 0.1 * side, 480 + 1.15 * side, digit, face, ink)
    small = Face("Loma", 0.11 * reach)
    for y, text in ((400, "มาตรวัดน้ำ"), (720, f"No. {digits(rng, 8)}"), (800, "Qn 1.5 m3/h  m3")):
        sheet.text(600 - width_of(text, small) / 2, y, text, small, _DARK)
    turn = float(rng.uniform(0, 2 * math.pi))
    tip = (600 + 0.3 * reach * math.cos(turn), 860 + 0.12 * reach * math.sin(turn))
    sheet.line([(600, 860), tip], (190, 30, 30), 8)
    return sheet.pixels


def _plate(rng: Generator, _dpi: int) -> Pixels:
    """A number plate: the same characters as in a book, and a province below."""
    sheet = _ground(rng, 1400, 1000)
    cv2.rectangle(sheet.pixels, (250, 320), (1150, 700), (240, 240, 240), -1)
    cv2.rectangle(sheet.pixels, (265, 335), (1135, 685), _DARK, 6)
    big, small = Face("Garuda", 150, bold=True), Face("Garuda", 70, bold=True)
    text, province = plate(rng, motorcycle=False, lorry=False), pick(rng, list(PROVINCES.values()))
    for words, face, y in ((text, big, 520), (province, small, 650)):
        sheet.text(700 - width_of(words, face) / 2, y, words, face, _DARK)
    return sheet.pixels


def _label(rng: Generator, _dpi: int) -> Pixels:
    """A carton's label in Latin print."""
    sheet = _ground(rng, 1300, 900)
    cv2.rectangle(sheet.pixels, (200, 200), (1100, 720), (246, 246, 242), -1)
    rows = (
        "MODEL: VX-2400A",
        f"S/N: {digits(rng, 10)}",
        "INPUT: 100-240V~ 50/60Hz",
        "MADE IN 2024",
    )
    for number, row in enumerate(rows):
        sheet.text(250, 310 + 110 * number, row, Face("Loma", 60, bold=number == 1), _DARK)
    return sheet.pixels


THINGS = (_bare, _meter, _plate, _label)
