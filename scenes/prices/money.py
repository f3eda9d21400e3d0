"""Amounts of money in a line of print, of any country; and what is no price at all. Pure.

Numbers that measure or count something (500 ml, 12 pcs, -20 %, x 24), dates, times and the
digits of barcodes are no amounts. Amounts for a measure (9.98 / kg) are marked.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from scenes.prices.currencies import NAMES, SIGNS, UNDIVIDED
from scenes.prices.numerals import NUMBER, is_dashed, is_sensible, value_of

_MEASURES = (
    r"(?:k?g|gr|grams?|mg|ml|cl|dl|l|ltr?|lit(?:er|re)s?|oz|lbs?|pcs?|pieces?|st(?:k|ck|ück)?|szt|ks|"
    r"mm|cm|m|w|v|kcal|kj|%|°c?|"
    r"кг|г|гр|мл|л|шт|см|уп|กก|กรัม|มล|ก|ชิ้น|ขวด|แพ็ค|"
    r"袋|個|枚|本|入|包|缶|束|杯|箱|粒|食|人|段|種|年|月|日|分|時|歳|号|"
    r"割引|割|円引|ポイント|pt|points?|克|毫升|升|公斤|片|瓶|盒|개|병|그램)"
)
_AFTER_MEASURE = re.compile(rf"\s*(?:[x×*]|{_MEASURES}(?![^\W\d_])|[袋個枚本入包缶束%割])", re.I)
_BEFORE_COUNT = re.compile(
    r"(?:[x×*+#№/]|no\.?|art\.?|арт\.?|код|(?:^|[\d\s])[-−]|ean|plu)\s*$", re.I
)
_MEASURE_ALONE = re.compile(rf"{_MEASURES}[\W℮e]*", re.I)
_PER = re.compile(
    rf"(?:/|per\b|pro\b|je\b|za\b|за\b|par\b|por\b|al\b|a\b|ต่อ|当たり|あたり|each)\s*(?:\d+\s*)?{_MEASURES}"
    rf"|\d\s*{_MEASURES}\s*(?:=|当|あたり|:|za\b|per\b|за\b)"
    r"|unit\s*price|grundpreis|prix\s*au|cena\s*za\s*(?:kg|l)\b|цена\s*за\s*(?:кг|1)",
    re.I,
)
_TAX_WITH = re.compile(
    r"税込|稅込|税入|内税|incl|inkl|tax\s*in|vat\s*in|ttc|с\s*ндс|รวม\s*ภาษี|含税|tasse\s*incl", re.I
)
_TAX_WITHOUT = re.compile(
    r"税抜|稅抜|税別|本体|外税|\+\s*税|excl|exkl|ex\.?\s*vat|\bht\b|без\s*ндс|netto|tax\s*ex", re.I
)
_OLD = re.compile(
    r"\b(?:was|before|rrp|uvp|statt|war|avant|antes|prima|reg(?:ular)?|старая|без\s*карты)\b"
    r"|通常|当店通常|定価|メーカー希望|原价|ปกติ|ราคาเดิม",
    re.I,
)
_DATE = re.compile(
    r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|(?<!\d)\d{1,2}:[0-5]\d(?!\d)|\d{4}年|\d+\s*月\s*\d+\s*日"
)
_SIGN = re.compile(SIGNS, re.I)
_BAHT = re.compile(r"[Bß]\s?")
"""As the sign of the baht is read where an engine does not know it, and often written."""
_SIGN_BEFORE = re.compile(rf"(?:{SIGNS})\s*[.:]?\s*$", re.I)
_SIGN_AFTER = re.compile(rf"\s*[.,]?-?\s*(?:{SIGNS})", re.I)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in ``text[start:end]`` of the line as :func:`plain` writes it.

    ``currency`` is an ISO 4217 code or a sign, "" where none is written. ``sure`` (0-1) says
    how much the writing alone makes it a price. ``per_measure``: it is for a kilogram, 100 g
    or the like. ``taxed`` is True or False where the line says so. ``old``: the line calls it
    a former price.
    """

    value: float
    start: int
    end: int
    currency: str = ""
    sure: float = 0.5
    per_measure: bool = False
    taxed: bool | None = None
    old: bool = False


