"""Claims by barcodes, and how print confirms them. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from core.engines import Barcode
from core.engines.strips import extent
from core.geometry import Box, box_of
from recognition.evidence import Kind, Source
from recognition.judging.claim import Claim
from recognition.judging.confidence import Evidence
from recognition.judging.confusables import nearly, plain
from recognition.judging.identifiers import checks_of, is_gtin
from recognition.judging.labelling import overlap, ties
from recognition.judging.labels import Label
from recognition.judging.marks import Sign
from recognition.judging.payloads import findings, is_secret
from recognition.judging.shapes import could_be_serial, kind_by_shape, plausibility


def barcode_claims(barcodes: Sequence[Barcode], signs: Sequence[Sign]) -> list[Claim]:
    """Claims by barcodes: what a payload declares, or its one bare value."""
    open_ones = [b for b in barcodes if not is_secret(b.text, b.symbology_identifier)]
    bound = ties(signs, [barcode.quad for barcode in open_ones], lower=2)
    named = {tie.place: signs[tie.sign].label for tie in bound}
    found: list[Claim] = []
    for index, barcode in enumerate(open_ones):
        declared = findings(barcode.text, barcode.symbology_identifier)
        if declared:
            found += [_declared(f.value, f.kind, barcode) for f in declared]
        elif could_be_serial(barcode.text.strip()):
            found.append(_bare(barcode, named.get(index)))
    return found


def _declared(value: str, kind: Kind, barcode: Barcode) -> Claim:
    evidence = Evidence(kind, barcode=True, declared=kind is Kind.SERIAL, checks=checks_of(value))
    return Claim(value, barcode.quad, (Source.BARCODE,), evidence)


def _bare(barcode: Barcode, label: Label | None) -> Claim:
    value = barcode.text.strip()
    strong = label is not None and not label.weak
    evidence = Evidence(
        kind=_kind_of_bars(barcode, label),
        barcode=True,
        labelled=strong,
        weakly_labelled=label is not None and label.weak,
        plausible=_plausible_bars(barcode, value),
        checks=checks_of(value),
    )
    words = label.words if label else ""
    return Claim(value, barcode.quad, (Source.BARCODE,), evidence, words)


_RETAIL = ("EAN", "UPC", "ISBN", "DataBar", "ITF14")


def _kind_of_bars(barcode: Barcode, label: Label | None) -> Kind:
    if barcode.format.startswith(_RETAIL):
        return Kind.GTIN
    if label is not None and not label.weak:
        return label.kind
    shape = kind_by_shape(barcode.text)
    if shape is Kind.OTHER and len(barcode.text) in (13, 14) and is_gtin(barcode.text):
        return Kind.GTIN
    if shape in (Kind.RATING, Kind.REGULATORY):
        return Kind.OTHER
    return Kind.SERIAL if shape is Kind.OTHER and label is not None else shape


def _plausible_bars(barcode: Barcode, value: str) -> float:
    """Bars are read for certain, so short and long values cost less than in print.

    Retail codes name a product and are the same on every piece: never a serial number.
    """
    if barcode.format.startswith(_RETAIL):
        return 0.0
    return max(plausibility(value), 0.9 if re.search(r"\d{4}", value) and len(value) >= 6 else 0.3)


def confirmed(bars: list[Claim], printed: list[Claim]) -> list[Claim]:
    """Give each barcode the print that repeats it, and drop misreadings and pieces of it.

    Print that says exactly what some barcode says is that one's: numbers in a row, such as the
    two IMEIs of a phone, look like slips of one another.
    """
    rest = printed
    found = []
    values = {plain(claim.value) for claim in bars}
    for claim in bars:
        others = values - {plain(claim.value)}
        same = [c for c in rest if plain(c.value) not in others and _repeats(claim, c)]
        rest = [c for c in rest if c not in same and not _is_piece(claim, c)]
        found.append(_with_print(claim, same))
    return found + rest


def _repeats(bar: Claim, print_: Claim) -> bool:
    a, b = plain(bar.value), plain(print_.value)
    return a == b or nearly(a, b) or _lacks_identifier(bar, print_)


def _lacks_identifier(bar: Claim, print_: Claim) -> bool:
    """A data identifier such as the S of "S12345" is in the bars but not in the print."""
    tail = re.escape(plain(print_.value))
    is_serial = print_.evidence.kind is Kind.SERIAL
    return is_serial and re.fullmatch(f"(1?S|SN){tail}", plain(bar.value)) is not None


def _is_piece(bar: Claim, print_: Claim) -> bool:
    piece = plain(print_.value)
    return piece in plain(bar.value) and not print_.evidence.labelled and _near(bar, print_)


def _near(bar: Claim, print_: Claim) -> bool:
    if bar.quad is None or print_.quad is None:
        return False
    box, height = box_of(bar.quad), 3 * extent(print_.quad)[1]
    other = box_of(print_.quad)
    room = Box(box.left - height, box.top - height, box.right + height, box.bottom + height)
    return overlap(room, other)


def _with_print(bar: Claim, same: list[Claim]) -> Claim:
    """The barcode's claim with what its print adds: label, kind, and that both agree."""
    if not same:
        return bar
    named = max(same, key=lambda c: (c.evidence.labelled, c.evidence.weakly_labelled))
    stripped = next((c for c in same if _lacks_identifier(bar, c)), None)
    exact = any(plain(c.value) == plain(bar.value) for c in same) or stripped is not None
    evidence = bar.evidence
    if named.evidence.labelled and not evidence.declared and evidence.kind is not Kind.GTIN:
        evidence = replace(evidence, kind=named.evidence.kind, labelled=True)
    elif named.evidence.weakly_labelled:
        evidence = replace(evidence, weakly_labelled=True)
    value = stripped.value if stripped else bar.value
    return replace(
        bar,
        value=value,
        sources=(Source.BARCODE, Source.TEXT) if exact else bar.sources,
        evidence=replace(evidence, text=exact),
        label=bar.label or named.label,
    )
