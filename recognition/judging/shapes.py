"""What a bare value looks like, and how far it could be a serial number by its looks. Pure."""

from __future__ import annotations

import re

from recognition.evidence import Kind
from recognition.judging.identifiers import (
    has_bare_mac_shape,
    is_container,
    is_iccid,
    is_imei,
    is_mac,
    is_vin,
)

_UNITS = (
    r"(?:[kMmµu]?V(?:A|ac|dc|AC|DC|~|-|\.)?|[kmµ]?A|[kM]?W|[kMm]?Hz|HZ|[kM]?[Ww]h|kvarh|VAh|"
    r"kg|KG|g|lb|lbs|oz|mm|cm|m|in|°?C|°?F|K|bar|Pa|kPa|MPa|psi|l|L|ml|GB|MB|TB|rpm|min|s|h|"
    r"imp|rev|Nm|N|dB|lm|ppm|%|Ω|ohm|mAh|Ah|A/m|[mM]3|m³|m2)"
)
_NUMBER = r"[~≈\-+±]?\d+(?:[.,]\d+)?"
_RATING = re.compile(
    rf"(?:\d+\s?[xX×*]\s?)?{_NUMBER}(?:\s?[-/–~x×]\s?{_NUMBER})*\s?(?:\(\d+\))?\s?{_UNITS}\W*"
    rf"|{_NUMBER}{_UNITS}?/{_NUMBER}{_UNITS}.*"
    rf"|\d+\s?(?:imp|rev|r|p|pulse)\s?/\s?k?[wWvV].*|.*k[wWvV][hH]\W*"
    rf"|~?\d{{2,3}}/\d{{3}}\w?|\d+\(\d+\)A?|IP\s?\d\d\w?|CAT\s?I+.*|\d+[xX]\d+/\d+\w*"
)
_REGULATORY = re.compile(
    r"(?:IEC|EC|EN|ISO|DIN|BS|ANSI|IEEE|GB|GB/?T|JIS|UL|CSA|ASTM|NF|OIML|NMI|DE|CE|CLASS|CL|RoHS|"
    r"IS|AS|NZS|VDE|TUV|PTB|MID|FCC|KC|KCC|CMIIT|PAT)[\s.:]?[A-Z]?\d{2,6}(?:[-:/.]\d+)*\W*\w?"
)
_MONTH = r"(?:JAN|FEB|MAR|MAY|APR|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]*"
_YEAR = r"(?:19|20)\d\d"
_DATE = re.compile(
    rf"{_YEAR}|{_YEAR}[-/.](?:0?[1-9]|1[0-2])(?:[-/.][0-3]?\d)?|(?:0?[1-9]|1[0-2])[-/.]{_YEAR}"
    rf"|[0-3]?\d[-/.][01]?\d[-/.](?:{_YEAR}|\d\d)|\d\d[-/.][01]?\d[-/.][0-3]?\d"
    rf"|[0-3]?\d[\s.-]?{_MONTH}[\s.,-]?(?:{_YEAR}|\d\d)?|{_MONTH}[\s.,-]?(?:[0-3]?\d,?\s)?{_YEAR}"
    rf"|(?:DATE|MFG|MFD|EXP|DOM)\W?\d{{2,8}}|[Ww]\d{{1,2}}[/-]?{_YEAR}|\d\d[Ww]\d\d"
    rf"|20[0-3]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"(?i)(?:https?:|www\.).*|.+@.+\..+|[a-z0-9.-]+\.(?:com|net|org|de|eu|cn|jp).*"
)
_PHONE = re.compile(r"\+\d[\d\s()-]{7,}|\(?0\d{2,4}\)?[\s-]\d{3,4}[\s-]\d{3,4}|1-8\d\d-.*")
_ALLOWED = re.compile(r"[\w][\w\-/.:#+* ]{1,62}[\w*#]")


def kind_by_shape(value: str) -> Kind:
    """The kind that ``value`` has by its looks alone; OTHER when it could be a serial number."""
    bare = re.sub(r"[\s-]", "", value).upper()
    if is_mac(value) or has_bare_mac_shape(bare):
        return Kind.MAC
    if is_container(bare):
        return Kind.CONTAINER
    if is_vin(bare) and re.search(r"[A-Z]", bare):
        return Kind.VIN
    if is_imei(bare) and value[:2] in _IMEI_STARTS:
        return Kind.IMEI
    if is_iccid(bare):
        return Kind.ICCID
    for pattern, kind in _BY_PATTERN:
        if pattern.fullmatch(value.strip()):
            return kind
    return Kind.OTHER


_IMEI_STARTS = ("01", "35", "86", "49", "99", "44", "45", "50", "52", "53", "54", "91", "97", "98")
"""Reporting bodies that allocate type codes (GSMA TS.06); 15 digits alone are too common."""

_BY_PATTERN = (
    (_ADDRESS, Kind.RATING),
    (_DATE, Kind.DATE),
    (_RATING, Kind.RATING),
    (_REGULATORY, Kind.REGULATORY),
    (_PHONE, Kind.RATING),
)


def could_be_serial(value: str) -> bool:
    """Length 3-64, allowed characters, at least one digit, and no sentence (§7.1)."""
    if not 3 <= len(value) <= 64 or _ALLOWED.fullmatch(value) is None:
        return False
    letters = sum(c.isalpha() for c in value)
    digits = sum(c.isdigit() for c in value)
    return digits >= 1 and letters <= 24 and value.count(" ") <= 4


def plausibility(value: str) -> float:
    """How much ``value`` looks like a serial number when nothing names it: 0 to 1.

    Serial numbers usually have 6 to 20 characters, three digits or more among
    them, and carry no lower-case words; short numbers are everywhere.
    """
    bare = re.sub(r"[\s\-/.]", "", value)
    digits = sum(c.isdigit() for c in bare)
    if digits < 3 or not could_be_serial(value):
        return 0.0
    length = {4: 0.1, 5: 0.25, 6: 0.5, 7: 0.7, 8: 0.85}.get(len(bare), 1.0)
    if len(bare) < 4:
        return 0.0
    if len(bare) > 20:
        length = 0.6
    worn = 0.5 if re.search(r"[a-z]{2}", bare) else 1.0
    odd = 0.7 ** len(re.findall(r"[^\w\-]", value))
    share = min(1.0, 0.4 + digits / len(bare))
    # Scales and blanked fields: 10000, 000000, 100001000.
    varied = {1: 0.05, 2: 0.35, 3: 0.8}.get(len(set(bare)), 1.0)
    return length * worn * odd * share * varied
