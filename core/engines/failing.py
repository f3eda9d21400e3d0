"""Whatever breaks inside an engine is the engine's failure."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from core.errors import EngineFailed


@contextmanager
def failing_as(reason: str) -> Iterator[None]:
    """What is raised inside leaves as EngineFailed with ``reason``; an EngineFailed as it is."""
    try:
        yield
    except EngineFailed:
        raise
    except Exception as error:
        raise EngineFailed(detail=repr(error), reason=reason) from error
