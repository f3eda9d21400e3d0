"""Weighing a vision model's claim against what the local engines saw. Pure.

The model may be right where no local engine reads anything, but it may also
invent: a value that is to be seen on the photo gains, one that is not loses.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from recognition.evidence import Kind, ModelReading, Sightings, Source
from recognition.judging.claim import Claim
from recognition.judging.confidence import PARTLY_READ, SURE, UNNAMED, UNSURE, Evidence
from recognition.judging.confusables import alike, ambiguous, plain
from recognition.judging.identifiers import checks_of
from recognition.judging.shapes import could_be_serial, plausibility


@dataclass(frozen=True, slots=True)
class Outcome:
    """The chosen claim, its probability, and what the readers disagreed about.

    ``remark`` is a sentence for the notes; ``alternative`` a value that another
    reader gave.
    """

    best: Claim | None
    confidence: float
    remark: str = ""
    alternative: str = ""

    def ranked(self, claims: Sequence[Claim]) -> list[Claim]:
        """All claims with the chosen one in front."""
        rest = [c for c in claims if self.best is None or plain(c.value) != plain(self.best.value)]
        return [self.best, *rest] if self.best else rest


def fused(
    claims: Sequence[Claim], reading: ModelReading | None, seen: Sightings, secrets: frozenset[str]
) -> Outcome:
    """The best claim; with a model's ``reading``, the two weighed against each other."""
    local = next((claim for claim in claims if claim.confidence > 0), None)
    alone = Outcome(local, local.confidence if local else 0.0)
    if reading is None:
        return alone
    value = _clean(reading.serial_number or "")
    if not could_be_serial(value.replace("?", "0")) or plain(value) in secrets:
        return _model_found_nothing(alone)
    return _weighed(claims, replace(reading, serial_number=value), value, seen, alone)


def _weighed(
    claims: Sequence[Claim], reading: ModelReading, value: str, seen: Sightings, alone: Outcome
) -> Outcome:
    same = next((c for c in claims if plain(c.value) == plain(value)), None)
    if same is not None:
        return _agreed(same, reading, seen, alone)
    similar = next((c for c in claims if c.confidence > 0 and alike(c.value, value)), None)
    if similar is not None:
        return _differ_in_lookalikes(similar, value)
    model = _model_claim(value, reading)
    if _is_visible(value, seen):
        most = 0.75 if _stands_apart(value, reading, seen) else UNSURE
        return _chosen(model, min(_trust(reading, value), most), alone)
    if seen.lines or seen.barcodes:
        return _chosen(model, min(_trust(reading, value) - 0.3, PARTLY_READ), alone)
    return Outcome(model, _trust(reading, value))


def _agreed(claim: Claim, reading: ModelReading, seen: Sightings, alone: Outcome) -> Outcome:
    """Two readers, one value. A claim the local rules exclude (a model number) stays excluded."""
    sources = tuple(s for s in Source if s in (*claim.sources, Source.MODEL))
    joint = replace(claim, sources=sources, label=claim.label or (reading.serial_label or ""))
    apart = _stands_apart(claim.value, reading, seen)
    told = bool(reading.serial_label) and apart
    named = claim.evidence.labelled or claim.evidence.weakly_labelled or told
    if claim.confidence == 0:
        return _chosen(joint, 0.4, alone)
    passing = any(claim.evidence.checks.values())
    agreed = 0.96 if named and passing else 0.93 if named else 0.75 if apart else UNSURE
    if claim.evidence.worst < 0.6 and not claim.evidence.barcode:
        agreed -= 0.1
    confidence = min(max(claim.confidence, agreed), SURE)
    remark = "The local engines and the vision model read the same value."
    return Outcome(joint, confidence, remark)


def _differ_in_lookalikes(claim: Claim, value: str) -> Outcome:
    """Readers that differ in look-alike characters only: the barcode decides, else nobody does."""
    if claim.evidence.barcode:
        remark = f"The vision model read '{value}'; the barcode decides."
        return Outcome(claim, claim.confidence, remark, value)
    checked = checks_of(value)
    if any(checked.values()) and not any(claim.evidence.checks.values()):
        model = replace(claim, value=value, evidence=replace(claim.evidence, checks=checked))
        remark = f"The text engine read '{claim.value}', which its check digit does not support."
        return Outcome(model, min(UNSURE, claim.confidence), remark, claim.value)
    remark = f"Readers differ in look-alike characters: the vision model read '{value}'."
    return Outcome(claim, min(UNSURE, claim.confidence), remark, value)


def _chosen(model: Claim, confidence: float, alone: Outcome) -> Outcome:
    """The stronger of two different values, weakened by the other one."""
    confidence = max(confidence, 0.1)
    local = alone.best
    if local is None:
        return Outcome(model, confidence)
    if alone.confidence >= confidence:
        kept = 1.0 if local.evidence.barcode and local.evidence.labelled else 0.75
        remark = f"The vision model chose '{model.value}' instead."
        return Outcome(local, alone.confidence * kept, remark, model.value)
    remark = f"The local engines would have chosen '{local.value}'."
    return Outcome(model, confidence * (1 - alone.confidence / 2), remark, local.value)


def _model_found_nothing(alone: Outcome) -> Outcome:
    if alone.best is None or alone.best.evidence.barcode:
        return alone
    return replace(
        alone, confidence=alone.confidence * 0.9, remark="The vision model found no serial number."
    )


def _trust(reading: ModelReading, value: str) -> float:
    """What a lone model's value is worth: its own figure is capped, and look-alikes cost."""
    if "?" in value:
        return min(reading.confidence, PARTLY_READ)
    if not reading.serial_label:
        return min(reading.confidence, UNNAMED)
    own = min(reading.confidence, 0.85)
    return max(own - 0.05 * ambiguous(value), min(own, UNNAMED))


def _is_visible(value: str, seen: Sightings) -> bool:
    wanted = plain(value)
    texts = [line.text for line in seen.lines] + [barcode.text for barcode in seen.barcodes]
    return any(wanted in plain(text) for text in texts)


def _stands_apart(value: str, reading: ModelReading, seen: Sightings) -> bool:
    """Whether the value has a line to itself, or with the label that the model names.

    In a sentence it may be what a sticker tells the model to answer.
    """
    alone, labelled = plain(value), plain((reading.serial_label or "") + value)
    lines = {plain(line.text) for line in seen.lines}
    return bool(lines & {alone, labelled}) or any(alone in plain(b.text) for b in seen.barcodes)


def _model_claim(value: str, reading: ModelReading) -> Claim:
    evidence = Evidence(
        Kind.SERIAL,
        labelled=bool(reading.serial_label),
        plausible=plausibility(value),
        checks=checks_of(value),
    )
    return Claim(value, None, (Source.MODEL,), evidence, reading.serial_label or "")


def _clean(value: str) -> str:
    """NFKC, no control characters, single blanks (§7.1)."""
    normal = unicodedata.normalize("NFKC", value)
    visible = "".join(c for c in normal if not unicodedata.category(c).startswith("C") or c == " ")
    return " ".join(visible.split())
