"""The demo of the panel: one scene of two photos, and each report about it, as a client does."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from core.showing import Announced, Outcome, hints
from scenes.showing.api_client import CallRefused, PanelClient
from scenes.showing.judgement import Row, judged, rows
from scenes.showing.samples import Sample, picture, sample
from scenes.showing.shop import stocked

DEADLINE_S = 300.0
_ADVICE = {
    401: "The server refused the key. Give the one from credentials.env with --key.",
    403: "The key may not use the shelf panel. Allow it “Shelf scenes” in the admin.",
    429: "The token's calls of a minute are used up. Wait, or raise them in the settings.",
    500: "The server failed. Its reason is in scenes.log and web.log in its VAR folder.",
    503: "Too many photos are waiting. Is the scenes worker running?",
}


class Demonstration:
    """See ``core.showing.Demonstration``. What is shown of one sample is one report."""

    title = "Shelf scenes"

    def __init__(self, options: Mapping[str, Any]) -> None:
        """No option concerns this panel: its photos are uploaded."""

    @contextmanager
    def prepared(self) -> Iterator[Mapping[str, str]]:
        yield {}

    def samples(self) -> Sequence[Announced]:
        return [announced(row) for row in rows(sample())]

    def outcomes(self, base: str, key: str) -> Iterator[Outcome]:
        shown = sample()
        waiting = list(rows(shown))
        try:
            for outcome in _reports(shown, PanelClient(base, key)):
                waiting.pop(0)
                yield outcome
        except CallRefused as refused:
            for row in waiting:
                yield _refused(row, refused)

    def advice(self, outcomes: Sequence[Outcome]) -> list[str]:
        return hints(_ADVICE, outcomes)


def announced(row: Row) -> Announced:
    return Announced(row.report, row.shows, row.expected)


def _reports(shown: Sample, client: PanelClient) -> Iterator[Outcome]:
    """The time of a report is what it took from the one before on, or from the request."""
    shop = stocked(client, shown)
    images = [client.upload(picture(file), file) for file in shown.photos]
    cids = {sku: cid for cid, sku in shop.skus.items()}
    wanted = rows(shown)
    started = time.perf_counter()
    opened = client.recognize(
        images,
        display=shop.display,
        report_types=[row.report for row in wanted],
        retail_chain=shown.title,
        panorama_stack_height=1,
        panorama_stack_width=len(images),
    )
    for row in wanted:
        report = client.ended(opened[row.report], deadline_s=DEADLINE_S)
        judgement = judged(shown, report, cids)
        yield Outcome(
            sample=announced(row),
            answer=judgement.answer,
            confidence=None,
            status=report["status"],
            http=200,
            ms=(time.perf_counter() - started) * 1000,
            faults=judgement.faults,
        )
        started = time.perf_counter()


def _refused(row: Row, refused: CallRefused) -> Outcome:
    reply = refused.reply
    return Outcome(
        sample=announced(row),
        answer="",
        confidence=None,
        status=f"HTTP {reply.status}",
        http=reply.status,
        ms=reply.ms,
        faults=(str(refused),),
    )
