"""All answers to one photo: the local engines look at it once, then each model is heard.

What fails is told in words and takes nothing else away.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import structlog

from core.engines import Pixels
from core.errors import RecognitionError
from core.workbench.asking import CountedEngine
from core.workbench.offers import Answer, Bench, Sight

log = structlog.get_logger(__name__)

LOCAL = ""
"""The name of the local engines among engines; all others are names of models."""
NO_MODEL = "No model can be asked: the panel's settings name none, or lack its key."
INTERNAL = "Something went wrong on our side."


@dataclass(frozen=True, slots=True)
class Answered:
    """``answer`` is None where there is none, and then ``problem`` says why in a sentence.

    ``seconds`` are those of the whole answer, looking included.
    """

    engine: str
    answer: Answer | None
    seconds: float
    tokens: int = 0
    answered_by: str = ""
    problem: str = ""


def answers(
    bench: Bench,
    pixels: Pixels,
    engines: Sequence[str],
    *,
    spent: float = 0.0,
    before: Callable[[str], None] = lambda _: None,
) -> Iterator[Answered]:
    """One for each of ``engines``, in their order; ``before`` is called with each.

    ``spent`` are seconds that the photo has taken already, to be decoded.
    """
    started = time.perf_counter() - spent
    before(LOCAL)
    try:
        sight = bench.look(pixels)
    except Exception as error:  # noqa: BLE001 - told as the answer
        problem, took = _told(error), time.perf_counter() - started
        yield from (Answered(engine, None, took, problem=problem) for engine in engines)
        return
    looked = time.perf_counter() - started
    for engine in engines:
        if engine == LOCAL:
            yield _answered(engine, sight.local, looked)
        else:
            before(engine)
            yield _helped(bench, sight, engine, looked)


def _helped(bench: Bench, sight: Sight, name: str, looked: float) -> Answered:
    row = bench.model_row()
    if row is None:
        return Answered(name, None, looked, problem=NO_MODEL)
    try:
        engine = CountedEngine(bench, row, name)
    except RecognitionError as error:
        return Answered(name, None, looked, problem=error.message)
    given = _answered(name, lambda: sight.helped(engine, row), looked)
    return Answered(
        name,
        given.answer,
        given.seconds,
        tokens=engine.tokens,
        answered_by=engine.answered_by,
        problem=given.problem,
    )


def _answered(name: str, answer: Callable[[], Answer], looked: float) -> Answered:
    started = time.perf_counter()
    given, problem = None, ""
    try:
        given = _storable(answer())
    except Exception as error:  # noqa: BLE001 - told as the answer
        problem = _told(error)
    return Answered(name, given, looked + time.perf_counter() - started, problem=problem)


def _storable(answer: Answer) -> Answer:
    """Without NUL, which a barcode may hold: PostgreSQL's text and JSON take every other sign."""
    marks = tuple(replace(mark, value=mark.value.replace("\0", "")) for mark in answer.marks)
    texts = {
        name: getattr(answer, name).replace("\0", "") for name in ("headline", "label", "notes")
    }
    return replace(answer, marks=marks, **texts)


def _told(error: Exception) -> str:
    """A sentence for people. What is unexpected is logged by its kind and place alone: its
    message could quote a document."""
    if isinstance(error, RecognitionError):
        return error.message
    frame = error.__traceback__
    while frame and frame.tb_next:
        frame = frame.tb_next
    where = f"{frame.tb_frame.f_code.co_filename}:{frame.tb_lineno}" if frame else ""
    log.error("workbench_failed", error=type(error).__name__, where=where)
    return INTERNAL
