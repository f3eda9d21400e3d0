"""Vision models behind any OpenAI-compatible server; its calls are in ``vision_calls``.

Chat Completions with a JSON schema, validated here: of all interfaces this is
what OpenAI, Azure, vLLM, Ollama, LM Studio and LiteLLM have in common.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import structlog

from core.engines import VisionAnswer
from core.engines.vision_calls import Bill, Calls, Refused
from core.engines.vision_dialect import Dialect, Question, adapted, first_dialect
from core.engines.vision_failures import failure_of, failure_of_flaw
from core.engines.vision_reply import Flaw, Reply, Unusable, data_of
from core.engines.vision_wire import Wire, checked_base_url
from core.errors import EngineFailed, RecognitionError

log = structlog.get_logger(__name__)

_MAX_ADAPTATIONS = 10
_learnt: dict[tuple[str, str], Dialect] = {}
"""What each (base URL, model) accepted last, for the life of the process."""


class OpenAICompatible:
    """One model on one server. Cheap to make: connections live for one question only.

    ``timeout_s`` bounds the whole question, with every repeated call.
    ``max_output_tokens`` bounds an answer; when one is cut off there, the
    second try may be four times as long. Raises EngineFailed at construction
    when the base URL or the key cannot be right.
    """

    def __init__(
        self,
        base_url: str,
        api_key: str,
        model: str,
        timeout_s: float,
        *,
        max_output_tokens: int = 800,
    ) -> None:
        self._base_url = checked_base_url(base_url)
        self._key = api_key.strip()
        if not (self._key.isascii() and self._key.isprintable()) or " " in self._key:
            message = "The key holds characters that no key has. Enter the key again."
            raise EngineFailed(message, reason="provider_auth")
        self._model = model
        self._timeout_s = timeout_s
        self._max_output_tokens = max_output_tokens

    def ask(
        self, pictures: list[bytes], *, system: str, question: str, schema: dict[str, Any]
    ) -> VisionAnswer:
        """Ask about JPEG ``pictures``; ``schema`` bounds the answer (see VisionEngine).

        EngineFailed carries the tokens spent and a reason: provider_auth,
        provider_rate, provider_quota, provider_refused, provider_truncated or
        provider_error.
        """
        asked = Question(
            tuple(pictures), system, question, schema, self._model, self._max_output_tokens
        )
        bill = Bill()
        with self._told(bill), Wire(self._timeout_s) as wire:
            calls = Calls(self._base_url, self._key, wire=wire, bill=bill)
            return self._answer(lambda dialect: calls.call(dialect.request(asked)), schema, bill)

    @contextmanager
    def _told(self, bill: Bill) -> Iterator[None]:
        """A log line of how the question ended and what it cost."""
        started, outcome = time.monotonic(), "crashed"
        try:
            yield
            outcome = "answered"
        except RecognitionError as error:
            outcome = getattr(error, "reason", "") or error.code
            raise
        finally:
            log.info(
                "vision_asked",
                model=self._model,
                outcome=outcome,
                seconds=round(time.monotonic() - started, 3),
                tokens=bill.tokens,
                calls=bill.calls,
            )

    def _answer(
        self, call: Callable[[Dialect], Reply], schema: dict[str, Any], bill: Bill
    ) -> VisionAnswer:
        known = (self._base_url, self._model)
        dialect, reply = self._spoken(call, _learnt.get(known) or first_dialect(known[0]), bill)
        _learnt[known] = dialect
        try:
            data = data_of(reply, schema)
        except Unusable as first:
            _, reply = self._spoken(call, _second_try(dialect, first.flaw), bill)
            try:
                data = data_of(reply, schema)
            except Unusable as second:
                raise failure_of_flaw(second.flaw, tokens=bill.tokens) from None
        return VisionAnswer(
            data=data,
            model=reply.model or self._model,
            tokens=bill.tokens,
            request_id=bill.request_id,
            finish_reason=reply.finish_reason,
            calls=bill.calls,
        )

    def _spoken(
        self, call: Callable[[Dialect], Reply], dialect: Dialect, bill: Bill
    ) -> tuple[Dialect, Reply]:
        """The reply, and the dialect in which the server took the question."""
        for _ in range(_MAX_ADAPTATIONS):
            try:
                return dialect, call(dialect)
            except Refused as refusal:
                complaint = refusal.complaint
                following = adapted(dialect, complaint)
            if following is None:
                break
            dialect = following
        raise failure_of(complaint, key=self._key, tokens=bill.tokens)


def _second_try(dialect: Dialect, flaw: Flaw) -> Dialect:
    """How to ask again: asked alike, a model would fail alike."""
    if flaw in {Flaw.TRUNCATED, Flaw.EMPTY}:
        return replace(dialect, roomy=True)
    # Grammars make some servers print blanks without end, and small models lose the thread.
    return dialect if flaw is Flaw.REFUSED else dialect.plainer()
