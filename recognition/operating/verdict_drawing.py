"""Everything that was read on the photo of an answer, as marks and rows. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from core.viewer import Layer, Mark, points_of, words_in
from recognition.operating.reasons import kind_name

ANSWER, CANDIDATE, CODE, TEXT = "answer", "candidate", "barcode", "text"
_TONES = {ANSWER: "success", CANDIDATE: "warning", CODE: "hit", TEXT: "info"}


Kept = Mapping[str, Any]
"""A part of ``RecognitionDetail.seen`` or of its ``candidates``."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A row of the table beside the photo. ``what`` is a layer's key."""

    row: str
    what: str
    title: str
    text: str
    score: float | None
    looks: int


def marks_of(seen: Kept, candidates: Sequence[Kept], answer: str) -> list[Mark]:
    """The lowest first: lines of text, barcodes, candidates, and the answer on top of all."""
    marks = [_line(index, line) for index, line in enumerate(seen.get("lines", []))]
    marks += [_code(index, code) for index, code in enumerate(seen.get("codes", []))]
    drawn = [_candidate(index, one, answer) for index, one in enumerate(candidates) if one["box"]]
    return [*marks, *reversed(drawn)]


def rows_of(seen: Kept) -> list[Seen]:
    """What the engines read, barcodes first, then print from the top down."""
    return [*_codes(seen), *_lines(seen)]


def layers_of(marks: Sequence[Mark]) -> list[Layer]:
    titles = {
        ANSWER: _("the answer"),
        CANDIDATE: _("other candidates"),
        CODE: _("barcodes"),
        TEXT: _("text"),
    }
    counts = Counter(mark.layer for mark in marks)
    shown = ((key, title) for key, title in titles.items() if counts[key])
    return [Layer(key, title, counts[key], _TONES[key]) for key, title in shown]


def _codes(seen: Kept) -> Iterator[Seen]:
    for index, code in enumerate(seen.get("codes", [])):
        yield Seen(f"b{index}", CODE, code["format"], code["text"], None, 1)


def _lines(seen: Kept) -> Iterator[Seen]:
    for index, line in enumerate(seen.get("lines", [])):
        yield Seen(f"t{index}", TEXT, "", _text(line), line["score"], line["looks"])


def _text(line: Kept) -> str:
    return line["text"] or _("(a secret or its name: not kept)")


def _line(index: int, line: Kept) -> Mark:
    return Mark(
        points=(points_of(line["box"]),),
        name=_text(line),
        detail=_("text, score %.2f") % line["score"],
        row=f"t{index}",
        tone=_TONES[TEXT],
        layer=TEXT,
        words=words_in(line["text"], line["box"]) if line["text"] else None,
    )


def _code(index: int, code: Kept) -> Mark:
    return Mark(
        points=(points_of(code["box"]),),
        name=code["text"],
        detail=f"{code['format']}, {kind_name(code['kind'])}",
        row=f"b{index}",
        tone=_TONES[CODE],
        layer=CODE,
    )


def _candidate(index: int, candidate: Kept, answer: str) -> Mark:
    layer = ANSWER if candidate["value"] == answer else CANDIDATE
    detail = f"{kind_name(candidate['kind'])}, {candidate['confidence']:.3f}"
    return Mark(
        points=(points_of(candidate["box"]),),
        name=candidate["value"],
        detail=(_("the answer: %s") if layer == ANSWER else "%s") % detail,
        row=f"c{index}",
        tone=_TONES[layer],
        layer=layer,
    )
