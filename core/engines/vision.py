"""Vision models behind any OpenAI-compatible server. The one door to the ``openai`` package.

Chat Completions with a JSON schema, validated here: of all interfaces this is
what OpenAI, Azure, vLLM, Ollama, LM Studio and LiteLLM have in common.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

import structlog

from core.engines import VisionAnswer
from core.engines.vision_dialect import Dialect, Question, adapted, first_dialect
from core.engines.vision_failures import complaint_of, failure_of, failure_of_flaw, redacted
from core.engines.vision_reply import Flaw, Reply, Unusable, data_of, reply_of
from core.engines.vision_wire import Wire, checked_base_url
from core.errors import EngineFailed, EngineTimeout, EngineUnavailable, RecognitionError

log = structlog.get_logger(__name__)

_MAX_ADAPTATIONS = 10
_NO_KEY = "no-key"
"""What local servers get: they ignore it, but the client insists on one."""

_LATE = "The provider took too long."

_learnt: dict[tuple[str, str], Dialect] = {}
"""What each (base URL, model) accepted last, for the life of the process."""


class _Refused(Exception):
    """The server answered with an error status."""

    def __init__(self, status: int, body: object) -> None:
        super().__init__(status)
        self.complaint = complaint_of(status, body)


@dataclass(slots=True)
class _Bill:
    """What one question has cost so far."""

    tokens: int = 0
    calls: int = 0
    request_id: str = ""


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
        bill, started, outcome = _Bill(), time.monotonic(), "crashed"
        try:
            with Wire(self._timeout_s) as wire:
                caller = self._caller(wire, bill)
                answer = self._answer(lambda dialect: caller(dialect.request(asked)), schema, bill)
            outcome = "answered"
            return answer
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
        self, call: Callable[[Dialect], Reply], schema: dict[str, Any], bill: _Bill
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
        self, call: Callable[[Dialect], Reply], dialect: Dialect, bill: _Bill
    ) -> tuple[Dialect, Reply]:
        """The reply, and the dialect in which the server took the question."""
        for _ in range(_MAX_ADAPTATIONS):
            try:
                return dialect, call(dialect)
            except _Refused as refusal:
                complaint = refusal.complaint
                following = adapted(dialect, complaint)
            if following is None:
                break
            dialect = following
        raise failure_of(complaint, key=self._key, tokens=bill.tokens)

    def _caller(self, wire: Wire, bill: _Bill) -> Callable[[dict[str, Any]], Reply]:
        """A function that makes one call. It raises _Refused and the engine's own errors."""
        # Imported on first use: 0.7 s and 30 MB that an installation without a model never pays.
        import openai

        client = openai.OpenAI(
            base_url=self._base_url,
            api_key=self._key or _NO_KEY,
            max_retries=0,
            http_client=wire.client,
        )

        def call(body: dict[str, Any]) -> Reply:
            if wire.is_late:
                raise EngineTimeout(_LATE)
            bill.calls += 1
            try:
                raw = client.chat.completions.with_raw_response.create(**body, timeout=wire.timeout)
            except openai.APIStatusError as error:
                raise _Refused(error.status_code, error.body) from None
            except openai.APIConnectionError as error:
                raise self._broken(error, late=wire.is_late) from None
            bill.request_id = raw.request_id or ""
            try:
                reply = _understood(raw.text)
            except ValueError:
                # An answer that was cut at the deadline looks like nonsense, too.
                raise self._speechless(bill, late=wire.is_late) from None
            bill.tokens += reply.tokens
            return reply

        return call

    def _speechless(self, bill: _Bill, *, late: bool) -> RecognitionError:
        if late:
            return EngineTimeout(_LATE)
        message = "This address does not speak like an OpenAI server. Check the base URL."
        return EngineFailed(message, reason="provider_error", tokens=bill.tokens)

    def _broken(self, error: Exception, *, late: bool) -> RecognitionError:
        detail = redacted(f"{type(error.__cause__).__name__}: {error.__cause__}", self._key)
        if late:
            return EngineTimeout(_LATE, detail=detail)
        message = "The provider cannot be reached, or broke off. Check the base URL."
        if "CERTIFICATE_VERIFY_FAILED" in detail:
            message = "The provider's certificate is not trusted by this machine. Install its root."
        return EngineUnavailable(message, detail=f"{urlsplit(self._base_url).netloc}: {detail}")


def _understood(body: str) -> Reply:
    """Read the body of a 200. Raises ValueError, and _Refused for an error in disguise."""
    try:
        payload = json.loads(body)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if isinstance(payload, dict) and payload.get("error"):
        # Some routers wrap the error of the server behind them in a 200.
        code = payload["error"].get("code") if isinstance(payload["error"], dict) else None
        raise _Refused(code if isinstance(code, int) else 500, payload)
    return reply_of(payload)


def _second_try(dialect: Dialect, flaw: Flaw) -> Dialect:
    """How to ask again: asked alike, a model would fail alike."""
    if flaw in {Flaw.TRUNCATED, Flaw.EMPTY}:
        return replace(dialect, roomy=True)
    # Grammars make some servers print blanks without end, and small models lose the thread.
    return dialect if flaw is Flaw.REFUSED else dialect.plainer()
