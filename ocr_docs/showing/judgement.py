"""A reply beside the truth: what was read, how surely, and what is wrong. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from core.showing.calls import Reply
from ocr_docs.kinds import Kind
from ocr_docs.showing.samples import Sample

Page = dict[str, Any]

TOLERATED = 0.1
"""A book counts as read with this share of its fields wrong; they are named all the same."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """``answer`` is what a person wants to see of it; ``confidence`` the lowest there is."""

    answer: str
    confidence: float | None
    faults: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def expected(sample: Sample) -> str:
    """The answer of a reply without faults."""
    if sample.kind is Kind.BOOK:
        count = sum(len(page) for page in sample.pages)
        return f"{count} of {count} fields"
    return next(iter(sample.pages[0].values()))


def judged(sample: Sample, reply: Reply) -> Judgement:
    """What the reply is worth."""
    if reply.status != 200:
        errors = reply.body.get("error") or [
            {"message": str(reply.body.get("detail", "no message"))}
        ]
        return Judgement("", None, tuple(str(error["message"]) for error in errors))
    pages: list[Page] = reply.body["data"]
    judges = {Kind.BOOK: _book, Kind.METER: _meter, Kind.GENERAL: _general}
    return judges[sample.kind](sample, pages)


def _book(sample: Sample, pages: list[Page]) -> Judgement:
    wrong = list(_wrong_fields(sample, pages))
    count = sum(len(page) for page in sample.pages)
    sure = [field["confidence"] for page in pages for field in page.values() if field]
    answer = f"{max(count - len(wrong), 0)} of {count} fields"
    enough = len(wrong) <= TOLERATED * count
    faults, remarks = ((), tuple(wrong)) if enough else (tuple(wrong), ())
    return Judgement(answer, min(sure, default=None), faults, remarks)


def _wrong_fields(sample: Sample, pages: list[Page]) -> Iterator[str]:
    for number, truth in enumerate(sample.pages):
        read = pages[number] if number < len(pages) else {}
        values = {key: field["value"] for key, field in read.items() if field}
        for key in {**truth, **values}:
            if values.get(key) != truth.get(key):
                yield f"{key}: {values.get(key, 'nothing')} for {truth.get(key, 'nothing')}"


def _meter(sample: Sample, pages: list[Page]) -> Judgement:
    numbers = pages[0]["numbers"]
    truth = sample.pages[0]["value"]
    faults = () if numbers["value"] == truth else (f"expected {truth}",)
    return Judgement(numbers["value"], numbers["confidence"], faults)


def _general(sample: Sample, pages: list[Page]) -> Judgement:
    missing = [
        truth["text"]
        for truth, page in zip(sample.pages, pages, strict=True)
        if _bare(truth["text"]) not in _bare(page["text_page"])
    ]
    sure = [line["confidence"] for page in pages for line in page["bboxes"]]
    found = sample.pages[0]["text"] if not missing else pages[0]["text_page"][:40]
    return Judgement(found, min(sure, default=None), tuple(f"missing: {text}" for text in missing))


def _bare(text: str) -> str:
    return "".join(text.split())
