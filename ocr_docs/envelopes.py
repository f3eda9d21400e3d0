"""What a finished request answers: HTTP status and body. Pure.

``data[i]`` is always page i+1, a page that failed is ``{}``, and the errors come in
the order of their pages, followed by one summary.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ocr_docs.kinds import Kind
from ocr_docs.wording import Fault, Problem, Words

Body = dict[str, Any]
Answer = tuple[int, Body]


@dataclass(frozen=True, slots=True)
class PageOutcome:
    """A page's wire-ready ``data``, or the fault that left it without."""

    data: Body | None = None
    fault: Fault | None = None


def no_digits() -> Body:
    """The ``numbers`` of a picture without a reading, with its -1.0 and 0.0 as floats."""
    lists = ("bboxes", "bboxes_norm", "bboxes_rotated", "bboxes_rotated_norm")
    empty: dict[str, list[Any]] = {name: [] for name in lists}
    return {"numbers": {"value": "", **empty, "confidence": -1.0, "angle": 0.0}}


def answer(kind: Kind, pages: Sequence[PageOutcome], words: Words, request_id: str = "") -> Answer:
    """The answer to a request whose pages have all ended."""
    makers = {Kind.BOOK: _book, Kind.METER: _meter, Kind.GENERAL: _general}
    return makers[kind](pages, words, request_id)


def refusal(
    kind: Kind | None, status: int, problems: Sequence[Problem], request_id: str = ""
) -> Answer:
    """The answer to a request that was not read at all."""
    data: list[Body] = [no_digits()] if kind is Kind.METER else []
    word = str(status) if kind is Kind.GENERAL else "error"
    return status, _envelope(word, problems, data, request_id)


def _envelope(
    status: str, problems: Sequence[Problem], data: Sequence[Body], request_id: str
) -> Body:
    echoed = {"request_id": request_id} if request_id else {}
    errors = [problem.as_json() for problem in problems]
    return {"status": status, **echoed, "error": errors, "data": list(data)}


def _book(pages: Sequence[PageOutcome], words: Words, request_id: str) -> Answer:
    status, problems = _outcome(pages, words)
    data = [page.data or {} for page in pages]
    word = "success" if status == 200 else "error"
    return status, _envelope(word, problems, data, request_id)


def _general(pages: Sequence[PageOutcome], words: Words, request_id: str) -> Answer:
    status, problems = _outcome(pages, words)
    unreadable = words.page(Fault.NOT_AN_IMAGE, 1)
    problems = [words.unsupported if said == unreadable else said for said in problems]
    data = [page.data or {} for page in pages]
    return status, _envelope(str(status), problems, data, request_id)


def _meter(pages: Sequence[PageOutcome], words: Words, request_id: str) -> Answer:
    page = pages[0]
    if page.fault is Fault.INTERNAL:
        return refusal(Kind.METER, 500, [words.internal], request_id)
    if page.fault is Fault.LATE:
        return refusal(Kind.METER, 503, [words.unavailable], request_id)
    if page.fault is not None:
        status = words.statuses.get(page.fault, 400)
        problems = [words.unsupported, words.bad_request]
        return refusal(Kind.METER, status, problems, request_id)
    if page.data is None:
        # Nothing found is HTTP 400 with the word "success": the seed's own contradiction.
        return 400, _envelope("success", [words.bad_request], [no_digits()], request_id)
    return 200, _envelope("success", [], [page.data], request_id)


def _outcome(pages: Sequence[PageOutcome], words: Words) -> tuple[int, list[Problem]]:
    faults = [(number, page.fault) for number, page in enumerate(pages, 1) if page.fault]
    problems = [words.page(fault, number) for number, fault in faults]
    if not faults:
        return 200, []
    if len(faults) < len(pages):
        return 206, [*problems, words.partial]
    kinds = {fault for _, fault in faults}
    if kinds == {Fault.LATE}:
        return 503, [*problems, words.unavailable]
    only = kinds.pop() if len(kinds) == 1 else None
    # The documented example repeats the last page's error as its own summary.
    summary = problems[-1] if only is Fault.INTERNAL else words.bad_request
    return words.statuses.get(only, 400) if only else 400, [*problems, summary]
