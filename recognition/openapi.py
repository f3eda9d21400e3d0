"""What the API reference says about the panel: answers, failures and examples."""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiResponse, inline_serializer
from rest_framework import serializers

from recognition.serializers import AnalyzeRequest, RateRequest

_FIVE: dict[str, Any] = {
    "serialNumber": "SN123456789ABC",
    "confidence": 0.95,
    "location": "Beside “S/N” on the label, lower left of the photo",
    "additionalNumbers": ["MODEL-XYZ", "REV-02", "2024"],
    "notes": "The label's text and its barcode agree.",
}
_EXTRAS: dict[str, Any] = {
    "recognitionId": "01939d3e-5b1c-7a51-9a53-3f1d8e0c2b44",
    "timeline_request_id": "01939d3e-5b1a-7c02-8f10-6a4be7d9c001",
    "cached": False,
    "barcodes": [{"format": "Code128", "text": "SN123456789ABC", "kind": "serial"}],
    "candidates": [],
    "box": [[412.0, 880.5], [731.0, 882.0], [730.5, 921.0], [411.5, 919.5]],
    "checks": {},
    "model": "local",
}
_SUCCESS = {**_FIVE, "recognitionStatus": "success", "tokens": 1250, "data": _FIVE, **_EXTRAS}
_FAILED = {
    "data": {"message": "No serial number could be detected in the image"},
    "recognitionStatus": "failed",
    "tokens": 950,
    **_EXTRAS,
    "box": None,
}


def _answer(name: str, value: dict[str, Any]) -> OpenApiExample:
    return OpenApiExample(name, value=value, response_only=True, status_codes=["200"])


_MESSAGE = inline_serializer("Message", {"message": serializers.CharField()})


def _message(description: str) -> OpenApiResponse:
    return OpenApiResponse(_MESSAGE, description=description)


_FAILURES = {
    400: _message("A parameter is missing or invalid, or the body is not JSON."),
    403: _message("`Error: Request is blocked.`: origin not allowed, or key refused."),
    404: _message("`Error: Configuration data not found.`"),
    413: _message("The body is too large."),
    415: _message("The content type is not accepted."),
    429: _message("Too many requests; `Retry-After` says how many seconds to wait."),
    500: _message("`Internal Server Error`; `X-Error-Code` says why."),
}

ANALYZE: dict[str, Any] = {
    "operation_id": "analyze_serial_number",
    "tags": ["Serial numbers"],
    "summary": "Read the serial number on a photo",
    "request": AnalyzeRequest,
    "responses": {
        200: OpenApiTypes.OBJECT,
        **_FAILURES,
        422: _message("`Image could not be loaded.`"),
    },
    "examples": [
        OpenApiExample(
            "A photo by its address",
            value={"clientUid": "client-abc-123", "imageUrl": "https://example.com/device.jpg"},
            request_only=True,
        ),
        _answer("Success", _SUCCESS),
        _answer("Nothing found", _FAILED),
    ],
}

RATE: dict[str, Any] = {
    "operation_id": "rate_serial_number",
    "tags": ["Serial numbers"],
    "summary": "Rate an answer from 1 to 5",
    "request": RateRequest,
    "responses": {
        200: inline_serializer(
            "Rated", {"message": serializers.CharField(), "rating": serializers.IntegerField()}
        ),
        **_FAILURES,
    },
    "examples": [
        OpenApiExample(
            "A rating",
            value={
                "clientUid": "client-abc-123",
                "recognitionId": "01939d3e-5b1c-7a51-9a53-3f1d8e0c2b44",
                "rating": 5,
                "feedback": "Perfect recognition! Found exactly what I needed.",
            },
            request_only=True,
        ),
    ],
}
