"""What the blanks of Thai forms are filled in with: made up, from lists of words and names."""

from __future__ import annotations

import string

from numpy.random import Generator

from ocr_docs.training import thai_vocabulary as vocabulary
from ocr_docs.training.thai_words import (
    listed,
    number,
    one_of,
    places,
    provinces,
    thai_digits,
    word,
)

CONSONANTS = "".join(map(chr, range(0x0E01, 0x0E2F)))


def person(random: Generator) -> str:
    first = one_of(
        random, listed(one_of(random, ["person_names_male_th", "person_names_female_th"]))
    )
    title = one_of(random, vocabulary.TITLES) if random.random() < 0.5 else ""
    gap = " " * int(random.integers(0, 2))
    return title + gap + first + " " + one_of(random, listed("family_names_th"))


def company(random: Generator) -> str:
    name = "".join(word(random) for _ in range(random.integers(2, 4)))
    if random.random() < 0.5:
        return f"บริษัท {name} จำกัด"
    return one_of(random, ("บจก. ", "หจก. ", "บมจ. ", "หจก.")) + name


def address(random: Generator) -> str:
    parts = [f"{number(random, 3)}/{number(random, 3)}"] if random.random() < 0.6 else []
    if random.random() < 0.3:
        parts.insert(0, "เลขที่")
    for _ in range(random.integers(1, 4)):
        gap = " " if random.random() < 0.4 else ""
        name = number(random, 2) if random.random() < 0.25 else _place(random)
        parts.append(one_of(random, vocabulary.PLACES) + gap + name)
    if random.random() < 0.3:
        parts.append(f"{random.integers(10000, 97000)}")
    return " ".join(parts)


def home(random: Generator) -> str:
    """An address as an office types it, or what of it stands on one of its lines."""
    names = [("ถ.", "ต.", "อ.", "จ."), ("ถนน", "ตำบล", "อำเภอ", "จังหวัด")]
    road, subdistrict, district, province = names[int(random.random() < 0.35)]
    parts = [number(random, 4) + ("/" + number(random, 3) if random.random() < 0.5 else "")]
    if random.random() < 0.7:
        village = one_of(random, ("หมู่ที่ ", "หมู่ ", "ม. ", "ม."))
        parts.append(f"{village}{random.integers(1, 20)}")
    if random.random() < 0.25:
        lane = f" {random.integers(1, 99)}" if random.random() < 0.4 else ""
        parts.append(one_of(random, (road, "ซอย", "ซ.")) + _place(random) + lane)
    parts.append(subdistrict + _place(random))
    parts.append(district + ("เมือง" if random.random() < 0.2 else "") + _place(random))
    parts.append(province + one_of(random, provinces()))
    if random.random() < 0.5:
        parts.append(f"{random.integers(10000, 97000)}")
    start = int(random.integers(len(parts))) if random.random() < 0.5 else 0
    end = len(parts) if start else int(random.integers(2, len(parts) + 1))
    return " ".join(parts[start:end])


def date(random: Generator) -> str:
    day, month = int(random.integers(1, 32)), int(random.integers(1, 13))
    year = int(
        random.integers(2450, 2600) if random.random() < 0.8 else random.integers(1950, 2040)
    )
    form = random.integers(4)
    if form == 0:
        text = f"{day:02d}/{month:02d}/{year}"
    elif form == 1:
        text = f"{day}{one_of(random, '-./')}{month}{one_of(random, '-./')}{year % 100:02d}"
    else:
        text = (
            f"{day} {one_of(random, vocabulary.MONTHS)} {one_of(random, ['', '', 'พ.ศ. '])}{year}"
        )
    return thai_digits(text) if random.random() < 0.12 else text


def plate(random: Generator) -> str:
    letters = "".join(one_of(random, CONSONANTS) for _ in range(random.integers(1, 4)))
    head = str(random.integers(1, 10)) if random.random() < 0.5 else ""
    gap = one_of(random, [" ", " ", "-", "", "  "])
    plate = f"{head}{letters}{gap}{random.integers(1, 10000)}"
    if random.random() < 0.4:
        plate += " " + one_of(random, provinces())
    return one_of(random, provinces()) if random.random() < 0.25 else plate


def amount(random: Generator) -> str:
    value = float(10 ** random.uniform(0, 6))
    text = one_of(random, [f"{value:,.0f}", f"{value:.0f}", f"{value:,.2f}", f"{value:,.1f}"])
    if random.random() < 0.1:
        text = thai_digits(text)
    gap = one_of(random, ["", " "])
    unit = gap + one_of(random, vocabulary.UNITS) if random.random() < 0.7 else ""
    return text + unit


def digits(random: Generator) -> str:
    text = number(random, int(random.integers(1, 14)))
    if random.random() < 0.25:
        place = int(random.integers(0, len(text) + 1))
        text = text[:place] + one_of(random, "-/. ,") + text[place:]
    return thai_digits(text) if random.random() < 0.25 else text


def code(random: Generator) -> str:
    letters = string.ascii_uppercase + string.digits * 2
    form = random.integers(4)
    if form == 0:
        usual = [letter for letter in letters if letter not in "IOQ"]
        return "".join(one_of(random, usual) for _ in range(17))
    if form == 1:
        head = "".join(one_of(random, letters) for _ in range(random.integers(2, 6)))
        return head + one_of(random, ["", "-", " "]) + number(random, 6)
    return "".join(one_of(random, letters + "-/.") for _ in range(random.integers(2, 13)))


def colour(random: Generator) -> str:
    return one_of(random, ["-", "", "/"]).join(
        one_of(random, vocabulary.COLOURS + vocabulary.FUELS) for _ in range(2)
    )


def _place(random: Generator) -> str:
    share = random.random()
    if share < 0.7:
        return one_of(random, provinces() if share < 0.3 else places())
    return "".join(word(random) for _ in range(random.integers(1, 3)))
