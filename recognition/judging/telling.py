"""What was seen and how it was judged, as JSON for people who look into an answer. Pure.

``seen``: ``width`` and ``height`` of the photo, ``lines`` of text and ``codes`` with their
corners in pixels of the upright photo, ``others``: values that are no serial number by what
they are, and what a vision model's reading changed. A secret is in none of it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from core.engines import Barcode, TextLine
from core.geometry import Quad
from recognition.evidence import Kind, Sightings
from recognition.judging.claim import Claim
from recognition.judging.confidence import parts
from recognition.judging.confusables import plain
from recognition.judging.fusion import Outcome
from recognition.judging.labelling import once, ties
from recognition.judging.labels import labels_in
from recognition.judging.marks import signs_in

MOST_LINES = 100
_MOST_OTHERS = 20
_LONGEST = 200


def why(claim: Claim) -> dict[str, Any]:
    """The evidence for ``claim`` and the factors of its confidence, by their names there."""
    evidence = asdict(claim.evidence)
    for told_elsewhere in ("kind", "checks"):
        del evidence[told_elsewhere]
    factors = {name: round(value, 4) for name, value in asdict(parts(claim.evidence)).items()}
    return {**evidence, **factors, "others": [other[:64] for other in claim.others[:3]]}


def seen_json(
    seen: Sightings,
    claims: Sequence[Claim],
    codes: Iterable[tuple[Barcode, Kind]],
    outcome: Outcome,
    secrets: frozenset[str],
) -> dict[str, Any]:
    """Everything on the photo; ``codes`` are its open barcodes with their kinds."""
    excluded = [claim for claim in claims if claim.confidence == 0][:_MOST_OTHERS]
    return {
        "width": seen.width,
        "height": seen.height,
        "lines": _lines(seen.lines, secrets),
        "codes": [_code(barcode, kind) for barcode, kind in codes],
        "others": [_other(claim) for claim in excluded],
        "remark": outcome.remark,
        "alternative": outcome.alternative,
    }


def _lines(lines: Sequence[TextLine], secrets: frozenset[str]) -> list[dict[str, Any]]:
    """Print that was read several times once, by its longest reading, from the top down."""
    kept: list[TextLine] = []
    looks: list[int] = []
    for line in sorted(lines, key=lambda one: (-len(one.text), -one.confidence)):
        home = next((i for i, one in enumerate(kept) if _same_print(one, line)), None)
        if home is None:
            kept.append(line)
            looks.append(1)
        else:
            looks[home] += 1
    hidden = _hidden(kept, lines, secrets)
    told: list[dict[str, Any]] = [
        {
            "text": "" if index in hidden else line.text[:_LONGEST].replace("\0", ""),
            "score": round(line.confidence, 4),
            "looks": looks[index],
            "box": _corners(line.quad),
        }
        for index, line in enumerate(kept)
    ]
    return sorted(told, key=lambda one: min(y for _, y in one["box"]))[:MOST_LINES]


def _same_print(one: TextLine, other: TextLine) -> bool:
    """Whether the middle of ``other``, which is no longer, lies on the print of ``one``."""
    start, end, _, below = one.quad
    length = math.dist(start, end) or 1.0
    height = math.dist(start, below) or 1.0
    dx, dy = (end.x - start.x) / length, (end.y - start.y) / length
    x = sum(point.x for point in other.quad) / 4 - start.x
    y = sum(point.y for point in other.quad) / 4 - start.y
    along, across = (x * dx + y * dy) / length, (y * dx - x * dy) / height
    return 0 <= along <= 1 and 0.2 <= across <= 0.8


def _hidden(
    kept: Sequence[TextLine], lines: Iterable[TextLine], secrets: frozenset[str]
) -> set[int]:
    """Lines that say a secret, name one, or stand where the value of such a name would."""
    signs = once(s for line in lines for s in signs_in(line) if s.label.kind is Kind.SECRET)
    hidden = {
        index
        for index, line in enumerate(kept)
        if any(secret in plain(line.text) for secret in secrets if secret)
        or any(label.kind is Kind.SECRET for label in labels_in(line.text))
    }
    free = [index for index in range(len(kept)) if index not in hidden]
    return hidden | {free[tie.place] for tie in ties(signs, [kept[i].quad for i in free])}


def _code(barcode: Barcode, kind: Kind) -> dict[str, Any]:
    text = barcode.text.replace("\0", "")
    return {
        "text": text,
        "format": barcode.format,
        "kind": str(kind),
        "box": _corners(barcode.quad),
    }


def _other(claim: Claim) -> dict[str, Any]:
    return {
        "value": claim.value[:64],
        "kind": str(claim.evidence.kind),
        "label": claim.label,
        "box": _corners(claim.quad) if claim.quad else None,
    }


def _corners(quad: Quad) -> list[list[float]]:
    return [[round(point.x, 1), round(point.y, 1)] for point in quad]
