"""Values on a photo: cutting lines into them and gathering repeated readings. Pure.

A line such as "Model X1 S/N 123 456" holds labels and, between them, values. The
same print is usually read several times, from different cuts; readings of one
place are gathered into a ``Place``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from core.engines import TextLine
from core.geometry import Box, Quad, box_of
from recognition.evidence import Kind
from recognition.judging.labels import Label, labels_in, leads_on
from recognition.judging.line_parts import gap_between, part_of, score_of
from recognition.judging.shapes import could_be_serial, kind_by_shape


@dataclass(frozen=True, slots=True)
class Mark:
    """One reading of one value. ``score`` is that of its least certain character.

    ``label`` is the one in front of it on the same line, None when there is none.
    """

    value: str
    quad: Quad
    score: float
    label: Label | None
    line: TextLine


@dataclass(frozen=True, slots=True)
class Sign:
    """A label with its place, on a line where no value follows it."""

    label: Label
    quad: Quad


@dataclass(slots=True)
class Place:
    """All readings of one piece of print."""

    marks: list[Mark] = field(default_factory=list)

    @property
    def quad(self) -> Quad:
        return self.best.quad

    @property
    def best(self) -> Mark:
        """The reading most often made; among equals, the one whose worst character is surest."""
        votes = self.votes
        return max(self.marks, key=lambda mark: (votes[mark.value], mark.score))

    @property
    def votes(self) -> dict[str, float]:
        """How much each value was read, counting doubtful readings less."""
        found: dict[str, float] = {}
        for mark in self.marks:
            found[mark.value] = found.get(mark.value, 0.0) + mark.score
        return found

    @property
    def label(self) -> Label | None:
        """The label read in front of it; a strong one before a weak one."""
        labels = [mark.label for mark in self.marks if mark.label]
        return min(labels, key=lambda label: label.weak, default=None)


def signs_in(line: TextLine) -> list[Sign]:
    """Labels of ``line`` that no value follows before the next label."""
    labels = labels_in(line.text)
    ends = [*(label.start for label in labels[1:]), len(line.text)]
    return [
        Sign(label, part_of(line, label.start, label.end))
        for label, end in zip(labels, ends, strict=False)
        if label.kind is not Kind.RATING
        and leads_on(line.text, label)
        and not any(mark.label for mark in _values(line, label.end, end, label))
    ]


def marks_in(line: TextLine) -> list[Mark]:
    """All values of ``line``, labelled ones and others."""
    labels = labels_in(line.text)
    starts = [0, *(label.end for label in labels)]
    ends = [*(label.start for label in labels), len(line.text)]
    found = []
    for start, end, label in zip(starts, ends, [None, *labels], strict=True):
        found += _values(line, start, end, label)
    return found


def places_of(lines: Iterable[TextLine]) -> list[Place]:
    """Gather the values of ``lines`` by where they stand."""
    places: list[tuple[Box, Place]] = []
    for mark in (mark for line in lines for mark in marks_in(line)):
        box = box_of(mark.quad)
        home = next((place for known, place in places if _same_place(known, box)), None)
        if home is None:
            places.append((box, Place([mark])))
        else:
            home.marks.append(mark)
    return [place for _, place in places]


def is_rating(place: Place) -> bool:
    """Ratings and standards explain themselves: a label near them names something else."""
    return kind_by_shape(place.best.value) in (Kind.RATING, Kind.REGULATORY)


def _values(line: TextLine, start: int, end: int, label: Label | None) -> list[Mark]:
    """Values in ``line.text[start:end]``; ``label`` names the one that follows it at once."""
    pieces = [
        (start + match.start(), start + match.end())
        for match in re.finditer(r"[^\s,;|]+", line.text[start:end])
    ]
    groups = _grouped(line, pieces, label)
    found = []
    for first, last in groups:
        value = _clean(line.text[first:last])
        own = label if first == pieces[0][0] or _hides_all(label) else None
        if could_be_serial(value):
            quad = part_of(line, first, last)
            found.append(Mark(value, quad, score_of(line, first, last), own, line))
    return found


def _hides_all(label: Label | None) -> bool:
    """A pass phrase may have several words: all that follows its label is secret."""
    return label is not None and label.kind is Kind.SECRET


def _grouped(
    line: TextLine, pieces: list[tuple[int, int]], label: Label | None
) -> list[tuple[int, int]]:
    """Join what a blank divides but belongs together, behind a label only.

    Elsewhere "10000 1000 100" stays three numbers.
    """
    if label is None or label.kind not in _GROUPED_KINDS or not pieces:
        return pieces
    first, *rest = pieces
    while rest and _goes_on(line, first, rest[0]):
        first = (first[0], rest.pop(0)[1])
    return [first, *rest]


_GROUPED_KINDS = (Kind.SERIAL, Kind.IMEI, Kind.ICCID, Kind.MAC, Kind.VIN, Kind.CONTAINER)


def _goes_on(line: TextLine, one: tuple[int, int], other: tuple[int, int]) -> bool:
    before, after = line.text[slice(*one)], line.text[slice(*other)]
    apart = gap_between(line, one[1], other[0]) > 1.2
    if apart or kind_by_shape(after) in (Kind.DATE, Kind.RATING):
        return False
    if re.fullmatch(r"[\d ]+", before) and after.isdigit():
        return len(before) + len(after) <= 22
    starts = re.fullmatch(r"[A-Z]{1,4}", before) is not None
    return starts and re.fullmatch(r"[A-Z\d]*\d[A-Z\d-]*", after) is not None


def _clean(value: str) -> str:
    """``value`` without the frame and punctuation around it; blanks between digits are dropped.

    Readers see a blank wherever digits stand a little apart. The asterisks are
    Code 39's start and stop signs.
    """
    trimmed = value.strip("*.:;,|[](){}<>'\"`=_-~ ")
    return re.sub(r"(?<=\d)\s+(?=\d)", "", re.sub(r"\s+", " ", trimmed))


def _same_place(one: Box, other: Box) -> bool:
    """Whether the boxes share most of what both cover together."""
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    if width <= 0 or height <= 0:
        return False
    shared = width * height
    return shared > 0.45 * (one.width * one.height + other.width * other.height - shared)
