"""The panel's edge: how a failure before or around the reading looks on the wire."""

from __future__ import annotations

from typing import Any

import structlog
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from core.errors import (
    EngineUnavailable,
    Forbidden,
    ImageTooLarge,
    RateLimited,
    RecognitionError,
    TooManyPages,
    Unauthorized,
)
from core.parsers import BodyTooLarge
from ocr_docs.envelopes import Answer, refusal
from ocr_docs.kinds import Kind
from ocr_docs.serializers import InvalidBody, not_json
from ocr_docs.wording import Problem, Words

log = structlog.get_logger(__name__)


def failure(error: Exception, kind: Kind, words: Words) -> Response:
    """The response for anything that kept a request from being read."""
    if isinstance(error, RecognitionError):
        return _refused(error, kind, words)
    if isinstance(error, exceptions.ParseError):
        error = not_json(str(error.detail))
    if isinstance(error, InvalidBody):
        return Response({"detail": error.details}, status=422)
    if isinstance(error, RequestDataTooBig | BodyTooLarge):
        return response(*refusal(kind, 413, [words.too_large()]))
    if isinstance(error, Http404):  # "?format=" with a format that DRF does not have
        return response(*nothing_here())
    if isinstance(error, exceptions.APIException):
        problem = Problem(str(error.default_code), str(error.detail))
        return response(*refusal(None, error.status_code, [problem]))
    if isinstance(error, SuspiciousOperation):
        return response(*refusal(kind, 400, [words.bad_request]))
    log.error("unexpected_failure", error=type(error).__name__)
    return response(*refusal(kind, 500, [words.internal]))


def nothing_here() -> Answer:
    """The answer at an address where there is nothing: the service's callers read JSON alone."""
    return refusal(None, 404, [Problem("not_found", "Not found")])


def response(status: int, body: dict[str, Any]) -> Response:
    return Response(body, status=status)


def _refused(error: RecognitionError, kind: Kind, words: Words) -> Response:
    set_rollback()
    if isinstance(error, Unauthorized | Forbidden):
        answer = refusal(None, error.status, [Problem(error.code, error.message)])
    elif isinstance(error, RateLimited):
        answer = refusal(None, 429, [Problem("too_many_requests", error.message)])
    elif isinstance(error, TooManyPages):
        answer = refusal(kind, 413, [words.too_large(error.message)])
    elif isinstance(error, ImageTooLarge):
        answer = refusal(kind, 413, [words.too_large()])
    elif isinstance(error, EngineUnavailable):
        answer = refusal(kind, 503, [words.unavailable])
    else:
        log.error("unexpected_failure", error=error.code)
        answer = refusal(kind, 500, [words.internal])
    made = response(*answer)
    made["X-Error-Code"] = error.code
    if wait := getattr(error, "retry_after", 0):
        made["Retry-After"] = str(wait)
    return made
