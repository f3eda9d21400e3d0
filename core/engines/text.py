"""Text by RapidOCR (PP-OCRv6 small) on OpenVINO. Only this and ``text_models`` know RapidOCR.

The library is held at arm's length: models come with the wheel and are named
by path (nothing is downloaded), it is given decoded arrays only, every option is
set at construction, its log handler is removed, and a lock for each model guards
its one inference request.

Where to search and where to read are separate: lines are detected on a picture
scaled to ``search_side`` but always cut from the full pixels, so small print on
a large photo costs a search at low resolution and a reading at full resolution.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence

import cv2
import numpy as np

from core.engines import Pixels, TextLine
from core.engines.failing import failing_as
from core.engines.strips import (
    canvas,
    cut,
    extent,
    level,
    padded,
    reading_quad,
    search_size,
    turned_over,
    upside_down,
    whole,
)
from core.engines.text_models import (
    AT_ONCE,
    SHORT,
    USUAL,
    Padding,
    give_back,
    loaded,
    recognised,
)
from core.engines.text_readings import Reading, bgr, line_of, reading_of, score_of
from core.geometry import Quad

_REASON = "text_engine"

_SURELY_TURNED = 0.9
_SURELY_READ = 0.85
_CLEAR_GAIN = 0.05

_BATCH_WIDTH = 1920
"""Strips read at once have this width together: memory grows with it, speed does not."""


class RapidOcr:
    """A ``TextEngine``. Loading takes a second or two: build one in a process and keep it.

    ``threads`` bounds the inference threads; ``lowest_score`` drops lines whose
    mean character score is below it.
    """

    def __init__(self, *, threads: int = 2, lowest_score: float = 0.5) -> None:
        self._lowest_score = lowest_score
        # One inference request a model: threads take turns at each, not at the whole of a read.
        self._finding, self._turning, self._reading = (threading.Lock() for _ in range(3))
        self._engine = loaded(threads)

    def read(
        self, pixels: Pixels, *, characters: bool = False, search_side: int = 1280
    ) -> list[TextLine]:
        """Lines of text, from the top downwards. Turned and upside-down lines are read too.

        ``search_side`` is the longer side, in pixels, of the picture in which
        lines are looked for (see ``strips.search_size``). Raises EngineFailed.
        """
        with failing_as(_REASON):
            found = self._read_upright(pixels, self._detect(pixels, search_side))
        lines = [line_of(reading, quad, characters) for reading, quad in found if reading[0]]
        return [line for line in lines if line.confidence >= self._lowest_score]

    def read_strips(self, strips: Sequence[Pixels], *, characters: bool = False) -> list[TextLine]:
        """Read pictures that show one upright line each, in their order; nothing is dropped.

        A line's quad is in the pixels of its own strip. Raises EngineFailed.
        """
        return self._lines(strips, characters, USUAL)

    def read_short(self, strips: Sequence[Pixels], *, characters: bool = False) -> list[TextLine]:
        """As ``read_strips``, in half the time where lines are up to three times as long as high:
        a few doubtful ones are read differently."""
        return self._lines(strips, characters, SHORT)

    def _lines(
        self, strips: Sequence[Pixels], characters: bool, padding: Padding
    ) -> list[TextLine]:
        flat = [level(bgr(strip)) for strip in strips]
        with failing_as(_REASON):
            readings = self._recognise(flat, padding)
        return [
            line_of(reading, whole(strip), characters)
            for reading, strip in zip(readings, strips, strict=True)
        ]

    def find(self, pixels: Pixels, *, search_side: int = 1280) -> list[Quad]:
        """Where lines of print are, whatever their script; not which way up they stand.

        Tall places are taken to run downwards. ``search_side`` is as in ``read``: print of
        16 to 30 pixels on the picture that is searched is found best. Raises EngineFailed.
        """
        with failing_as(_REASON):
            return self._detect(pixels, search_side)

    def rest(self) -> None:
        """Give back the memory that the last pictures took, 0.2 GiB after a page of a document.

        The next picture takes it anew. Raises EngineFailed.
        """
        with failing_as(_REASON), self._finding, self._reading:
            give_back(self._engine)

    def _detect(self, pixels: Pixels, search_side: int) -> list[Quad]:
        rows, cols = pixels.shape[:2]
        height, width = search_size(rows, cols, search_side)
        small = cv2.resize(pixels, (width, height), interpolation=cv2.INTER_AREA)
        picture = bgr(canvas(np.asarray(small, np.uint8)))
        with self._finding:
            corners = self._engine(picture).boxes
        if corners is None:
            return []
        return [reading_quad(box) for box in corners * [cols / width, rows / height]]

    def _read_upright(self, pixels: Pixels, quads: list[Quad]) -> list[tuple[Reading, Quad]]:
        """Read each quad the right way up; in doubt both ways, keeping the surer."""
        if not quads:
            return []
        strips = [bgr(cut(pixels, quad)) for quad in quads]
        turned, doubtful = self._directions(strips, quads)
        quads = [turned_over(q) if turn else q for q, turn in zip(quads, turned, strict=True)]
        strips = [upside_down(s) if turn else s for s, turn in zip(strips, turned, strict=True)]
        readings = self._recognise(strips)
        again = [
            i for i, doubt in enumerate(doubtful) if doubt or score_of(readings[i]) < _SURELY_READ
        ]
        for i, other in zip(
            again, self._recognise([upside_down(strips[i]) for i in again]), strict=True
        ):
            # Some words read well upside down too, as NO and 06 do: only a clear gain counts.
            if score_of(other) > score_of(readings[i]) + _CLEAR_GAIN:
                readings[i], quads[i] = other, turned_over(quads[i])
        return list(zip(readings, quads, strict=True))

    def _directions(self, strips: list[Pixels], quads: list[Quad]) -> tuple[list[bool], list[bool]]:
        """For each strip: is it upside down, and is that in doubt?

        Labels rarely mix directions, so the longer lines outvote the short ones: a
        strip of another opinion is taken as the others are, and is in doubt.
        """
        with self._turning:
            answers = self._engine.cls_and_rotate(strips)[1].cls_res
        sure = [score > _SURELY_TURNED for _, score in answers]
        turned = [label == "180" and known for (label, _), known in zip(answers, sure, strict=True)]
        axes = [abs(q[1].x - q[0].x) >= abs(q[1].y - q[0].y) for q in quads]
        votes = {True: 0.0, False: 0.0}
        for quad, turn, axis in zip(quads, turned, axes, strict=True):
            votes[axis] += extent(quad)[0] * (-1 if turn else 1)
        common = [votes[axis] < 0 for axis in axes]
        doubtful = [
            not known or turn != usual
            for known, turn, usual in zip(sure, turned, common, strict=True)
        ]
        return common, doubtful

    def _recognise(self, strips: list[Pixels], padding: Padding = USUAL) -> list[Reading]:
        """Read levelled strips, those of one padded width together."""
        readings: list[Reading] = [("", (), ())] * len(strips)
        wide = [padded(strip, padding.step) for strip in strips]
        for width in sorted({strip.shape[1] for strip in wide}):
            alike = [i for i, strip in enumerate(wide) if strip.shape[1] == width]
            size = max(1, _BATCH_WIDTH // width)
            size -= size % AT_ONCE if size > AT_ONCE else 0
            for batch in (alike[start : start + size] for start in range(0, len(alike), size)):
                with self._reading:
                    result = recognised(self._engine, [wide[i] for i in batch], padding)
                for i, text, info in zip(batch, result.txts, result.word_results, strict=True):
                    readings[i] = reading_of(text, info, strips[i].shape[1], width)
        return readings
