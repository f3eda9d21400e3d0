"""What the page of one recognition shows beside its row."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.errors import RecognitionError
from core.photos import from_bytes
from core.viewer import Layer, Picture
from recognition import services, uploads
from recognition.answers import Answer, body_as
from recognition.models import RecognitionDetail, RecognitionSettings, SerialRecognition
from recognition.operating import verdict_drawing
from recognition.operating.reasons import Factor, Reason, factors, kind_name, reasons


@dataclass(frozen=True, slots=True)
class ShownCandidate:
    """A value that could be the serial number, with its reasons in words."""

    row: str
    value: str
    kind: str
    label: str
    confidence: float
    sources: tuple[str, ...]
    reasons: list[Reason]
    factors: list[Factor]


@dataclass(frozen=True, slots=True)
class ShownPhoto:
    picture: Picture
    layers: list[Layer]
    rows: list[verdict_drawing.Seen]


def detail_of(row: SerialRecognition) -> RecognitionDetail:
    """The row's detail; an empty one where it has none."""
    return row.detail if hasattr(row, "detail") else RecognitionDetail(recognition=row)


def candidates_of(row: SerialRecognition) -> list[ShownCandidate]:
    """The candidates, the answer first."""
    return [
        ShownCandidate(
            row=f"c{index}",
            value=one["value"],
            kind=kind_name(one["kind"]),
            label=one["label"],
            confidence=one["confidence"],
            sources=tuple(one["sources"]),
            reasons=reasons(one),
            factors=factors(one),
        )
        for index, one in enumerate(detail_of(row).candidates)
    ]


def excluded_of(row: SerialRecognition) -> list[tuple[str, str]]:
    """Values that are no serial number by what they are, each with its label or kind."""
    others = detail_of(row).seen.get("others", [])
    return [(one["value"], one["label"] or kind_name(one["kind"])) for one in others]


def photo_of(row: SerialRecognition) -> ShownPhoto | None:
    """The photo with all that was read on it; a blank sheet of its size where it is not kept.

    None where neither the photo nor its size is known.
    """
    detail = detail_of(row)
    width, height = _size(detail)
    if not width:
        return None
    marks = verdict_drawing.marks_of(detail.seen, detail.candidates, row.serialNumber)
    picture = Picture(
        url=reverse("admin:recognition_photo", args=[row.pk]) if detail.photo else "",
        width=width,
        height=height,
        label=_("The photo with what was read on it. Plus, minus and zero zoom, arrows move."),
        marks=tuple(marks),
        gone="" if detail.photo else _gone(),
    )
    layers = verdict_drawing.layers_of(marks)
    return ShownPhoto(picture, layers, verdict_drawing.rows_of(detail.seen))


def _size(detail: RecognitionDetail) -> tuple[int, int]:
    if detail.seen:
        return detail.seen["width"], detail.seen["height"]
    if detail.photo:
        try:
            photo = from_bytes(uploads.read(detail.photo), **services.photo_limits())
        except RecognitionError:
            return 0, 0
        return photo.width, photo.height
    return 0, 0


def _gone() -> str:
    settings = RecognitionSettings.load()
    if settings is not None and settings.photoDays:
        text = _(
            "The photo of this answer is not kept any more, or never was; photos are kept for "
            "%d days. What was read stands where it stood."
        )
        return text % settings.photoDays
    return _(
        "Photos are not kept here, so what was read stands where it stood. To see photos "
        "of later answers, set “keep photos (days)” in the settings."
    )


def answer_json(row: SerialRecognition) -> str:
    """The body as it was answered, indented; "" for a failure, which had no such body."""
    if row.recognition_status == SerialRecognition.Status.ERROR:
        return ""
    body = answered(row)
    return json.dumps(body, indent=2, ensure_ascii=False)


def answered(row: SerialRecognition) -> dict[str, Any]:
    detail = detail_of(row)
    answer = Answer(
        serial_number=row.serialNumber or None,
        confidence=row.confidence or 0.0,
        location=row.location,
        additional_numbers=row.additionalNumbers,
        notes=row.notes,
        tokens=detail.tokens,
        model=detail.model,
        cached=detail.cached,
        barcodes=detail.barcodes,
        candidates=detail.candidates,
        box=detail.box,
        checks=detail.checks,
    )
    return body_as(
        answer,
        status=row.recognition_status,
        recognition_id=row.pk,
        timeline_request_id=row.timeline_request_id,
    )
