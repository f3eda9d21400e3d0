"""Bounds for request bodies: how long, and how deeply nested, before anything is read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, Any

from rest_framework import status
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import BaseParser


class BodyTooLarge(APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = "Request body is too large."
    default_code = "body_too_large"


class Bounded(BaseParser):
    """Refuses a body that is too large before reading it, and one that is nested too deeply."""

    def most(self) -> int:
        """The largest accepted body in bytes."""
        raise NotImplementedError

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        if _length(parser_context) > self.most():
            raise BodyTooLarge
        try:
            return super().parse(stream, media_type, parser_context)
        except RecursionError as error:
            raise ParseError("nested too deeply") from error


def _length(context: Mapping[str, Any] | None) -> int:
    request = (context or {}).get("request")
    return int(request.META.get("CONTENT_LENGTH") or 0) if request is not None else 0
