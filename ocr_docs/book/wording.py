"""The fixed words of names and addresses, put right where they were misread. Pure.

Only words that every book has are touched: titles, "จำกัด (มหาชน)", the words for
parts of an address, the province at its end. Names of people and places are left as read.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ocr_docs.book.lists import PROVINCES, TITLES
from ocr_docs.book.snapping import snapped
from ocr_docs.book.spelling import distance, glyphs, weight

_PARTS = ("หมู่ที่", "หมู่", "ตำบล", "อำเภอ", "จังหวัด", "แขวง", "เขต", "ถนน", "ซอย")
_SHORT = ("ต.", "อ.", "จ.", "ถ.", "ซ.")
_ENDINGS = ("จำกัด", "(มหาชน)", "มหาชน")
_PROVINCES = tuple(PROVINCES.values())
_PROVINCE = re.compile(r"^(จ\.|จังหวัด|อ\.เมือง|อำเภอเมือง)(.+)$")
_PROVINCE_HEAD = re.compile(r"จ{1,2}(?:[.,]|[าะ]{1,2})?|[ขชซงย]\.")
_LONE_HEAD = re.compile(r"จะ|จจ\.|[ขชซงย]\.")
_POSTCODE = re.compile(r"\d{5}")
_PART = 0.3
_LONG = 4.0
_COMPANY = ("บริษัท", "บจก.", "หจก.", "ห้างหุ้นส่วนจำกัด")
_LIMITED, _MISREAD_LIMITED = "จำกัด", 0.5
"""Every company's name ends in this word: half of it may be misread."""

_LEASE = re.compile("ล[ิึื]?ส$")
_TRADES = (
    "ลีสซิ่ง",
    "เช่าซื้อ",
    "แคปปิตอล",
    "ออโต้ลีส",
    "โลจิสติกส์",
    "วิศวกรรม",
    "ก่อสร้าง",
    "มอเตอร์",
    "เซอร์วิส",
    "อุตสาหกรรม",
    "เทรดดิ้ง",
    "ไฟแนนซ์",
    "พาณิชย์",
    "ทรานสปอร์ต",
)
"""Words that names of companies end in, grown together with what is before them."""

_TRADE = 1.0
"""How much of such a word may be misread: one letter, or two marks."""

_TONES = "่้๊๋"
_DOTTED = re.compile(r"(?<=\d)\. ?(?=[ก-ฮเ-ไ])|(?<=หมู่ที่)\. ?(?=\d)")
"""A full stop behind a number or a whole word is a dot of the line to write on."""

_LEADING_LAST = re.compile(r"(?<=\d)[เ-ไ]+(?= |$)")
"""Vowels that stand before their letter end no number."""

_DOUBLED = re.compile("([ัิีึืฺุู็์ํ])\\1+")
_TWO_TONES = re.compile(f"([{_TONES}])\\1+")
_LOST_MARK = re.compile(f"(?<![ก-ฮ\\u0e30-\\u0e4e])[ัิีึืฺุู็์ํ{_TONES}]+")


class Worded(NamedTuple):
    """A text, and the share of it that was put right."""

    text: str
    mended: float


def name(text: str) -> Worded:
    """A person's or company's name with its title and ending put right."""
    words = legal(text).split(" ")
    words[0] = _whole(words[0], tuple(t for t in TITLES if weight(t) >= _LONG)) or words[0]
    if len(words) > 1:
        words[1:] = [_whole(word, _ENDINGS) or word for word in words[1:]]
    if words[0] == _COMPANY[0] and _LIMITED not in words:
        words[1:] = _limited(words[1:])
    if words[0] in _COMPANY:
        words[1:] = [_with_trade(word) for word in words[1:]]
    return _worded(text, " ".join(words))


def _limited(words: list[str]) -> list[str]:
    """``words`` of a company's name with จำกัด, its last one but (มหาชน), put right."""
    last = len(words) - 1 - (words[-1:] == ["(มหาชน)"])
    if last < 1:
        return words
    entry = snapped(words[last], (_LIMITED,), _MISREAD_LIMITED)
    return [*words[:last], entry.value if entry else words[last], *words[last + 1 :]]


def address(text: str) -> Worded:
    """An address with the words for its parts and its province put right."""
    words = []
    for word in _joined(_DOTTED.sub(" ", legal(text)).split(" ")):
        mended = _whole(word, _PARTS) or _headed(word)
        match = _PROVINCE.match(mended)
        if match:
            head, place = match.groups()
            entry = snapped(place, _PROVINCES)
            mended = head + (entry.value if entry else place)
        words.append(mended)
    if len(words) > 1 and words[-1] in _PROVINCES and _LONE_HEAD.fullmatch(words[-2]):
        words[-2:] = ["".join(words[-2:])]
    last = -2 if len(words) > 1 and _POSTCODE.fullmatch(words[-1]) else -1
    words[last] = _of_province(words[last])
    return _worded(text, " ".join(words))


def _of_province(word: str) -> str:
    """``word``, the last of an address but its postcode, with จ. put right before a province."""
    for province in _PROVINCES:
        head = word.removesuffix(province)
        if head != word and _PROVINCE_HEAD.fullmatch(head):
            return "จ." + province
    return word


def _joined(words: list[str]) -> list[str]:
    """``words`` with a blank after ต., อ., จ., ถ. or ซ. left out where most of them have none."""
    alone = [place for place, word in enumerate(words[:-1]) if word in _SHORT]
    beside = sum(word.startswith(_SHORT) and word not in _SHORT for word in words)
    if len(alone) >= beside:
        return words
    for place in reversed(alone):
        words = [*words[:place], words[place] + words[place + 1], *words[place + 2 :]]
    return words


def legal(text: str) -> str:
    """``text`` without vowels that Thai cannot have: one mark twice, or any without its letter."""
    text = _LEADING_LAST.sub("", text)
    return _LOST_MARK.sub("", _TWO_TONES.sub(r"\1", _DOUBLED.sub(r"\1", text))).strip()


def _with_trade(word: str) -> str:
    """``word`` with the trade it ends in put right, if one is near and no other about as near."""
    found = []
    for trade in _TRADES:
        sizes = range(len(trade) - 2, min(len(trade) + 2, len(word)) + 1)
        ends = [
            (distance(glyphs(word[-size:]), glyphs(trade), looks=True), -size) for size in sizes
        ]
        misread, size = min(ends, default=(_TRADE + 1, 0))
        found.append((misread, trade, word[:size]))
    (misread, trade, head), (next_best, *_) = sorted(found)[:2]
    near = misread <= _TRADE and next_best - misread >= 1
    return head + trade if near and head else _LEASE.sub("ลีส", word)


def _whole(word: str, entries: tuple[str, ...]) -> str | None:
    entry = snapped(word, entries) if word else None
    return entry.value if entry else None


def _headed(word: str) -> str:
    """``word`` with the word for a part of an address at its start put right."""
    for part in _PARTS:
        if word.startswith(part):
            return word
    for part in _PARTS:
        found = []
        for size in (len(part), len(part) + 1, len(part) - 1):
            entry = snapped(word[:size], (part,), _PART)
            long = weight(part) >= _LONG and len(word) > size + 1
            if long and entry and entry.misread <= 1:
                found.append((entry.misread, size))
        if found:
            return part + word[min(found)[1] :]
    return word


def _worded(before: str, after: str) -> Worded:
    old, new = glyphs(before), glyphs(after)
    changed = sum(a != b for a, b in zip(old, new, strict=False)) + abs(len(old) - len(new))
    return Worded(after, min(changed, 3) / max(weight(new), 1.0))
