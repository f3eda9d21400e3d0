"""The tail of a label that was cut out together with the value after it. Pure."""

from __future__ import annotations

from dataclasses import replace

from core.engines import TextLine
from core.geometry import box_of
from ocr_docs.book.spelling import distance, glyphs, weight

_LONGEST_TAIL = 6
_MISREADINGS = 0.34


def without_label(line: TextLine, label: str) -> tuple[TextLine, float]:
    """``line`` without what it starts with of the end of ``label``, and the pixels lost.

    A tail ends at a blank or a dot, or where Thai letters meet others.
    """
    count = tail(line.text, label)
    if not count:
        return line, 0.0
    letters = len("".join(line.text[:count].split()))
    rest = line.characters[letters:]
    if not rest:
        return replace(line, text="", characters=()), 0.0
    text = line.text[count:].lstrip(" .,")
    rest = rest[len(rest) - len("".join(text.split())) :]
    scores = [character.confidence for character in rest]
    lost = box_of(rest[0].quad).left if rest else 0.0
    mean = sum(scores) / len(scores) if scores else 0.0
    return replace(line, text=text, characters=rest, confidence=mean), lost


def tail(text: str, label: str) -> int:
    """How many characters of ``text`` are the end of ``label``; 0 where it does not start so."""
    spelt = glyphs(label)
    best = 0
    for count in range(1, min(len(text) + 1, _LONGEST_TAIL + 2)):
        head = glyphs(text[:count])
        if not head or not _breaks(text, count) or not any(map(_thai, head)):
            continue
        ends = [spelt[-size:] for size in range(1, min(len(spelt), len(head) + 2) + 1)]
        if min(distance(head, end) for end in ends) <= _MISREADINGS * weight(head):
            best = count
    return best


def _breaks(text: str, count: int) -> bool:
    """Whether a tail may end after ``count`` characters."""
    if count == len(text):
        return True
    last, following = text[count - 1], text[count]
    return following in " .," or (_thai(last) and following.isascii() and following.isalnum())


def _thai(letter: str) -> bool:
    return "\u0e00" <= letter <= "\u0e7f"
