"""The panel's edge: messages, statuses and how a failure looks on the wire.

The only place that knows the seed's sentences; docs/api.md lists them and a test
compares the two.
"""

from __future__ import annotations

from typing import Any

import structlog
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler, set_rollback

from core.errors import (
    InvalidInput,
    MalformedUrl,
    NotConfigured,
    RateLimited,
    RecognitionError,
    RequestBlocked,
    UnsupportedScheme,
)
from core.parsers import BodyTooLarge
from recognition.services import JobFailed, RecognitionNotFound

log = structlog.get_logger(__name__)

RATED = "Serial number recognition rated successfully."
INVALID_RATING = "Invalid rating. Must be between 1 and 5"
INTERNAL = "Internal Server Error"
UNREADABLE = "Image could not be loaded."
INVALID_JSON = "Invalid JSON body."
TOO_LARGE = "Request body is too large."
BLOCKED = "Error: Request is blocked."
UNCONFIGURED = "Error: Configuration data not found."
MALFORMED_URL = "Invalid image URL format."
WRONG_PROTOCOL = "Invalid image URL protocol. Only HTTP/HTTPS allowed."
NOT_FOUND = "Recognition not found."

# Both statuses are a choice (the seed says only "4xx"); an operator can flip them here.
BLOCKED_STATUS = 403
UNCONFIGURED_STATUS = 404
UNREADABLE_STATUS = 422
RETRY_BUDGET_S = 3600
"""For a client whose tokens of the day are used up: the job that found out keeps no time."""

_PHOTO_FAULTS = frozenset(
    {"address_refused", "fetch_failed", "image_too_large", "unsupported_image"}
)

_FIXED: dict[type[RecognitionError], tuple[int, str]] = {
    RequestBlocked: (BLOCKED_STATUS, BLOCKED),
    NotConfigured: (UNCONFIGURED_STATUS, UNCONFIGURED),
    MalformedUrl: (400, MALFORMED_URL),
    UnsupportedScheme: (400, WRONG_PROTOCOL),
    RecognitionNotFound: (404, NOT_FOUND),
}


def missing(name: str) -> str:
    return f"Missing parameter: {name}"


def failure(error: RecognitionError) -> Response:
    """The response for a failure of the family, with its code in ``X-Error-Code``."""
    code = getattr(error, "reason", "") or error.code
    status, message = _FIXED.get(type(error)) or _by_code(error, code)
    headers = {"X-Error-Code": code}
    if status == 429:
        headers["Retry-After"] = str(getattr(error, "retry_after", RETRY_BUDGET_S))
    return Response({"message": message}, status=status, headers=headers)


def _by_code(error: RecognitionError, code: str) -> tuple[int, str]:
    if code in _PHOTO_FAULTS:
        return UNREADABLE_STATUS, UNREADABLE
    if isinstance(error, JobFailed) and code == RateLimited.code:
        return 429, RateLimited.message
    if error.status < 500 or error.status == 503:
        return error.status, error.message
    return 500, INTERNAL


def handle(exc: Exception, context: dict[str, Any]) -> Response:
    """DRF's exception handler for this panel: every failure is ``{"message": …}``."""
    set_rollback()
    if isinstance(exc, RecognitionError):
        return failure(exc)
    if isinstance(exc, exceptions.ParseError):
        return Response({"message": INVALID_JSON}, status=400)
    if isinstance(exc, RequestDataTooBig | BodyTooLarge):
        return Response({"message": TOO_LARGE}, status=413)
    if isinstance(exc, exceptions.APIException):
        response = exception_handler(exc, context)
        if response is not None:
            response.data = {"message": str(exc.detail)}
            return response
    if isinstance(exc, Http404):  # "?format=" with a format that DRF does not have
        return Response({"message": "Not found."}, status=404)
    if isinstance(exc, SuspiciousOperation):
        return Response({"message": InvalidInput.message}, status=400)
    log.exception("unexpected_failure", exc_info=exc)
    return Response({"message": INTERNAL}, status=500, headers={"X-Error-Code": "internal_error"})
