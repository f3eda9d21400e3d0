"""Reads a strip: a roughly straightened picture of a meter's register, of drums or a display.

The strip is looked at twice: as it came, to find the digits, and turned and cut about
them, where they are read. What both looks say together is the reading.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from core.engines import Pixels
from core.geometry import Box
from ocr_docs.register import StripReading
from ocr_docs.register.certainty import certainty
from ocr_docs.register.polarity import odd_last
from ocr_docs.register.redness import redness
from ocr_docs.register.straightening import Look, as_found, straightened
from ocr_docs.register.strip_answers import Candidate, candidates
from ocr_docs.register.strip_canvas import on_canvas
from ocr_docs.register.strip_network import StripNetwork, strip_network
from ocr_docs.register.strip_reading import Colours, Row, reading, row_of

_SECOND_LOOKS = (Look(1.8), Look(2.2))
"""Two sights of one drum are better than one."""


def read_strip(strip: Pixels) -> StripReading:
    """What the register on ``strip`` shows.

    ``strip`` is upright RGB with up to a quarter of slack on each side and a tilt of up to
    six degrees. An upside-down register, or none, is read with low confidence or not at all.
    Raises EngineFailed, EngineUnavailable.
    """
    return read_strips([strip])[0]


def read_strips(strips: Sequence[Pixels]) -> list[StripReading]:
    """``read_strip`` for many, in their order."""
    network = strip_network()
    return [_read(strip, network) for strip in strips]


def _read(strip: Pixels, network: StripNetwork) -> StripReading:
    row, first = looked_at(strip, network)
    boxes = [digit.box for digit in row.digits]
    colours = Colours(redness(strip, boxes), odd_last(strip, boxes))
    return reading(row, colours, certainty(row, first))


def looked_at(strip: Pixels, network: StripNetwork) -> tuple[Row, Row]:
    """The row as the closer looks see it, and as the first one did; boxes on the strip."""
    canvas, fit = on_canvas(strip)
    found = as_found(fit, candidates(network.answers([canvas])[0]))
    first = row_of(found)
    looks = looks_at(strip, [digit.box for digit in first.digits], _SECOND_LOOKS, network)
    return (row_of(together(looks)) if looks else first), first


def looks_at(
    strip: Pixels, digits: Sequence[Box], looks: Sequence[Look], network: StripNetwork
) -> list[list[Candidate]]:
    """What each of ``looks`` at the row of ``digits`` sees, where it sees any; on the strip."""
    closer = [laid for look in looks if (laid := straightened(strip, digits, look))]
    answers = network.answers([each.canvas for each in closer])
    seen = [
        [each.back(found) for found in candidates(answer)]
        for each, answer in zip(closer, answers, strict=True)
    ]
    return [found for found in seen if found]


def together(looks: Sequence[list[Candidate]]) -> list[Candidate]:
    """Candidates that several looks saw in one place as one: their evidence averaged.

    A place that a look does not see counts as not there for it.
    """
    places: list[list[Candidate]] = []
    for candidate in (candidate for look in looks for candidate in look):
        for place in places:
            if abs(place[0].middle - candidate.middle) < 0.5 * max(
                place[0].box.width, candidate.box.width
            ):
                place.append(candidate)
                break
        else:
            places.append([candidate])
    return sorted((_merged(place, len(looks)) for place in places), key=lambda each: each.middle)


def _merged(place: list[Candidate], looks: int) -> Candidate:
    weights = np.array([each.presence for each in place])
    weights = weights / weights.sum()
    return replace(
        place[0],
        chances=sum(w * each.chances for w, each in zip(weights, place, strict=True)),
        presence=sum(each.presence for each in place) / looks,
        between=sum(w * each.between for w, each in zip(weights, place, strict=True)),
        decimal=sum(w * each.decimal for w, each in zip(weights, place, strict=True)),
        box=Box(*np.average([each.box for each in place], axis=0, weights=weights)),
    )
