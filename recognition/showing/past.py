"""What the panel keeps about requests that never were (see ``core.showing.past``)."""

from __future__ import annotations

import random
from collections.abc import Sequence

from core.models import TimelineRequest
from core.showing.past import Habits
from recognition.models import RecognitionDetail, SerialRecognition

HABITS = Habits(
    panel="recognition",
    client="warehouse-{:02}",
    steps={
        "validated": 0.3,
        "limit_checked": 1.2,
        "image_fetch": 85,
        "image_checked": 0.6,
        "cache_check": 2,
        "image_decode": 24,
        "barcode": 38,
        "ocr": 310,
        "fuse": 4,
        "saved": 6,
    },
    endings={
        (200, ""): 930,
        (400, "invalid_input"): 22,
        (400, "fetch_failed"): 15,
        (400, "unsupported_image"): 8,
        (403, "request_blocked"): 6,
        (429, "rate_limited"): 9,
        (500, "engine_timeout"): 7,
        (500, "provider_rate"): 2,
        (None, ""): 1,
    },
)
_MODELS = ["", "", "gpt-4o-mini", "qwen2.5-vl-7b-instruct"]
_COMPLAINTS = ["The last letter is wrong.", "That is the part number", "0 and O mixed up", ""]
_CALLERS_FAULTS = ("invalid_input", "request_blocked", "rate_limited")


def write(timelines: Sequence[TimelineRequest], chance: random.Random) -> None:
    """The recognitions of requests that got as far as a worker."""
    rows = [
        _row(request, chance)
        for request in timelines
        if request.status is not None and request.error_code not in _CALLERS_FAULTS
    ]
    details = [_detail(row, chance) for row in rows]
    SerialRecognition.objects.bulk_create(rows)
    RecognitionDetail.objects.bulk_create(details)
    made = {row.timeline_request_id: detail for row, detail in zip(rows, details, strict=True)}
    for request in timelines:
        if detail := made.get(str(request.pk)):
            request.answer, request.parts, request.tokens = detail.status, 1, detail.tokens


def _row(request: TimelineRequest, chance: random.Random) -> SerialRecognition:
    confidence = _confidence(chance) if request.status == 200 else None
    row = SerialRecognition(
        clientUid=request.client,
        serialNumber="".join(chance.choices("0123456789ABCDEFGHJKLMNPRSTUVWXYZ", k=11)),
        confidence=confidence,
        recognition_status=_status(confidence),
        fileName="label.jpg",
        timeline_request_id=str(request.pk),
        created_at=request.created_at,
        ai_execution_time=0.4,
    )
    if not confidence:
        row.serialNumber = ""
    elif chance.random() < 0.04:
        _rate(row, confidence, chance)
    return row


def _confidence(chance: random.Random) -> float:
    """0 is nothing found; the rest piles up near 1."""
    return 0.0 if chance.random() < 0.06 else round(1 - chance.betavariate(0.5, 3.5), 4)


def _status(confidence: float | None) -> str:
    if confidence is None:
        return SerialRecognition.Status.ERROR
    if not confidence:
        return SerialRecognition.Status.FAILED
    sure = confidence >= 0.7
    return SerialRecognition.Status.SUCCESS if sure else SerialRecognition.Status.LOW_CONFIDENCE


def _rate(row: SerialRecognition, confidence: float, chance: random.Random) -> None:
    right = chance.random() < confidence
    row.rating = chance.choice((4, 5, 5) if right else (1, 1, 2, 3))
    row.feedback = "" if right else chance.choice(_COMPLAINTS)


def _detail(row: SerialRecognition, chance: random.Random) -> RecognitionDetail:
    cached, model = chance.random() < 0.18, chance.choice(_MODELS)
    tokens = chance.randrange(900, 1600) if model and not cached else 0
    return RecognitionDetail(
        recognition=row,
        model=model,
        cached=cached,
        tokens=tokens,
        client=row.clientUid,
        status=row.recognition_status,
        created_at=row.created_at,
    )
