"""The shape of requests. The first error, in field order, becomes the ``message``."""

# ruff: noqa: N815 - the seed fixes the parameter names

from __future__ import annotations

import re
from typing import Any

from rest_framework import serializers

from core.fetching import judge_url
from core.photos import from_base64, from_upload
from recognition.services import PhotoSource, photo_limits
from recognition.wire import INVALID_RATING, missing

MAX_ID = 200
MAX_FEEDBACK = 2000
_UNSTORABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class Parameter(serializers.CharField):
    """A required text. Empty, null, a number, an object or an array count as missing."""

    def __init__(self, *, max_characters: int | None = MAX_ID, **kwargs: Any) -> None:
        self._max_characters = max_characters
        super().__init__(**kwargs)

    def run_validation(self, data: Any = serializers.empty) -> str:
        value = data.strip() if isinstance(data, str) else ""
        if not value:
            raise serializers.ValidationError(missing(str(self.field_name)))
        if self._max_characters is None:
            return value
        if len(value) > self._max_characters or _UNSTORABLE.search(value):
            raise serializers.ValidationError(
                f"Invalid parameter: {self.field_name}. "
                f"At most {self._max_characters} characters, without control characters."
            )
        return value


class RecordId(Parameter):
    """An id; an integer is taken as its digits."""

    def run_validation(self, data: Any = serializers.empty) -> str:
        is_integer = isinstance(data, int) and not isinstance(data, bool)
        return super().run_validation(str(data) if is_integer else data)


class PhotoUrl(Parameter):
    """An absolute http or https URL; two messages tell a bad form from a bad protocol."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_characters=None, **kwargs)

    def run_validation(self, data: Any = serializers.empty) -> str:
        url = super().run_validation(data)
        judge_url(url)
        return url


class Rating(serializers.FloatField):
    """A whole number from 1 to 5, also as text or as 5.0."""

    def run_validation(self, data: Any = serializers.empty) -> Any:
        try:
            value = float("nan") if isinstance(data, bool) else float(data)
        except (TypeError, ValueError, OverflowError):
            value = float("nan")
        if value not in (1, 2, 3, 4, 5):
            raise serializers.ValidationError(INVALID_RATING)
        return int(value)


class Feedback(serializers.CharField):
    """Optional text, cut at 2,000 characters; anything that is not text is dropped."""

    def run_validation(self, data: Any = serializers.empty) -> str:
        text = data if isinstance(data, str) else ""
        return _UNSTORABLE.sub("", text).strip()[:MAX_FEEDBACK]


class AnalyzeRequest(serializers.Serializer[Any]):
    """``imageUrl``; or, where uploads are accepted, ``image`` or ``imageBase64`` in its place."""

    clientUid = Parameter(help_text="Unique client identifier.")
    imageUrl = PhotoUrl(help_text="Address of the photo, http or https.")
    image = serializers.FileField(required=False, help_text="The photo as a multipart upload.")
    imageBase64 = serializers.CharField(
        required=False, help_text="The photo in base64, or as a data URI."
    )

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        sent: Any = getattr(self, "initial_data", None)
        if sent is not None:
            carried = [name for name in ("image", "imageBase64") if sent.get(name)]
            kept = carried[:1] if self.context.get("uploads") and carried else ["imageUrl"]
            for name in {"imageUrl", "image", "imageBase64"} - set(kept):
                del fields[name]
        return fields

    def photo_source(self) -> PhotoSource:
        """Where the photo of a valid request is.

        Raises InvalidInput, ImageTooLarge or UnsupportedImage for a photo that came along.
        """
        valid, limits = self.validated_data, photo_limits()
        if "image" in valid:
            photo = from_upload(valid["image"], **limits)
            return PhotoSource(upload=photo.data, file_name=valid["image"].name)
        if "imageBase64" in valid:
            return PhotoSource(upload=from_base64(valid["imageBase64"], **limits).data)
        return PhotoSource(url=valid["imageUrl"])


class RateRequest(serializers.Serializer[Any]):
    clientUid = Parameter(help_text="The client that asked for the recognition.")
    recognitionId = RecordId(help_text="`recognitionId` of the answer.")
    rating = Rating(help_text="1 to 5.")
    feedback = Feedback(required=False, help_text="Up to 2,000 characters.")


def first_message(errors: Any) -> str:
    """The first message of a serializer's errors, in field order."""
    first = next(iter(errors.values()))
    return str(first[0] if isinstance(first, list) else first)