def plain(text: str) -> str:
    """``text`` with full-width and raised digits as plain ones, of the same length or shorter."""
    spaced = unicodedata.normalize("NFKC", text.replace("\N{FULLWIDTH YEN SIGN}", "¥"))
    return spaced.replace("，", ",").replace("．", ".").strip()


def currency_in(text: str) -> str:
    """The currency that ``text`` writes, "" where it writes none."""
    line = plain(text)
    sign = _SIGN.search(line)
    if sign is None:
        return "JPY" if _TAX_WITH.search(line) and "税" in line else ""
    code = NAMES[sign.group().lower()]
    return "JPY" if code == "¥" and re.search(r"[぀-ヿ円税]", line) else code


def taxed_in(text: str) -> bool | None:
    """Does ``text`` speak of a price with tax, or of one without?"""
    line = plain(text)
    if _TAX_WITH.search(line):
        return True
    return False if _TAX_WITHOUT.search(line) else None


def is_per_measure(text: str) -> bool:
    """Does ``text`` speak of the price of a measure (per kg, / 100 g)?"""
    return bool(_PER.search(plain(text)))


def is_measure(text: str) -> bool:
    """Is ``text`` nothing but a unit of content (g, ml, pcs)?"""
    return bool(_MEASURE_ALONE.fullmatch(plain(text)))


def contents_in(text: str) -> set[str]:
    """The numbers in ``text``, as written, that measure or count something (0.75 L)."""
    line = plain(text)
    return {m.group() for m in NUMBER.finditer(line) if _AFTER_MEASURE.match(line[m.end() :])}


def amounts_in(text: str) -> list[Amount]:
    """Every amount that may be a price in one line of print, from left to right."""
    line = plain(text)
    dates = [match.span() for match in _DATE.finditer(line) if not _is_money(match.group(), line)]
    found = (_amount(line, match) for match in NUMBER.finditer(line) if _outside(match, dates))
    return [amount for amount in found if amount is not None]


def _is_money(date: str, line: str) -> bool:
    """Swedish shops write 12:90 and others 1.299.00; a currency beside it says so."""
    return bool(_SIGN.search(line)) and len(re.findall(r"[./-]", date)) < 2


def _outside(match: re.Match[str], spans: list[tuple[int, int]]) -> bool:
    return all(match.end() <= start or match.start() >= end for start, end in spans)


def _amount(line: str, match: re.Match[str]) -> Amount | None:
    before, after = line[: match.start()], line[match.end() :]
    currency = _currency_beside(before, after, line)
    if not currency and (_AFTER_MEASURE.match(after) or _BEFORE_COUNT.search(before)):
        return None
    if not (_SIGN_BEFORE.search(before) or _BAHT.fullmatch(before)) and _ends_in_letter(before):
        return None
    value, decimals = value_of(match, currency)
    if value is None or not is_sensible(match, value, decimals, currency):
        return None
    # "B 12" may be a vitamin as well: it makes no price of itself.
    bare = match.group().isdigit() and (not currency or bool(_BAHT.fullmatch(before)))
    sure = 0.5 + 0.3 * bool(currency) + 0.3 * (decimals >= 2) + 0.2 * is_dashed(match)
    return Amount(
        value=value,
        start=match.start(),
        end=match.end(),
        currency=currency,
        sure=0.5 if bare else min(sure, 1.0),
        per_measure=bool(_PER.search(line)),
        taxed=taxed_in(line),
        old=bool(_OLD.search(line)),
    )


def _currency_beside(before: str, after: str, line: str) -> str:
    if _BAHT.fullmatch(before):
        return "THB"
    sign = _SIGN_BEFORE.search(before) or _SIGN_AFTER.match(after)
    if sign is None:
        return ""
    found = _SIGN.search(sign.group())
    code = NAMES[found.group().lower()] if found else ""
    return "JPY" if code == "¥" and re.search(r"[぀-ヿ円税]", line) else code


def _ends_in_letter(text: str) -> bool:
    """Of an alphabet, that is: in Japanese a price follows a word directly."""
    letter = text[-1:]
    return letter.isalpha() and (letter.isascii() or "CYRILLIC" in unicodedata.name(letter, ""))


def is_whole(currency: str) -> bool:
    """Do shops write no fractions of ``currency``?"""
    return currency in UNDIVIDED
