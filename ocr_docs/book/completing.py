"""Local fields and those a model named, as one. Pure."""

from __future__ import annotations

from core.geometry import Box, box_of
from ocr_docs.findings import Field, Fields


def better(local: Fields, found: Fields) -> Fields:
    """Those of ``found`` that are missing among ``local``, or surer in the same place.

    A value may stand on the page more often than it was seen: a province also in an
    address. So one that lies elsewhere than the local field, or in another one, is not it.
    """
    return {key: field for key, field in found.items() if _is_better(key, field, local)}


def _is_better(key: str, field: Field, local: Fields) -> bool:
    here = {other for other, known in local.items() if _meets(field, known)}
    if key in local:
        return here == {key} and field.confidence > local[key].confidence
    return not here


def _meets(one: Field, other: Field) -> bool:
    return any(_crosses(box_of(a), box_of(b)) for a in one.quads for b in other.quads)


def _crosses(one: Box, other: Box) -> bool:
    """Whether the middle of either box lies in the other one."""
    return _holds(one, other) or _holds(other, one)


def _holds(box: Box, other: Box) -> bool:
    across, down = (other.left + other.right) / 2, (other.top + other.bottom) / 2
    return box.left <= across <= box.right and box.top <= down <= box.bottom
