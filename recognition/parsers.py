"""JSON bodies with a bound: nothing here needs more than a few lines, unless it carries a photo."""

from __future__ import annotations

from django.conf import settings
from rest_framework.parsers import JSONParser, MultiPartParser

from core.parsers import Bounded

JSON_BYTES = 16 * 1024
BASE64_GROWTH = 4 / 3


def max_json_bytes() -> int:
    """16 KiB, or what a photo of the largest accepted size needs in base64."""
    photo = settings.MAX_PHOTO_BYTES * BASE64_GROWTH if settings.ACCEPT_UPLOADS else 0
    return JSON_BYTES + int(photo)


class BoundedJSONParser(Bounded, JSONParser):
    def most(self) -> int:
        return max_json_bytes()


class BoundedMultiPartParser(Bounded, MultiPartParser):
    def most(self) -> int:
        return int(settings.MAX_PHOTO_BYTES) + JSON_BYTES
