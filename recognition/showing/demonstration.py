"""The demo of the panel: each sample photo by its address, as a program would send it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

from django.conf import settings

from core.showing import Announced, NoAnswer, Outcome, hints
from core.showing.calls import Reply
from recognition.showing.api_client import PanelClient, serial_of
from recognition.showing.photo_server import serving
from recognition.showing.samples import FOLDER, SamplePhoto, sample_photos

_ADVICE = {
    403: "The server refused the key. Give the one from credentials.env with --key.",
    404: "The panel has no settings yet. Run `manage.py provision` with the server's VAR.",
    422: "The server could not load the photos. Start it with ALLOWED_PRIVATE_HOSTS={photos}.",
    429: "The calls of one client are limited. Wait a minute, or raise “requests per minute”.",
    500: "The server failed. Its reason is in worker.log and web.log in its VAR folder.",
}


class Demonstration:
    """See ``core.showing.Demonstration``. The photos are served on this machine."""

    title = "Serial numbers"

    def __init__(self, options: Mapping[str, Any]) -> None:
        self._port = int(options.get("photos_port") or 0)
        self._photos = ""

    @contextmanager
    def prepared(self) -> Iterator[Mapping[str, str]]:
        with ExitStack() as stack:
            try:
                self._photos = stack.enter_context(serving(FOLDER, self._port))
            except OSError as error:
                raise NoAnswer(
                    f"Port {self._port} cannot be used: {error}. "
                    "Give another one with --photos-port."
                ) from error
            allowed = ",".join([*settings.ALLOWED_PRIVATE_HOSTS, self._photos])
            yield {"ALLOWED_PRIVATE_HOSTS": allowed}

    def samples(self) -> Sequence[Announced]:
        return [announced(sample) for sample in sample_photos()]

    def outcomes(self, base: str, key: str) -> Iterator[Outcome]:
        client = PanelClient(base, key)
        for sample in sample_photos():
            reply = client.analyze(f"http://{self._photos}/{sample.file}")
            yield outcome_of(sample, reply)

    def advice(self, outcomes: Sequence[Outcome]) -> list[str]:
        return [text.format(photos=self._photos) for text in hints(_ADVICE, outcomes)]


def announced(sample: SamplePhoto) -> Announced:
    return Announced(sample.file, sample.shows, sample.serial or "")


def outcome_of(sample: SamplePhoto, reply: Reply) -> Outcome:
    """The reply beside what was expected."""
    confidence = reply.body.get("confidence")
    return Outcome(
        sample=announced(sample),
        answer=serial_of(reply) or "",
        confidence=confidence if isinstance(confidence, int | float) else None,
        status=_status(reply),
        http=reply.status,
        ms=reply.ms,
        faults=tuple(_faults(sample, reply)),
        cached=bool(reply.body.get("cached")),
    )


def _status(reply: Reply) -> str:
    """The ``recognitionStatus``, or the HTTP status of a call that failed."""
    return str(reply.body.get("recognitionStatus") or f"HTTP {reply.status}")


def _faults(sample: SamplePhoto, reply: Reply) -> Iterator[str]:
    if reply.status != 200:
        yield str(reply.body.get("message", "no message"))
        return
    if serial_of(reply) != sample.serial:
        yield f"expected {sample.serial or 'no number'}"
    elif _status(reply) != sample.status:
        yield f"expected {sample.status}"
    answer = json.dumps(reply.body, ensure_ascii=False)
    if any(secret in answer for secret in sample.secrets):
        yield "a secret was returned"
