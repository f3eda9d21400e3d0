"""The demo of the panel: each sample in base64, as a program would send it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from core.showing import Announced, Outcome, hints
from core.showing.calls import Reply
from ocr_docs.showing.api_client import PanelClient
from ocr_docs.showing.judgement import expected, judged
from ocr_docs.showing.samples import Sample, samples

_ADVICE = {
    401: "The server refused the key. Give the one from credentials.env with --key.",
    403: "The key may not read documents. Allow it these endpoints in the admin.",
    429: "The key's requests or its quota are used up. Raise them in the admin.",
    500: "The server failed. Its reason is in documents-*.log or web.log in its VAR folder.",
    503: "Nothing was read in time. Is the documents worker running?",
}


class Demonstration:
    """See ``core.showing.Demonstration``."""

    title = "Documents"

    def __init__(self, options: Mapping[str, Any]) -> None:
        """No option concerns this panel: its documents travel in the requests."""

    @contextmanager
    def prepared(self) -> Iterator[Mapping[str, str]]:
        yield {}

    def samples(self) -> Sequence[Announced]:
        return [announced(sample) for sample in samples()]

    def outcomes(self, base: str, key: str) -> Iterator[Outcome]:
        client = PanelClient(base, key)
        for sample in samples():
            reply = client.read(sample.kind, sample.path.read_bytes())
            yield outcome_of(sample, reply)

    def advice(self, outcomes: Sequence[Outcome]) -> list[str]:
        return hints(_ADVICE, outcomes)


def announced(sample: Sample) -> Announced:
    return Announced(sample.file, sample.shows, expected(sample))


def outcome_of(sample: Sample, reply: Reply) -> Outcome:
    """The reply beside what was expected."""
    judgement = judged(sample, reply)
    return Outcome(
        sample=announced(sample),
        answer=judgement.answer,
        confidence=judgement.confidence,
        status=f"HTTP {reply.status}",
        http=reply.status,
        ms=reply.ms,
        faults=judgement.faults,
        remarks=judgement.remarks,
    )
