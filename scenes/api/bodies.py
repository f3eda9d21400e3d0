"""Bodies as callers send them: JSON, forms and multipart forms, on every method.

Whatever comes out of here can be stored and sent back: no NUL, no lone surrogate, no
number that JSON cannot spell, nothing nested deeper than ``MAX_DEPTH``.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from rest_framework.exceptions import ParseError, UnsupportedMediaType, ValidationError
from rest_framework.parsers import FormParser, JSONParser, MultiPartParser
from rest_framework.request import Request

from core.parsers import Bounded

MAX_JSON_BYTES = 1024 * 1024
MAX_DEPTH = 20
Body = dict[str, Any]

_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")


class BoundedJSON(Bounded, JSONParser):
    def most(self) -> int:
        return MAX_JSON_BYTES


class BoundedForm(Bounded, FormParser):
    def most(self) -> int:
        return MAX_JSON_BYTES


class BoundedMultiPart(Bounded, MultiPartParser):
    def most(self) -> int:
        return int(settings.MAX_PHOTO_BYTES) + MAX_JSON_BYTES


def body_of(request: Request) -> Body:
    """The values of the body by name. Files stay as they are.

    Of a form, values that look like JSON lists or objects are read as such, repeated names
    (also written ``name[]``) make a list. A GET whose body cannot be read has none.

    Raises:
        ParseError, UnsupportedMediaType, BodyTooLarge: the body cannot be read.
        ValidationError: it is no object, or a value cannot be stored.
    """
    try:
        data = request.data
    except (ParseError, UnsupportedMediaType):
        if request.method in ("GET", "HEAD"):
            return {}
        raise
    if isinstance(data, QueryDict):
        return _storable(dict(_of_form(data)))
    if isinstance(data, Mapping):
        return _storable(dict(data))
    kind = type(data).__name__
    raise ValidationError(
        {"non_field_errors": [f"Invalid data. Expected a dictionary, but got {kind}."]}
    )


def query_of(request: Request) -> Body:
    """The values of the query by name, read as those of a form. Raises ValidationError."""
    return _storable(dict(_of_form(request.query_params)))


def text_of(value: Any) -> str | None:
    """A text or a number as text that can be looked up; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return _UNSTORABLE.sub("", str(value))


def _of_form(data: QueryDict) -> Body:
    body: Body = {}
    for name, values in data.lists():
        read = [_json_or_text(value) for value in values]
        is_list = len(read) > 1 or (name.endswith("[]") and not isinstance(read[0], UploadedFile))
        body[name.removesuffix("[]")] = read if is_list else read[0]
    return body


def _json_or_text(value: Any) -> Any:
    """``value``, or what it spells where it looks like a JSON list or object."""
    if isinstance(value, str) and value.strip()[:1] in ("[", "{"):
        try:
            return json.loads(value)
        except (ValueError, RecursionError):
            return value
    return value


def _storable(body: Body) -> Body:
    problems: dict[str, list[str]] = {}
    for name, value in body.items():
        if why := _unstorable(name) or _unstorable(value):
            shown = _UNSTORABLE.sub("", name) or "non_field_errors"
            problems[shown] = [why]
    if problems:
        raise ValidationError(problems)
    return body


def _unstorable(value: Any) -> str:
    """Why a value cannot be kept, "" if it can."""
    if isinstance(value, UploadedFile):
        return ""
    waiting = [(value, 0)]
    while waiting:
        part, depth = waiting.pop()
        if depth > MAX_DEPTH:
            return "Nested too deeply."
        if isinstance(part, str) and _UNSTORABLE.search(part):
            return "Null characters are not allowed."
        if isinstance(part, float) and not math.isfinite(part):
            return "A valid number is required."
        if isinstance(part, dict):
            waiting += [(inner, depth + 1) for pair in part.items() for inner in pair]
        elif isinstance(part, list):
            waiting += [(inner, depth + 1) for inner in part]
    return ""
