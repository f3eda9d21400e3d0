"""JSON bodies with a bound: nothing here needs more than a few lines, unless it carries a photo."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from rest_framework import status
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import BaseParser, JSONParser, MultiPartParser

JSON_BYTES = 16 * 1024
BASE64_GROWTH = 4 / 3


class BodyTooLarge(APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = "Request body is too large."
    default_code = "body_too_large"


def max_json_bytes() -> int:
    """16 KiB, or what a photo of the largest accepted size needs in base64."""
    photo = settings.MAX_PHOTO_BYTES * BASE64_GROWTH if settings.ACCEPT_UPLOADS else 0
    return JSON_BYTES + int(photo)


def _length(context: Mapping[str, Any] | None) -> int:
    request = (context or {}).get("request")
    return int(request.META.get("CONTENT_LENGTH") or 0) if request is not None else 0


class _Bounded(BaseParser):
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


class BoundedJSONParser(_Bounded, JSONParser):
    def most(self) -> int:
        return max_json_bytes()


class BoundedMultiPartParser(_Bounded, MultiPartParser):
    def most(self) -> int:
        return int(settings.MAX_PHOTO_BYTES) + JSON_BYTES
