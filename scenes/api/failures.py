"""How a failure looks to a caller of the shelf panel: as Django REST framework says it.

``{"field": ["…"]}`` or ``{"non_field_errors": ["…"]}`` for what is wrong with a body,
``{"detail": "…"}`` for everything else.
"""

from __future__ import annotations

from typing import Any

import structlog
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import IntegrityError
from rest_framework.response import Response
from rest_framework.views import exception_handler, set_rollback

from core.errors import QuotaExceeded, RateLimited, RecognitionError, Unauthorized
from core.parsers import BodyTooLarge

log = structlog.get_logger(__name__)

INTERNAL = "Something went wrong on our side."
CONFLICT = "Another row stands against this. Please look again and retry."
BAD_REQUEST = "The request is not valid."
UNDONE = ("40P01", "40001")
"""Deadlock, and a conflict of transactions: nothing was done, and the next try may do it."""


def throttled(seconds: int) -> str:
    """The sentence of Django REST framework, which callers may know."""
    unit = "second" if seconds == 1 else "seconds"
    return f"Request was throttled. Expected available in {seconds} {unit}."


def _sqlstate(error: Exception) -> str:
    """PostgreSQL's code of what went wrong, "" where it was not PostgreSQL."""
    return getattr(error.__cause__, "sqlstate", None) or ""


def handle(error: Exception, context: dict[str, Any]) -> Response:
    """The exception handler of the panel: a response for anything."""
    if isinstance(error, RequestDataTooBig):
        error = BodyTooLarge()
    known = exception_handler(error, context)
    if known is not None:
        return known
    set_rollback()
    # What a row stands on was deleted meanwhile, or two wait for each other, or the like.
    if isinstance(error, IntegrityError) or _sqlstate(error) in UNDONE:
        return Response({"detail": CONFLICT}, status=409)
    if isinstance(error, RecognitionError):
        return _of_the_family(error)
    if isinstance(error, SuspiciousOperation):
        return Response({"detail": BAD_REQUEST}, status=400)
    log.error("unexpected_failure", error=type(error).__name__, exc_info=error)
    return Response(
        {"detail": INTERNAL}, status=500, headers={"X-Error-Code": RecognitionError.code}
    )


def _of_the_family(error: RecognitionError) -> Response:
    response = Response({"detail": error.message}, status=error.status)
    response.headers["X-Error-Code"] = error.code
    if isinstance(error, Unauthorized):
        response.headers["WWW-Authenticate"] = "Token"
    if isinstance(error, RateLimited):
        response.headers["Retry-After"] = str(error.retry_after)
        if not isinstance(error, QuotaExceeded):
            response.data = {"detail": throttled(error.retry_after)}
    if error.status >= 500:
        log.error("request_failed", error=str(error))
    return response
