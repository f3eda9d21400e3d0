"""From everything seen on a photo to one verdict with its evidence. Pure.

Text on a photo is data: nothing printed there is obeyed, and a secret printed
there is in no part of the verdict.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from core.engines import Barcode
from recognition.evidence import (
    Candidate,
    Kind,
    ModelReading,
    Sightings,
    Source,
    Verdict,
)
from recognition.judging.claim import Claim
from recognition.judging.claims import claims_of
from recognition.judging.confusables import plain
from recognition.judging.fusion import fused
from recognition.judging.location import region, sentence
from recognition.judging.notes import notes_on, nothing_found
from recognition.judging.payloads import findings, is_secret
from recognition.judging.telling import seen_json, why

_MOST_NUMBERS = 20
_LONGEST_NUMBER = 64
_MOST_CANDIDATES = 10


def decide(seen: Sightings, reading: ModelReading | None = None) -> Verdict:
    """The serial number on the photo, with the probability that it is right.

    ``reading`` is a vision model's claim; it is checked against what was seen.
    A value is returned even when it is improbable: the threshold is the caller's.
    """
    claims, secrets = claims_of(seen)
    outcome = fused(claims, reading, seen, secrets)
    best = outcome.best
    codes = _codes(seen, claims, secrets)
    told = Verdict(
        serial_number=None,
        confidence=0.0,
        location="",
        additional_numbers=_others(claims, reading, secrets, best.value if best else ""),
        notes=notes_on(best, claims, outcome) if best else nothing_found(seen, claims),
        candidates=_candidates(outcome.ranked(claims) if best else claims),
        barcodes=tuple((code.format, code.text, kind.value) for code, kind in codes),
        seen=seen_json(seen, claims, codes, outcome, secrets),
    )
    return replace(told, **_won(best, outcome.confidence, seen)) if best else told


def _won(best: Claim, confidence: float, seen: Sightings) -> dict[str, Any]:
    """What a verdict says of the claim that won."""
    place = region(best.quad, seen.width, seen.height) if best.quad else ""
    barcode = Source.BARCODE in best.sources
    return {
        "serial_number": best.value,
        "confidence": round(confidence, 4),
        "location": sentence(barcode=barcode, label=best.label, place=place),
        "box": best.quad,
        "checks": dict(best.evidence.checks),
    }


def _candidates(claims: Sequence[Claim]) -> tuple[Candidate, ...]:
    return tuple(
        Candidate(
            value=claim.value,
            kind=claim.evidence.kind,
            sources=claim.sources,
            confidence=round(claim.confidence, 4),
            label=claim.label,
            quad=claim.quad,
            checks=dict(claim.evidence.checks),
            why=why(claim),
        )
        for claim in claims[:_MOST_CANDIDATES]
        if claim.confidence > 0
    )


def _others(
    claims: Sequence[Claim], reading: ModelReading | None, secrets: frozenset[str], serial: str
) -> tuple[str, ...]:
    """Other numbers of use: named ones, decoded ones, and what looks like a number of the thing."""
    values = [claim.value for claim in claims if _is_worth_telling(claim)]
    if reading is not None:
        values += [value for value, kind in reading.additional if kind is not Kind.SECRET]
    unlike = secrets | {plain(serial)}
    kept: dict[str, str] = {}
    for value in values:
        if plain(value) and plain(value) not in unlike:
            kept.setdefault(plain(value), value[:_LONGEST_NUMBER])
    return tuple(kept.values())[:_MOST_NUMBERS]


def _is_worth_telling(claim: Claim) -> bool:
    evidence = claim.evidence
    if evidence.kind in (Kind.RATING, Kind.SECRET):
        return False
    named = bool(claim.label) or evidence.barcode
    return evidence.barcode or (evidence.worst >= 0.8 and (named or evidence.plausible >= 0.5))


def _codes(
    seen: Sightings, claims: Sequence[Claim], secrets: frozenset[str]
) -> list[tuple[Barcode, Kind]]:
    """Each open barcode with its kind; one that holds several values has the serial's kind."""
    kinds = {plain(claim.value): claim.evidence.kind for claim in claims}
    found = []
    for barcode in seen.barcodes:
        declared = findings(barcode.text, barcode.symbology_identifier)
        values = {plain(barcode.text), *(plain(finding.value) for finding in declared)}
        if values & secrets or is_secret(barcode.text, barcode.symbology_identifier):
            continue
        stated = [finding.kind for finding in declared]
        bare = kinds.get(plain(barcode.text), Kind.OTHER)
        kind = Kind.SERIAL if Kind.SERIAL in stated else next(iter(stated), bare)
        found.append((barcode, kind))
    return found
