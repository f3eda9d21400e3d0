"""What goes over the wire, byte for byte as the seed documents it. Pure.

``Answer`` is a verdict with what it cost; it is stored as JSON (job, cache) and
turned into a body only when it is given, because the threshold is applied then.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from core.geometry import Quad
from recognition.evidence import Candidate, Verdict

NOTHING_FOUND = "No serial number could be detected in the image"
SUCCESS, LOW_CONFIDENCE, FAILED = "success", "low_confidence", "failed"
_BARCODE_KEYS = ("format", "text", "kind")
_CANDIDATE_KEYS = ("value", "kind", "confidence", "sources", "label", "box", "checks")


@dataclass(frozen=True, slots=True)
class Answer:
    """A verdict as plain JSON values, with tokens, model and whether it came from the cache.

    ``seen`` and each candidate's ``why`` are for the admin and never go over the wire.
    """

    serial_number: str | None
    confidence: float
    location: str
    additional_numbers: list[str]
    notes: str
    tokens: int
    model: str
    cached: bool
    barcodes: list[dict[str, str]]
    candidates: list[dict[str, Any]]
    box: list[list[float]] | None
    checks: dict[str, bool]
    seen: dict[str, Any] = field(default_factory=dict)


def answer_of(verdict: Verdict, *, tokens: int, model: str) -> Answer:
    """The answer a verdict amounts to. ``model`` is "" when no vision model was heard."""
    return Answer(
        serial_number=verdict.serial_number,
        confidence=round(verdict.confidence, 4),
        location=verdict.location[:120],
        additional_numbers=list(verdict.additional_numbers),
        notes=verdict.notes[:500],
        tokens=tokens,
        model=model or "local",
        cached=False,
        # PostgreSQL's JSON takes every character of a payload but NUL.
        barcodes=[
            {"format": f, "text": t.replace("\0", ""), "kind": k} for f, t, k in verdict.barcodes
        ],
        candidates=[_candidate(candidate) for candidate in verdict.candidates],
        box=_corners(verdict.box),
        checks=dict(verdict.checks),
        seen=dict(verdict.seen),
    )


def status_of(answer: Answer, threshold: float) -> str:
    """``success`` at or above the threshold, compared with the number the client sees."""
    if not answer.serial_number:
        return FAILED
    return SUCCESS if answer.confidence >= threshold else LOW_CONFIDENCE


def body_of(
    answer: Answer, *, threshold: float, recognition_id: str, timeline_request_id: str
) -> dict[str, Any]:
    """The JSON body of an answer that is given under ``threshold``."""
    return body_as(
        answer,
        status=status_of(answer, threshold),
        recognition_id=recognition_id,
        timeline_request_id=timeline_request_id,
    )


def body_as(
    answer: Answer, *, status: str, recognition_id: str, timeline_request_id: str
) -> dict[str, Any]:
    """The JSON body: the seed's keys in the seed's order, then the additive ones."""
    extras: dict[str, Any] = {
        "recognitionId": recognition_id,
        "timeline_request_id": timeline_request_id,
        "cached": answer.cached,
        "barcodes": _ordered(answer.barcodes, _BARCODE_KEYS),
        "candidates": _ordered(answer.candidates, _CANDIDATE_KEYS),
        "box": answer.box,
        "checks": answer.checks,
        "model": answer.model,
    }
    if status == FAILED:
        head: dict[str, Any] = {"data": {"message": NOTHING_FOUND}}
        return {**head, "recognitionStatus": status, "tokens": answer.tokens, **extras}
    five = {
        "serialNumber": answer.serial_number,
        "confidence": answer.confidence,
        "location": answer.location,
        "additionalNumbers": answer.additional_numbers,
        "notes": answer.notes,
    }
    return {**five, "recognitionStatus": status, "tokens": answer.tokens, "data": five, **extras}


def _ordered(entries: list[dict[str, Any]], keys: tuple[str, ...]) -> list[dict[str, Any]]:
    """PostgreSQL's JSON forgets the order of keys; on the wire it is always the same."""
    return [{key: entry[key] for key in keys} for entry in entries]


def _candidate(candidate: Candidate) -> dict[str, Any]:
    return {
        "value": candidate.value,
        "kind": str(candidate.kind),
        "confidence": round(candidate.confidence, 4),
        "sources": [str(source) for source in candidate.sources],
        "label": candidate.label,
        "box": _corners(candidate.quad),
        "checks": dict(candidate.checks),
        "why": dict(candidate.why),
    }


def _corners(quad: Quad | None) -> list[list[float]] | None:
    return [[round(p.x, 1), round(p.y, 1)] for p in quad] if quad else None
