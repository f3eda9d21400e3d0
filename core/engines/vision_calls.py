"""One call of a provider after another, while a question has time. Knows ``openai``."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from core.engines.vision_failures import complaint_of, redacted
from core.engines.vision_reply import Reply, reply_of
from core.engines.vision_wire import Wire
from core.errors import EngineFailed, EngineTimeout, EngineUnavailable, RecognitionError

_NO_KEY = "no-key"
"""What local servers get: they ignore it, but the client insists on one."""

_LATE = "The provider took too long."


class Refused(Exception):
    """The server answered with an error status."""

    def __init__(self, status: int, body: object) -> None:
        super().__init__(status)
        self.complaint = complaint_of(status, body)


@dataclass(slots=True)
class Bill:
    """What one question has cost so far."""

    tokens: int = 0
    calls: int = 0
    request_id: str = ""


class Calls:
    """Makes the calls of one question over ``wire``, adding each to ``bill``."""

    def __init__(self, base_url: str, key: str, *, wire: Wire, bill: Bill) -> None:
        # Imported on first use: 0.7 s and 30 MB that an installation without a model never pays.
        import openai

        self._openai = openai
        self._client = openai.OpenAI(
            base_url=base_url, api_key=key or _NO_KEY, max_retries=0, http_client=wire.client
        )
        self._base_url, self._key = base_url, key
        self._wire, self._bill = wire, bill

    def call(self, body: dict[str, Any]) -> Reply:
        """The reply to one call. Raises Refused, EngineTimeout, EngineFailed, EngineUnavailable."""
        raw = self._answered(body)
        self._bill.request_id = raw.request_id or ""
        try:
            reply = _understood(raw.text)
        except ValueError:
            # An answer that was cut at the deadline looks like nonsense, too.
            raise self._speechless() from None
        self._bill.tokens += reply.tokens
        return reply

    def _answered(self, body: dict[str, Any]) -> Any:
        if self._wire.is_late:
            raise EngineTimeout(_LATE)
        self._bill.calls += 1
        create = self._client.chat.completions.with_raw_response.create
        try:
            return create(**body, timeout=self._wire.timeout)
        except self._openai.APIStatusError as error:
            raise Refused(error.status_code, error.body) from None
        except self._openai.APIConnectionError as error:
            raise self._broken(error) from None

    def _speechless(self) -> RecognitionError:
        if self._wire.is_late:
            return EngineTimeout(_LATE)
        message = "This address does not speak like an OpenAI server. Check the base URL."
        return EngineFailed(message, reason="provider_error", tokens=self._bill.tokens)

    def _broken(self, error: Exception) -> RecognitionError:
        detail = redacted(f"{type(error.__cause__).__name__}: {error.__cause__}", self._key)
        if self._wire.is_late:
            return EngineTimeout(_LATE, detail=detail)
        message = "The provider cannot be reached, or broke off. Check the base URL."
        if "CERTIFICATE_VERIFY_FAILED" in detail:
            message = "The provider's certificate is not trusted by this machine. Install its root."
        return EngineUnavailable(message, detail=f"{urlsplit(self._base_url).netloc}: {detail}")


def _understood(body: str) -> Reply:
    """Read the body of a 200. Raises ValueError, and Refused for an error in disguise."""
    try:
        payload = json.loads(body)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if isinstance(payload, dict) and payload.get("error"):
        # Some routers wrap the error of the server behind them in a 200.
        code = payload["error"].get("code") if isinstance(payload["error"], dict) else None
        raise Refused(code if isinstance(code, int) else 500, payload)
    return reply_of(payload)
