"""One family of failures.

Every failure has a stable ``code``, a default HTTP ``status``, a ``fault``
(who can do something about it) and says whether trying again can help.
``message`` is public; ``detail`` is for the log and the timeline only.
Absence is not a failure: "no serial number found" is an answer.

Each panel turns members of this family into its own wire shape at its edge.
"""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar


class Fault(StrEnum):
    """Who can mend a failure."""

    CALLER = "caller"
    UPSTREAM = "upstream"
    OURS = "ours"


class RecognitionError(Exception):
    """Base of the family. Subclass only where a caller would act differently."""

    code: ClassVar[str] = "internal_error"
    status: ClassVar[int] = 500
    fault: ClassVar[Fault] = Fault.OURS
    retryable: ClassVar[bool] = False
    message: str = "Something went wrong on our side."

    def __init__(self, message: str = "", *, detail: str = "") -> None:
        self.message = message or type(self).message
        self.detail = detail
        super().__init__(self.message)

    def __str__(self) -> str:
        return f"{self.code}: {self.detail or self.message}"


class InvalidInput(RecognitionError):
    code = "invalid_input"
    status = 400
    fault = Fault.CALLER
    message = "The request is not valid."


class MalformedUrl(InvalidInput):
    """The text is no absolute URL: a typing mistake, whatever the scheme was meant to be."""

    code = "malformed_url"
    message = "The URL is not valid."


class UnsupportedScheme(InvalidInput):
    """A well-formed URL that does not start with http or https."""

    code = "unsupported_scheme"
    message = "Only http and https URLs are allowed."


class Unauthorized(RecognitionError):
    """No API key came with the call, or one that is unknown, revoked or expired."""

    code = "unauthorized"
    status = 401
    fault = Fault.CALLER
    message = "The API key is missing or not valid."


class Forbidden(RecognitionError):
    """The API key is valid, but limited to other endpoints."""

    code = "forbidden"
    status = 403
    fault = Fault.CALLER
    message = "The API key is not allowed for this endpoint."


class RequestBlocked(RecognitionError):
    code = "request_blocked"
    status = 403
    fault = Fault.CALLER
    message = "The request is blocked."


class RateLimited(RecognitionError):
    """``retry_after`` is the wait in whole seconds until the next call may pass."""

    code = "rate_limited"
    status = 429
    fault = Fault.CALLER
    retryable = True
    message = "Too many requests. Please slow down."

    def __init__(self, message: str = "", *, detail: str = "", retry_after: int = 1) -> None:
        super().__init__(message, detail=detail)
        self.retry_after = retry_after


class QuotaExceeded(RateLimited):
    """The key's units of the month are used up; ``retry_after`` lasts to the month's end."""

    code = "quota_exceeded"
    retryable = False
    message = "The monthly quota of the API key is used up."


class ImageTooLarge(RecognitionError):
    code = "image_too_large"
    status = 413
    fault = Fault.CALLER
    message = "The image is too large."


class TooManyPages(RecognitionError):
    code = "too_many_pages"
    status = 413
    fault = Fault.CALLER
    message = "The document has too many pages."


class UnsupportedImage(RecognitionError):
    code = "unsupported_image"
    status = 415
    fault = Fault.CALLER
    message = "The file is not an image that can be read."


class AddressRefused(RecognitionError):
    """The address (or one that it leads to) is not one we connect to."""

    code = "address_refused"
    status = 400
    fault = Fault.CALLER
    message = "The address is not allowed."


class FetchFailed(RecognitionError):
    code = "fetch_failed"
    status = 422
    fault = Fault.CALLER
    message = "The address could not be loaded."


class NotConfigured(RecognitionError):
    code = "not_configured"
    status = 404
    fault = Fault.OURS
    message = "The service is not configured."


class EngineUnavailable(RecognitionError):
    code = "engine_unavailable"
    status = 503
    fault = Fault.OURS
    retryable = True
    message = "A recognition engine is not available."


class EngineTimeout(RecognitionError):
    code = "engine_timeout"
    status = 504
    fault = Fault.UPSTREAM
    retryable = True
    message = "Recognition took too long."


class EngineFailed(RecognitionError):
    """An engine answered with an error. ``reason`` is a short stable word for operators."""

    code = "engine_failed"
    status = 502
    fault = Fault.UPSTREAM
    message = "A recognition engine failed."

    def __init__(
        self, message: str = "", *, detail: str = "", reason: str = "", tokens: int = 0
    ) -> None:
        super().__init__(message, detail=detail)
        self.reason = reason
        self.tokens = tokens
