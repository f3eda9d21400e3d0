"""From sightings to claims: every value on the photo, with all that speaks for it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from core.engines import TextLine
from recognition.evidence import Candidate, Kind, Sightings, Source
from recognition.judging.barcode_claims import barcode_claims, confirmed
from recognition.judging.claim import Claim
from recognition.judging.confidence import Evidence
from recognition.judging.confusables import plain
from recognition.judging.identifiers import checks_of, is_gtin
from recognition.judging.labelling import distance, once, ties
from recognition.judging.labels import Label, labels_in
from recognition.judging.marks import Place, Sign, is_rating, places_of, signs_in
from recognition.judging.shapes import kind_by_shape, plausibility


class Claims(NamedTuple):
    """All claims on a photo, the best first, and the plain forms of the secrets on it."""

    ranked: list[Claim]
    secrets: frozenset[str]


def claims_of(seen: Sightings) -> Claims:
    """Weigh everything seen. A secret is in no claim, wherever on the photo it is repeated."""
    signs = _signs(seen.lines)
    places = places_of(seen.lines)
    labels = _labels(places, signs)
    printed = [
        _of_place(place, label, seen.lines) for place, label in zip(places, labels, strict=True)
    ]
    found = confirmed(barcode_claims(seen.barcodes, signs), printed)
    found += [_of_container(candidate) for candidate in seen.containers]
    secrets = _secrets(found, places, labels)
    open_ones = _merged(claim for claim in found if plain(claim.value) not in secrets)
    return Claims(_with_rivals(_in_shade(open_ones)), secrets)


def _secrets(
    found: Iterable[Claim], places: Sequence[Place], labels: Sequence[Label | None]
) -> frozenset[str]:
    """Every reading of what a label calls secret."""
    named = {plain(claim.value) for claim in found if claim.evidence.kind is Kind.SECRET}
    for place, label in zip(places, labels, strict=True):
        if label is not None and label.kind is Kind.SECRET:
            named |= {plain(mark.value) for mark in place.marks}
    return frozenset(named)


def _signs(lines: Iterable[TextLine]) -> list[Sign]:
    """Labels that stand alone, each once; those inside sentences are none."""
    return once(sign for line in lines if not _is_prose(line.text) for sign in signs_in(line))


def _labels(places: Sequence[Place], signs: Sequence[Sign]) -> list[Label | None]:
    """The label of each place: on its own line, else the nearest one on its left or above."""
    labels = [place.label for place in places]
    free = [i for i, label in enumerate(labels) if label is None and not is_rating(places[i])]
    for tie in ties(signs, [places[index].quad for index in free]):
        labels[free[tie.place]] = signs[tie.sign].label
    return labels


def _of_place(place: Place, label: Label | None, lines: Sequence[TextLine]) -> Claim:
    best = place.best
    prose = _is_prose(best.line.text)
    label = None if prose else label
    kind = _kind(best.value, label, place, lines)
    agreeing = [mark for mark in place.marks if mark.value == best.value]
    others = {m.value for m in place.marks if plain(m.value) != plain(best.value)}
    dissent = sum(plain(m.value) != plain(best.value) for m in place.marks)
    evidence = Evidence(
        kind=kind,
        text=True,
        labelled=label is not None and not label.weak and kind is label.kind,
        weakly_labelled=label is not None and label.weak,
        readings=len(place.marks) - dissent,
        dissent=dissent,
        worst=max(mark.score for mark in agreeing),
        plausible=0.0 if kind is Kind.GTIN else plausibility(best.value) * (0.2 if prose else 1.0),
        checks=checks_of(best.value, [kind.value] if label else []),
    )
    words = label.words if label else ""
    return Claim(best.value, best.quad, (Source.TEXT,), evidence, words, tuple(sorted(others)))


def _kind(value: str, label: Label | None, place: Place, lines: Sequence[TextLine]) -> Kind:
    if label is not None and not label.weak:
        return label.kind
    shape = kind_by_shape(value)
    if shape is not Kind.OTHER:
        return shape
    if label is None and _is_register(place, lines):
        return Kind.RATING
    if label is None and _is_product_code(place.best.line.text):
        return Kind.GTIN
    return Kind.SERIAL if label is not None else Kind.OTHER


def _is_product_code(text: str) -> bool:
    """Whether the line is an EAN or UPC as printed below its bars: groups of digits that add up."""
    return re.fullmatch(r"\d( ?\d{5,6}){2}( ?\d)?", text) is not None and is_gtin(plain(text))


_UNIT = re.compile(r"\W*(?:[kM]?Wh|kvarh|VAh|m3|m³|GJ|MJ|Nm3|km|miles|hrs?)\b", re.IGNORECASE)


def _is_register(place: Place, lines: Sequence[TextLine]) -> bool:
    """Whether a unit of what a meter counts stands directly behind the value."""
    if _UNIT.search(place.best.line.text):
        return True
    quad = place.quad
    behind = (line.quad for line in lines if _UNIT.match(line.text))
    return any((away := distance(quad, unit)) is not None and away < 3 for unit in behind)


def _is_prose(text: str) -> bool:
    """Sentences and program text name nothing: a sticker's words are data, not a label."""
    rest = text
    for label in reversed(labels_in(text)):
        rest = rest[: label.start] + " " + rest[label.end :]
    words = re.findall(r"(?<![\w-])[^\W\d_]{2,}(?![\w-])", rest)
    return len(words) >= 4 or re.search(r"""[{}]|["']\s*:""", text) is not None


def _of_container(candidate: Candidate) -> Claim:
    evidence = Evidence(
        Kind.CONTAINER, text=True, given=candidate.confidence, checks=dict(candidate.checks)
    )
    return Claim(candidate.value, candidate.quad, candidate.sources, evidence)


def _merged(claims: Iterable[Claim]) -> list[Claim]:
    """One claim for each value: print that is repeated elsewhere on the photo adds readings."""
    found: dict[str, Claim] = {}
    for claim in claims:
        key = plain(claim.value)
        known = found.get(key)
        found[key] = claim if known is None else _joined(known, claim)
    return list(found.values())


def _joined(one: Claim, other: Claim) -> Claim:
    better, worse = sorted((one, other), key=lambda claim: -claim.confidence)
    readings = better.evidence.readings + worse.evidence.readings
    sources = tuple(source for source in Source if source in (*one.sources, *other.sources))
    return replace(better, sources=sources, evidence=replace(better.evidence, readings=readings))


def _in_shade(claims: list[Claim]) -> list[Claim]:
    """Where bars were decoded, print that nothing names is half as likely to matter."""
    if not any(claim.evidence.barcode for claim in claims):
        return claims
    return [claim if _is_named(claim) else _weakened(claim, 0.5) for claim in claims]


def _is_named(claim: Claim) -> bool:
    e = claim.evidence
    return bool(e.barcode or e.labelled or e.weakly_labelled or e.given)


def _weakened(claim: Claim, share: float) -> Claim:
    return replace(
        claim, evidence=replace(claim.evidence, plausible=claim.evidence.plausible * share)
    )


def _with_rivals(claims: list[Claim]) -> list[Claim]:
    """The claims in order of confidence, each knowing whether another one is as good."""
    ranked = sorted(claims, key=lambda claim: -claim.confidence)
    if len(ranked) > 1 and ranked[1].confidence > 0.85 * ranked[0].confidence:
        level = 0.85 * ranked[0].confidence
        ranked = [
            replace(c, evidence=replace(c.evidence, alone=False)) if c.confidence > level else c
            for c in ranked
        ]
    return ranked
