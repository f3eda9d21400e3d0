"""What a barcode's payload says: serial numbers, part numbers, lots. Pure; nothing is ever fetched.

Understood are GS1 element strings and Digital Links, ISO/IEC 15434 envelopes
with MH10.8.2 data identifiers, and QR codes that hold an address, key-value
text or JSON. Wi-Fi codes are secrets: they yield a finding of kind SECRET
without a value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import parse_qsl, unquote, urlsplit

from recognition.evidence import Kind

GS, RS, EOT = "\x1d", "\x1e", "\x04"

_GS1_SYMBOLOGIES = ("]C1", "]d2", "]Q3", "]e0", "]J1")
_DATES = ("11", "12", "13", "15", "16", "17")
_FIXED = {"00": 18, "01": 14, "02": 14, "20": 2, **dict.fromkeys(_DATES, 6)}
"""Application identifiers of fixed length (GS1 General Specifications, figure 7.8.5-2)."""

_GS1_KINDS = {
    "21": Kind.SERIAL,
    "250": Kind.SERIAL,
    "8004": Kind.ASSET_TAG,
    "8003": Kind.ASSET_TAG,
    "01": Kind.GTIN,
    "02": Kind.GTIN,
    "10": Kind.LOT,
    "240": Kind.PART_NUMBER,
    "241": Kind.PART_NUMBER,
    "22": Kind.OTHER,
    "235": Kind.OTHER,
    "00": Kind.OTHER,
    **dict.fromkeys(_DATES, Kind.DATE),
}
_DATA_IDENTIFIERS = {
    "S": Kind.SERIAL,
    "18S": Kind.SERIAL,
    "25S": Kind.SERIAL,
    "P": Kind.PART_NUMBER,
    "1P": Kind.PART_NUMBER,
    "2P": Kind.REVISION,
    "1T": Kind.LOT,
    "T": Kind.LOT,
    "23S": Kind.MAC,
}
_KEYS = {
    "sn": Kind.SERIAL,
    "serial": Kind.SERIAL,
    "serialno": Kind.SERIAL,
    "serialnumber": Kind.SERIAL,
    "servicetag": Kind.SERIAL,
    "pn": Kind.PART_NUMBER,
    "partno": Kind.PART_NUMBER,
    "partnumber": Kind.PART_NUMBER,
    "model": Kind.MODEL,
    "mac": Kind.MAC,
    "imei": Kind.IMEI,
    "imei1": Kind.IMEI,
    "imei2": Kind.IMEI,
    "iccid": Kind.ICCID,
    "vin": Kind.VIN,
    "lot": Kind.LOT,
    "batch": Kind.LOT,
    "gtin": Kind.GTIN,
    "pin": Kind.SECRET,
    "password": Kind.SECRET,
    "pass": Kind.SECRET,
    "pwd": Kind.SECRET,
    "key": Kind.SECRET,
    "wpa": Kind.SECRET,
    "wifikey": Kind.SECRET,
    "ssid": Kind.SECRET,
    "puk": Kind.SECRET,
}

_PAIR = re.compile(
    r"""(?:^|[;,&|{\s])["']?([A-Za-z][A-Za-z /._-]{0,16}?)["']?\s*[:=]"""
    r"""\s*["']?([^;,&|"'}\r\n]+)"""
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One value in a payload and what the payload itself says it is."""

    value: str
    kind: Kind


def findings(text: str, symbology_identifier: str) -> tuple[Finding, ...]:
    """What the payload declares, in its order; empty when it is one bare value."""
    if text.startswith("[)>" + RS):
        return _of_envelope(text)
    if symbology_identifier.startswith(_GS1_SYMBOLOGIES):
        return _of_element_string(text)
    if re.match(r"(?i)wifi:", text):
        return (Finding("", Kind.SECRET),)
    if re.match(r"(?i)https?://", text):
        return _of_address(text)
    return _of_pairs(text)


def is_secret(text: str, symbology_identifier: str = "") -> bool:
    """Whether anything in the payload must not be shown."""
    return any(found.kind is Kind.SECRET for found in findings(text, symbology_identifier))


def _of_element_string(text: str) -> tuple[Finding, ...]:
    """Split by the lengths of the application identifiers; FNC1 arrives as GS (ASCII 29)."""
    found: list[Finding] = []
    rest = text.lstrip(GS)
    while rest:
        ai = next((rest[:n] for n in (4, 3, 2) if rest[:n] in _GS1_KINDS or rest[:n] in _FIXED), "")
        if not ai:
            break
        body = rest[len(ai) :]
        length = _FIXED.get(ai)
        value = body[:length] if length else body.split(GS, 1)[0]
        rest = body[len(value) :].lstrip(GS)
        found.append(Finding(value, _GS1_KINDS.get(ai, Kind.OTHER)))
    return _main_serial_first(found)


def _main_serial_first(found: list[Finding]) -> tuple[Finding, ...]:
    """AI 21 outranks AI 250, and an asset identifier is the serial only when neither is there."""
    serials = [f for f in found if f.kind is Kind.SERIAL]
    others = [f for f in found if f.kind is not Kind.SERIAL]
    extra = [Finding(f.value, Kind.OTHER) for f in serials[1:]]
    return (*serials[:1], *others, *extra)


def _of_envelope(text: str) -> tuple[Finding, ...]:
    found = []
    for part in text.split(RS)[1:]:
        fields = part.rstrip(EOT).split(GS)
        if fields[0] not in ("05", "06"):
            continue
        for field in fields[1:]:
            match = re.match(r"(\d{0,2}[A-Z])(.+)", field)
            if match:
                kind = _DATA_IDENTIFIERS.get(match[1], Kind.OTHER)
                found.append(Finding(match[2], kind))
    return tuple(found)


def _of_address(text: str) -> tuple[Finding, ...]:
    parts = urlsplit(text)
    steps = [unquote(step) for step in parts.path.split("/") if step]
    found = []
    # GS1 Digital Link: application identifiers are path steps, from the GTIN on.
    if "01" in steps:
        start = steps.index("01")
        pairs = zip(steps[start::2], steps[start + 1 :: 2], strict=False)
        found += [Finding(value, _GS1_KINDS[ai]) for ai, value in pairs if ai in _GS1_KINDS]
    else:
        found += [
            Finding(value, _KEYS[_key(name)])
            for name, value in pairwise(steps)
            if _key(name) in _KEYS
        ]
    found += [
        Finding(value, _KEYS[_key(name)])
        for name, value in parse_qsl(parts.query)
        if _key(name) in _KEYS
    ]
    return tuple(found)


def _of_pairs(text: str) -> tuple[Finding, ...]:
    """``SN:1234;MAC:…``, one pair a line, or JSON: every key is followed by its value."""
    return tuple(
        Finding(value.strip(), _KEYS[_key(name)])
        for name, value in _PAIR.findall(text)
        if _key(name) in _KEYS
    )


def _key(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())
