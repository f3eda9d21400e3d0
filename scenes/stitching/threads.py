"""Work on many photos or pairs on both cores: nearly all of it is done outside Python's lock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

_AT_ONCE = 2
"""More would take the cores, and the memory, from the worker's neighbours."""


def each(work: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    """``work`` of each of ``items``, in their order. Raises what the first that fails raises."""
    if len(items) < 2:
        return [work(item) for item in items]
    with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="stitching") as pool:
        return list(pool.map(work, items))
