"""Check digits of the identifiers printed on labels. Pure arithmetic on strings.

Every function takes the bare value (no blanks, no hyphens, capitals) and says
whether shape *and* check digit are right. A failing check never means that a
character may be replaced: it is evidence, no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_VIN_VALUES = {
    **{str(digit): digit for digit in range(10)},
    **dict(zip("ABCDEFGH", range(1, 9), strict=True)),
    **dict(zip("JKLMN", range(1, 6), strict=True)),
    **{"P": 7, "R": 9},
    **dict(zip("STUVWXYZ", range(2, 10), strict=True)),
}
_CONTAINER_VALUES = {
    **{str(digit): digit for digit in range(10)},
    **dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", (n for n in range(10, 39) if n % 11), strict=True)),
}


def luhn(digits: str, *, base: int = 10) -> bool:
    """The Luhn check over ``digits`` including the check digit; base 16 for MEID."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit, base) * (1 + place % 2)
        total += value // base + value % base
    return total % base == 0


def is_imei(value: str) -> bool:
    """15 digits, the last one a Luhn digit (3GPP TS 23.003)."""
    return re.fullmatch(r"\d{15}", value) is not None and luhn(value)


def is_iccid(value: str) -> bool:
    """19 or 20 digits beginning with 89 (ITU-T E.118), the last one a Luhn digit."""
    return re.fullmatch(r"89\d{17,18}", value) is not None and luhn(value)


def is_meid(value: str) -> bool:
    """14 hexadecimal digits and one Luhn digit in base 16; the first is A or above."""
    return re.fullmatch(r"[A-F][0-9A-F]{14}", value) is not None and luhn(value, base=16)


def is_vin(value: str) -> bool:
    """17 characters without I, O, Q and a right check digit (49 CFR 565.15; not used in the EU)."""
    if not has_vin_shape(value):
        return False
    total = sum(_VIN_VALUES[c] * weight for c, weight in zip(value, _VIN_WEIGHTS, strict=True))
    return value[8] == "0123456789X"[total % 11]


def has_vin_shape(value: str) -> bool:
    """ISO 3779: 17 characters without I, O, Q, the last four of them digits."""
    return re.fullmatch(r"[A-HJ-NPR-Z0-9]{13}\d{4}", value) is not None


def is_container(value: str) -> bool:
    """ISO 6346: owner code, U, J or Z, six digits and a right check digit."""
    if not has_container_shape(value):
        return False
    total = sum(_CONTAINER_VALUES[c] << place for place, c in enumerate(value[:10]))
    return int(value[10]) == total % 11 % 10


def has_container_shape(value: str) -> bool:
    return re.fullmatch(r"[A-Z]{3}[UJZ]\d{7}", value) is not None


def is_gtin(value: str) -> bool:
    """8, 12, 13 or 14 digits with a right GS1 check digit."""
    if re.fullmatch(r"\d{8}|\d{12,14}", value) is None:
        return False
    weighted = (int(d) * (3 if place % 2 else 1) for place, d in enumerate(reversed(value)))
    return sum(weighted) % 10 == 0


def is_mac(value: str) -> bool:
    """12 or 16 hexadecimal digits in pairs or fours with separators (EUI-48, EUI-64)."""
    pairs = r"[0-9A-F]{2}([:-][0-9A-F]{2}){5}(([:-])[0-9A-F]{2}){0,2}"
    fours = r"[0-9A-F]{4}(\.[0-9A-F]{4}){2,3}"
    return re.fullmatch(f"{pairs}|{fours}", value.upper()) is not None


def has_bare_mac_shape(value: str) -> bool:
    """12 hexadecimal digits without separators, letters among them, not a multicast address."""
    if re.fullmatch(r"(?=.*[A-F])(?=.*\d)[0-9A-F]{12}", value.upper()) is None:
        return False
    return int(value[:2], 16) & 1 == 0


def checks_of(value: str, names: Iterable[str] = ()) -> dict[str, bool]:
    """Check digits that apply to ``value`` by its shape: name and outcome.

    ``names`` adds identifiers that a label claims the value to be, so that a
    number labelled IMEI which fails its check is reported as failing. Shapes that
    ordinary serial numbers have too (15 digits, a GTIN's length) count by
    themselves only when the check passes.
    """
    bare = re.sub(r"[\s-]", "", value).upper()
    outcome = {name: True for name, test in _TESTS.items() if test(bare)}
    if has_container_shape(bare):
        outcome["iso6346"] = is_container(bare)
    if has_vin_shape(bare) and re.search(r"[A-Z]", bare):
        outcome["vin"] = is_vin(bare)
    for name in names:
        if name in _TESTS:
            outcome.setdefault(name, _TESTS[name](bare))
    return outcome


_TESTS = {
    "imei": is_imei,
    "iccid": is_iccid,
    "meid": is_meid,
    "gtin": is_gtin,
}
