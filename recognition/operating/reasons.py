"""Why a value won or lost, in words, from the evidence kept with it. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from recognition.evidence import Kind, Source

KINDS: Mapping[str, Any] = {
    Kind.SERIAL: gettext_lazy("serial number"),
    Kind.MODEL: gettext_lazy("model"),
    Kind.PART_NUMBER: gettext_lazy("part number"),
    Kind.REVISION: gettext_lazy("revision"),
    Kind.DATE: gettext_lazy("date"),
    Kind.LOT: gettext_lazy("lot number"),
    Kind.IMEI: gettext_lazy("IMEI"),
    Kind.ICCID: gettext_lazy("SIM card number"),
    Kind.MAC: gettext_lazy("network address"),
    Kind.VIN: gettext_lazy("vehicle number (VIN)"),
    Kind.CONTAINER: gettext_lazy("container number"),
    Kind.ASSET_TAG: gettext_lazy("asset tag"),
    Kind.GTIN: gettext_lazy("product code"),
    Kind.REGULATORY: gettext_lazy("approval mark"),
    Kind.RATING: gettext_lazy("rating or unit"),
    Kind.OTHER: gettext_lazy("number without a name"),
}
_CHECKS = {"imei": "IMEI", "vin": "VIN", "iso6346": "ISO 6346", "gtin": "GTIN"}
_SERIAL = (Kind.SERIAL, Kind.VIN, Kind.CONTAINER, Kind.OTHER)
_CLEAR = 0.9
_LIKELY = 0.5


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence; ``speaks_for`` says whether it raises the confidence or lowers it."""

    text: str
    speaks_for: bool


@dataclass(frozen=True, slots=True)
class Factor:
    """One factor of a confidence, 0-1."""

    title: str
    value: float


def kind_name(kind: str) -> str:
    return str(KINDS.get(kind, kind))


def reasons(candidate: Mapping[str, Any]) -> list[Reason]:
    """What speaks for and against a stored candidate; where no evidence was kept, its checks."""
    if not candidate.get("why"):
        return list(_checked(candidate))
    said = [*_named(candidate), *_decoded(candidate), *_read(candidate), *_checked(candidate)]
    return [*said, *_beside_others(candidate)]


def factors(candidate: Mapping[str, Any]) -> list[Factor]:
    """What the confidence of a candidate is the product of."""
    why = candidate.get("why")
    if not why:
        return []
    return [
        Factor(_("It is the serial number, if it is read rightly"), why["claim"]),
        Factor(_("Each of its characters is right"), why["legible"]),
        Factor(_("No other value has as good a claim"), why["rivals"]),
    ]


def _named(candidate: Mapping[str, Any]) -> Iterator[Reason]:
    why, kind, label = candidate["why"], candidate["kind"], candidate["label"]
    if why["declared"]:
        yield Reason(_("The barcode itself says that this is the serial number."), True)
    elif kind not in _SERIAL:
        text = _("It is of another kind: %(kind)s. That counts only where nothing better is there.")
        yield Reason(text % {"kind": kind_name(kind)}, False)
    elif why["labelled"]:
        yield Reason(_("It stands beside “%s”, which names a serial number.") % label, True)
    elif why["weakly_labelled"]:
        yield Reason(_("It stands beside “%s”, which may name a serial number.") % label, True)
    elif kind in (Kind.VIN, Kind.CONTAINER):
        text = _("It is written as a %s is.")
        yield Reason(text % kind_name(kind), True)
    else:
        yield Reason(_("Nothing beside it says what it is."), False)


def _decoded(candidate: Mapping[str, Any]) -> Iterator[Reason]:
    why = candidate["why"]
    if why["barcode"]:
        yield Reason(_("It was decoded from a barcode, which is practically exact."), True)
        if why["text"]:
            yield Reason(_("The print beside the barcode says the same."), True)
        else:
            yield Reason(_("No print on the photo confirms it."), False)
    if Source.MODEL in candidate["sources"]:
        alone = candidate["sources"] == [Source.MODEL]
        text = (
            _("Only the vision model read it.") if alone else _("The vision model read the same.")
        )
        yield Reason(text, not alone)


def _read(candidate: Mapping[str, Any]) -> Iterator[Reason]:
    why = candidate["why"]
    if why["dissent"]:
        text = _("%(dissent)d of %(all)d looks at this place gave another value: %(others)s.")
        others = ", ".join(f"“{value}”" for value in why["others"]) or "–"
        looks = {"dissent": why["dissent"], "all": why["dissent"] + why["readings"]}
        yield Reason(text % {**looks, "others": others}, False)
    elif why["readings"] > 1:
        text = ngettext(
            "%d look at this place agrees.", "%d looks at this place agree.", why["readings"]
        )
        yield Reason(text % why["readings"], True)
    elif why["readings"]:
        yield Reason(_("It was read once only."), False)
    if why["worst"] < _CLEAR and not why["barcode"]:
        yield Reason(_("A character is hard to read (%.2f).") % why["worst"], False)


def _checked(candidate: Mapping[str, Any]) -> Iterator[Reason]:
    for name, is_right in candidate["checks"].items():
        names = {"name": _CHECKS.get(name, name)}
        if is_right:
            yield Reason(_("Its %(name)s check digit is right.") % names, True)
        else:
            yield Reason(_("Its %(name)s check digit does not fit.") % names, False)


def _beside_others(candidate: Mapping[str, Any]) -> Iterator[Reason]:
    why = candidate["why"]
    if why["plausible"] < _LIKELY and not why["labelled"]:
        yield Reason(_("It does not look much like a serial number."), False)
    if not why["alone"]:
        yield Reason(_("Another value on the photo has nearly as good a claim."), False)
