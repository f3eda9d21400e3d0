"""What the API reference says about the panel: requests, answers, failures and examples."""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiParameter,
    OpenApiResponse,
    inline_serializer,
)
from rest_framework import serializers

from ocr_docs.envelopes import no_digits, refusal
from ocr_docs.kinds import Kind
from ocr_docs.wording import Fault, Words

_WORDS = Words()

_REQUEST = inline_serializer(
    "DocumentImage",
    {
        "image": serializers.CharField(
            help_text="The document in base64: plain, URL-safe, unpadded, with line breaks or as a "
            "data URI. At most 10 MB."
        ),
        "option": serializers.DictField(required=False, help_text="Accepted and ignored."),
        "request_id": serializers.CharField(required=False, help_text="Echoed in the answer."),
    },
)
_KEY = OpenApiParameter(
    "aigen_key", str, OpenApiParameter.QUERY, description="The API key, where no header can be set."
)
_FIELD: dict[str, Any] = {
    "value": "ISUZU",
    "bboxes": [[[212, 470], [334, 470], [334, 506], [212, 506]]],
    "bboxes_norm": [[[0.1283, 0.2009], [0.2021, 0.2009], [0.2021, 0.2163], [0.1283, 0.2163]]],
    "confidence": 0.9931,
}
_DIGIT = [[[283, 580], [317, 580], [317, 640], [283, 640]]]
_DIGIT_TURNED = [[[290, 577], [323, 585], [310, 643], [277, 636]]]
_NUMBERS = {
    "value": "7",
    "bboxes": _DIGIT,
    "bboxes_norm": [[[0.295, 0.453], [0.3304, 0.453], [0.3304, 0.5005], [0.295, 0.5005]]],
    "bboxes_rotated": _DIGIT_TURNED,
    "bboxes_rotated_norm": [
        [[0.3021, 0.4508], [0.3365, 0.457], [0.3229, 0.5023], [0.2885, 0.4969]]
    ],
    "confidence": 0.91,
    "angle": 12.5,
}
_LINE = {
    "bbox": _FIELD["bboxes"][0],
    "bbox_norm": _FIELD["bboxes_norm"][0],
    "char_pos_norm": [[[0.1283, 0.2009], [0.2021, 0.2009], [0.2021, 0.2163], [0.1283, 0.2163]]],
    "text": "ก",
    "confidence": 0.98,
}
_PAGE = {"bboxes": [_LINE], "text_page": "ก", "page": 1, "max_page": 1}


def _said(name: str, status: int, value: Any) -> OpenApiExample:
    return OpenApiExample(name, value=value, response_only=True, status_codes=[str(status)])


def _failed(description: str) -> OpenApiResponse:
    return OpenApiResponse(OpenApiTypes.OBJECT, description=description)


_FAILURES = {
    400: _failed("No page could be read; `error` says why, page by page."),
    401: _failed("The API key is missing, unknown, revoked or expired."),
    403: _failed("The API key is not allowed to use this endpoint."),
    413: _failed("More than 10 MB, or more pages than the server reads."),
    422: _failed("`image` is missing or no text: a `detail` list says where."),
    429: _failed("Too many requests, or the key's quota is used up; see `Retry-After`."),
    500: _failed("Something went wrong on the server's side."),
    503: _failed("The server is busy, or nothing was read before the deadline."),
}
_BAD = _said(
    "Not a registration book",
    400,
    refusal(None, 400, [_WORDS.page(Fault.NOT_THIS, 1), _WORDS.bad_request])[1] | {"data": [{}]},
)


def _operation(name: str, summary: str, *examples: OpenApiExample) -> dict[str, Any]:
    asked = OpenApiExample("A picture", value={"image": "<base64>"}, request_only=True)
    return {
        "operation_id": name,
        "tags": ["Documents"],
        "summary": summary,
        # Said here, or the view's docstring would be shown, which speaks to its readers.
        "description": f"{summary}.",
        "request": {"application/json": _REQUEST},
        "parameters": [_KEY],
        "responses": {200: OpenApiTypes.OBJECT, **_FAILURES},
        "examples": [asked, *examples],
        "auth": [{"AigenKey": []}],
    }


BOOK = _operation(
    "read_vehicle_registration_book",
    "Read a Thai vehicle registration book",
    _said(
        "Read",
        200,
        {"status": "success", "error": [], "data": [{"brand_car": _FIELD, "color": {}}]},
    ),
    _BAD,
)
BOOK["responses"][206] = _failed("Some pages were read; a page that failed is `{}`.")
METER = _operation(
    "read_water_meter",
    "Read the register of a meter",
    _said("Read", 200, {"status": "success", "error": [], "data": [{"numbers": _NUMBERS}]}),
    _said(
        "No digits",
        400,
        {"status": "success", "error": [_WORDS.bad_request.as_json()], "data": [no_digits()]},
    ),
)
GENERAL = _operation(
    "read_text",
    "Read all text of a document, Thai and Latin",
    _said("Read", 200, {"status": "200", "request_id": "…", "error": [], "data": [_PAGE]}),
    _said("Not an image", 400, refusal(Kind.GENERAL, 400, [_WORDS.unsupported])[1]),
)
GENERAL["responses"][206] = BOOK["responses"][206]
