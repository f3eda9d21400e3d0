"""Currencies as price tags write them. Pure data."""

from __future__ import annotations

import re

_WRITTEN: dict[str, tuple[str, ...]] = {
    "EUR": ("€", "eur", "euro"),
    "USD": ("us$", "usd"),
    "GBP": ("£", "gbp"),
    "RUB": ("₽", "руб", "rub", "р."),
    "KZT": ("₸", "тенге", "kzt", "тг", "тң"),
    "THB": ("฿", "บาท", "thb", "baht"),
    "JPY": ("円", "jpy", "yen"),
    "CNY": ("元", "cny", "rmb"),
    "KRW": ("₩", "원", "krw"),
    "INR": ("₹", "inr", "rs.", "rs", "mrp"),
    "UAH": ("₴", "грн", "uah"),
    "PLN": ("zł", "pln"),
    "CZK": ("kč", "czk"),
    "HUF": ("ft", "huf"),
    "RON": ("lei", "ron"),
    "TRY": ("₺", "try", "tl"),
    "CHF": ("chf", "fr."),
    "BRL": ("r$", "brl"),
    "VND": ("₫", "đ", "vnd"),
    "IDR": ("rp", "idr"),
    "MYR": ("rm", "myr"),
    "PHP": ("₱", "php"),
    "ILS": ("₪", "ils"),
    "GEL": ("₾", "gel"),
    "AMD": ("֏", "amd"),
    "AZN": ("₼", "azn"),
    "BYN": ("byn",),
    "SEK": ("sek",),
    "NOK": ("nok",),
    "DKK": ("dkk",),
    "AUD": ("a$", "aud"),
    "CAD": ("c$", "cad"),
    "SGD": ("s$", "sgd"),
    "HKD": ("hk$", "hkd"),
    "TWD": ("nt$", "twd"),
    "MXN": ("mx$", "mxn"),
    "ZAR": ("zar",),
    "AED": ("aed", "dhs"),
    "SAR": ("sar",),
    "KWD": ("kwd", "k.d."),
    "BHD": ("bhd",),
    "OMR": ("omr",),
}
"""ISO 4217 code -> how it is written, in small letters."""

_SHARED = ("¥", "$", "kr")
"""Signs of more than one currency: they stand for themselves."""

NAMES: dict[str, str] = {
    written: code for code, all_written in _WRITTEN.items() for written in all_written
} | {sign: sign for sign in _SHARED}
"""As written, in small letters -> ISO 4217 code, or the sign where several share it."""

UNDIVIDED = frozenset({"JPY", "KRW", "VND", "IDR", "HUF", "AMD"})
"""Shops write no fraction of these."""

THOUSANDTHS = frozenset({"KWD", "BHD", "OMR"})
"""Their unit is divided into thousandths."""


def _pattern(written: str) -> str:
    """A name made of letters must not be part of a longer word."""
    edges = (r"(?<![^\W\d_])" if written[0].isalpha() else "", r"(?![^\W\d_])")
    after = edges[1] if written[-1].isalpha() else ""
    return f"{edges[0]}{re.escape(written)}{after}" if _spelled(written) else re.escape(written)


def _spelled(written: str) -> bool:
    return written[0].isalpha() and written not in ("円", "元", "원", "บาท")


SIGNS = "|".join(_pattern(written) for written in sorted(NAMES, key=len, reverse=True))
"""A regular expression for any of them; case is to be ignored."""
