"""How probable it is that a value is the serial number and read rightly. Pure.

The figures start from the evidence table in the project's reference (§8.7) and
were adjusted until they matched the share of right answers on labelled photos.
No reader's own confidence is believed; it only counts where it is low.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from recognition.evidence import Kind

SURE = 0.985
UNSURE = 0.65
"""The most that a value may get whose readers differ in look-alike characters."""

UNNAMED = 0.55
"""The most that a value may get by its looks alone."""

PARTLY_READ = 0.45


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for one value.

    ``readings`` counts the looks at its place that gave this very value, and
    ``dissent`` those that gave another one. ``worst`` is the score of its least
    certain character in its best reading. ``plausible`` is how much it looks like
    a serial number (0-1). ``alone`` says that no other value on the photo has as
    good a claim. ``given`` is the probability where it was computed elsewhere.
    """

    kind: Kind
    barcode: bool = False
    declared: bool = False
    text: bool = False
    labelled: bool = False
    weakly_labelled: bool = False
    readings: int = 0
    dissent: int = 0
    worst: float = 1.0
    plausible: float = 1.0
    alone: bool = True
    given: float = 0.0
    checks: dict[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Parts:
    """What a probability is the product of, each 0-1: that the value, if read rightly, is the
    serial number; that its characters are right; what an equally good value leaves of it."""

    claim: float
    legible: float
    rivals: float


def parts(evidence: Evidence) -> Parts:
    """The factors of :func:`probability`, before its upper bound."""
    rivals = 1.0 if evidence.alone else 0.8
    if evidence.given:
        return Parts(evidence.given, 1.0, rivals)
    return Parts(_claim(evidence), _legibility(evidence), rivals)


def probability(evidence: Evidence) -> float:
    """The probability (0-1) that the value is the right serial number, read rightly."""
    factors = parts(evidence)
    return min(factors.claim * factors.legible * factors.rivals, SURE)


def _claim(e: Evidence) -> float:
    """The probability that this value, if read rightly, is the serial number."""
    if e.kind in _NEVER:
        return 0.0
    if e.kind in _INSTEAD:
        return _INSTEAD[e.kind] if e.plausible else 0.0
    if e.declared:
        return SURE
    if e.labelled:
        if e.kind is Kind.OTHER:
            return 0.25
        return 0.985 if e.barcode else 0.97
    if e.kind is Kind.VIN:
        return 0.93 if e.checks.get("vin") else 0.6
    if e.kind is Kind.CONTAINER:
        return 0.9 if e.checks.get("iso6346") else 0.4
    if e.weakly_labelled:
        return 0.94 * float(e.plausible**0.6)
    if e.barcode:
        return 0.78 * e.plausible if e.text else 0.65 * e.plausible
    return UNNAMED * e.plausible


_NEVER = (
    Kind.MODEL,
    Kind.PART_NUMBER,
    Kind.REVISION,
    Kind.DATE,
    Kind.REGULATORY,
    Kind.RATING,
    Kind.SECRET,
)
_INSTEAD = {
    Kind.IMEI: 0.4,
    Kind.ICCID: 0.15,
    Kind.MAC: 0.4,
    Kind.ASSET_TAG: 0.3,
    Kind.LOT: 0.3,
    Kind.GTIN: 0.35,
}
"""Other identifiers, for the case that they are the only ones on the photo."""


def _legibility(e: Evidence) -> float:
    """The probability that the characters are right."""
    if e.barcode:
        return 1.0
    steady = {0: 0.8, 1: 0.85, 2: 0.93}.get(e.readings, 0.965)
    if any(e.checks.values()):
        steady = max(steady, 0.98)
    if e.dissent:
        steady *= e.readings / (e.readings + 2 * e.dissent)
    return steady * _clarity(e.worst)


def _clarity(worst: float) -> float:
    """A doubtful character halves the chances; one above 0.9 costs nothing."""
    return 1.0 if worst >= 0.9 else 0.5 + 0.5 * worst / 0.9
