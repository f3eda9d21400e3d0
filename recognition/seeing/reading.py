"""Where to look on a photo, and how often: from coarse to fine. Pure but for the engines.

Lines are searched for at low resolution and read from the full pixels, so that
small print on a large photo costs little. Where that names no serial number, the
parts with the finest detail are searched at full resolution. What could be a
serial number is read again, from other cuts of the same place: readings that
agree are evidence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from core.engines import Barcode, BarcodeEngine, Pixels, TextEngine, TextLine
from core.geometry import Box, Quad, box_of, turned_back
from recognition.evidence import Candidate, Kind, Sightings
from recognition.judging.labelling import once, ties
from recognition.judging.labels import labels_in
from recognition.judging.marks import is_rating, marks_in, places_of, signs_in
from recognition.judging.shapes import kind_by_shape, plausibility
from recognition.seeing.close_looks import beside, enlarged, finest_parts, read_again
from recognition.seeing.container_places import likely_places
from recognition.seeing.containers import find_containers
from recognition.seeing.turning import levelled, line_placed, mapped, quarter_turns, tilt

Step = Callable[[str], AbstractContextManager[Any]]

_COARSE = 1280
"""Longer side, in pixels, of the picture in which lines are looked for first."""

_COARSER = 800
"""The same for a second search: letters made of dots run together when they are small."""

_ENOUGH = 900
"""Photos with a longer side below this are searched enlarged as well."""

_MOST_AGAIN = 8
_MOST_LABELS = 2
_TILTED = 4.0
_DULL = (Kind.RATING, Kind.REGULATORY, Kind.DATE)


def read_codes(pixels: Pixels, barcodes: BarcodeEngine) -> tuple[Barcode, ...]:
    """All barcodes on the upright photo. Raises EngineFailed."""
    return tuple(barcodes.read(pixels))


def first_lines(pixels: Pixels, text: TextEngine) -> list[TextLine]:
    """The text seen at low resolution. Raises EngineFailed."""
    return text.read(pixels, characters=True, search_side=_COARSE)


def read_lines(pixels: Pixels, first: Sequence[TextLine], text: TextEngine) -> tuple[TextLine, ...]:
    """All text on the photo, beyond the ``first_lines``; promising print several times over.

    Raises EngineFailed.
    """
    lines = list(first)
    longer = max(pixels.shape[:2])
    if longer < _ENOUGH:
        lines += enlarged(pixels, text)
    elif not _has_named_serial(lines):
        lines += text.read(pixels, characters=True, search_side=_COARSER)
        lines += finest_parts(pixels, text) if longer > _COARSE else []
    for label in _lonely_labels(lines)[:_MOST_LABELS]:
        lines += beside(pixels, label, text)
    chosen = sorted((line for line in lines if _promise(line) > 0.3), key=_promise, reverse=True)
    return (*lines, *read_again(pixels, chosen[:_MOST_AGAIN], text))


def _lonely_labels(lines: Sequence[TextLine]) -> list[Quad]:
    """Labels of serial numbers that no value seen so far belongs to."""
    signs = once(sign for line in lines for sign in signs_in(line))
    places = [p for p in places_of(lines) if p.label is None and not is_rating(p)]
    bound = {tie.sign for tie in ties(signs, [place.quad for place in places])}
    return [
        sign.quad
        for index, sign in enumerate(signs)
        if sign.label.kind is Kind.SERIAL and index not in bound
    ]


def read_tilted_codes(
    pixels: Pixels, lines: Iterable[TextLine], barcodes: BarcodeEngine
) -> tuple[Barcode, ...]:
    """Barcodes seen only when the photo is turned until its print is level. Raises EngineFailed.

    Bars are scanned along rows and columns; beyond a few degrees they are missed.
    """
    angle = tilt(lines)
    if abs(angle) < _TILTED:
        return ()
    level, back = levelled(pixels, angle)
    return tuple(
        Barcode(b.text, b.format, b.symbology_identifier, mapped(b.quad, back))
        for b in barcodes.read(level)
    )


def untimed(name: str) -> AbstractContextManager[Any]:
    return nullcontext(name)


def read_photo(
    pixels: Pixels, *, text: TextEngine, barcodes: BarcodeEngine, step: Step = untimed
) -> Sightings:
    """Everything the engines see on the upright photo; ``step`` times the parts.

    Raises EngineFailed.
    """
    with step("barcode"):
        codes = read_codes(pixels, barcodes)
    with step("ocr"):
        lines, containers = _read_level(pixels, text)
    if not codes:
        with step("barcode"):
            codes = read_tilted_codes(pixels, lines, barcodes)
    height, width = pixels.shape[:2]
    return Sightings(lines, codes, width, height, containers)


def _read_level(
    pixels: Pixels, text: TextEngine
) -> tuple[tuple[TextLine, ...], tuple[Candidate, ...]]:
    """All text and container numbers, read on the photo turned until most of its print is level:
    small print is found best so."""
    first = first_lines(pixels, text)
    turns = quarter_turns(first)
    level = np.ascontiguousarray(np.rot90(pixels, turns))
    found = read_lines(level, first_lines(level, text) if turns else first, text)
    containers = find_containers(level, found, text)
    back = partial(turned_back, turns=turns, size=pixels.shape[:2])
    lines = tuple(line_placed(line, back) for line in found)
    containers = tuple(replace(c, quad=c.quad and back(c.quad)) for c in containers)
    # A container may stand upright and show nothing but the number that runs down its side.
    if turns and not any(c.checks.get("iso6346") for c in containers):
        containers += find_containers(pixels, lines, text)
    return lines, containers


def places_to_look(seen: Sightings) -> tuple[Box, ...]:
    """Boxes, in photo pixels, around what may name or be the serial number, the best first."""
    lines = sorted(seen.lines, key=_promise, reverse=True)
    quads = [line.quad for line in lines if _promise(line) > 0]
    return tuple(box_of(quad) for quad in [*quads[:6], *(code.quad for code in seen.barcodes)])


def _promise(line: TextLine) -> float:
    """How worthwhile a second look at ``line`` is."""
    named = any(label.kind is Kind.SERIAL for label in labels_in(line.text))
    values = [m for m in marks_in(line) if kind_by_shape(m.value) not in _DULL]
    return max((plausibility(m.value) for m in values), default=0.0) + 0.5 * named


def _has_named_serial(lines: Iterable[TextLine]) -> bool:
    return any(_is_named_serial(line) for line in lines) or bool(likely_places(lines))


def _is_named_serial(line: TextLine) -> bool:
    """Whether the line names a serial number; its value may be on it or elsewhere."""
    found = [label for label in labels_in(line.text) if label.kind is Kind.SERIAL]
    return any(not label.weak or label.end == len(line.text) for label in found) or any(
        mark.label is not None and mark.label.kind is Kind.SERIAL for mark in marks_in(line)
    )
