"""The shape of a request. What does not fit is answered with 422 and a list of details."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rest_framework.exceptions import APIException

Detail = dict[str, Any]


class InvalidBody(APIException):
    """``details`` are entries of FastAPI's ``detail`` list, as the service's callers know it."""

    status_code = 422

    def __init__(self, details: list[Detail]) -> None:
        super().__init__()
        self.details = details


@dataclass(frozen=True, slots=True)
class OcrRequest:
    """``image`` is the base64 text as sent; ``request_id`` is "" if none came."""

    image: str
    request_id: str


def validated(body: Any) -> OcrRequest:
    """Raises InvalidBody. Unknown members, and all of ``option``, are ignored."""
    if not isinstance(body, dict):
        raise InvalidBody([_detail("value is not a valid dict", "type_error.dict")])
    problems = [
        *_text(body, "image", required=True),
        *_text(body, "request_id"),
        *_object(body, "option"),
    ]
    if problems:
        raise InvalidBody(problems)
    return OcrRequest(image=body["image"], request_id=body.get("request_id") or "")


def not_json(message: str) -> InvalidBody:
    return InvalidBody([_detail(message, "value_error.jsondecode")])


def _text(body: Detail, name: str, *, required: bool = False) -> list[Detail]:
    if name not in body:
        return [_detail("field required", "value_error.missing", name)] if required else []
    value = body[name]
    if value is None and required:
        return [_detail("none is not an allowed value", "type_error.none.not_allowed", name)]
    if value is None or (isinstance(value, str) and _is_unicode(value)):
        return []
    return [_detail("str type expected", "type_error.str", name)]


def _object(body: Detail, name: str) -> list[Detail]:
    fits = body.get(name) is None or isinstance(body[name], dict)
    return [] if fits else [_detail("value is not a valid dict", "type_error.dict", name)]


def _is_unicode(text: str) -> bool:
    """False for lone surrogates, which JSON can spell but no answer could carry."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _detail(message: str, kind: str, *place: str) -> Detail:
    return {"loc": ["body", *place], "msg": message, "type": kind}
