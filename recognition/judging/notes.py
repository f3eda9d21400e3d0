"""What the verdict says in words about its own evidence. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from recognition.evidence import Kind, Sightings, Source
from recognition.judging.claim import Claim
from recognition.judging.confusables import plain
from recognition.judging.fusion import Outcome

_LONGEST = 500
_NAMES = {
    Kind.IMEI: "an IMEI",
    Kind.ICCID: "a SIM card number",
    Kind.MAC: "a network address",
    Kind.ASSET_TAG: "an asset tag",
    Kind.LOT: "a lot number",
    Kind.GTIN: "a product code",
}
_CHECKS = {"imei": "IMEI", "vin": "VIN", "iso6346": "container", "gtin": "GTIN"}


def notes_on(best: Claim, claims: Sequence[Claim], outcome: Outcome) -> str:
    """A few sentences of at most 500 characters: how it was read, and what speaks against it."""
    said = [_how(best), *_checked(best), outcome.remark, *_doubts(best), *_rivals(best, claims)]
    return " ".join(sentence for sentence in said if sentence)[:_LONGEST]


def nothing_found(seen: Sightings, claims: Sequence[Claim]) -> str:
    """Why there is no serial number."""
    if not seen.lines and not seen.barcodes:
        return "No text and no barcode could be read on the photo."
    if any(claim.evidence.kind is Kind.GTIN for claim in claims):
        return "Only a product code was found, no serial number."
    return "Text was read, but nothing on the photo looks like a serial number."


def _how(best: Claim) -> str:
    evidence = best.evidence
    if evidence.kind in _NAMES:
        return f"No serial number was found; this is {_NAMES[evidence.kind]}."
    if evidence.declared:
        return "The barcode itself says that this is the serial number."
    if Source.BARCODE in best.sources:
        if Source.TEXT in best.sources:
            return "Barcode and printed text agree."
        return "Decoded from the barcode; the printed text does not confirm it."
    if best.sources == (Source.MODEL,):
        return "Read by the vision model only; no local engine saw this value."
    if not evidence.labelled and not evidence.weakly_labelled and evidence.kind is Kind.OTHER:
        return "Nothing beside this number says that it is the serial number."
    return "Repeated readings agree." if evidence.readings > 1 and not evidence.dissent else ""


def _checked(best: Claim) -> list[str]:
    return [
        f"The {_CHECKS.get(name, name)} check digit {'is right' if right else 'does not fit'}."
        for name, right in best.evidence.checks.items()
    ]


def _doubts(best: Claim) -> list[str]:
    found = []
    if best.others:
        found.append("Also read as " + ", ".join(f"'{value}'" for value in best.others[:3]) + ".")
    if best.evidence.worst < 0.9 and not best.evidence.barcode:
        found.append("A character is hard to read.")
    return found


def _rivals(best: Claim, claims: Sequence[Claim]) -> list[str]:
    near = [
        c.value
        for c in claims
        if plain(c.value) != plain(best.value) and c.confidence > 0.7 * best.confidence
    ]
    return [f"Other numbers have a similar claim: {', '.join(near[:3])}."] if near else []
