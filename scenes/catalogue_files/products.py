"""A row of a table to a product, or to what is wrong with it, cell by cell."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from scenes.catalogue_files.codes import is_ean
from scenes.catalogue_files.columns import GROUPS, SIZES
from scenes.catalogue_files.problems import Problem
from scenes.catalogue_files.sheets import Row

MAX_TEXT = 255
_AS_NUMBER = re.compile(r"[0-9]([.,][0-9]+)?E\+?[0-9]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Product:
    """What a row says of a product; ``values`` holds only what it says, by column.

    ``pictures`` are names of files, the product's own picture first.
    """

    row: int
    values: Mapping[str, Any] = field(default_factory=dict)
    pictures: tuple[str, ...] = ()

    @property
    def cid(self) -> str:
        return str(self.values.get("cid", ""))

    @property
    def ean13(self) -> str:
        return str(self.values.get("ean13", ""))


class _Wrong(ValueError):
    """A cell that does not hold what its column needs; the message is a sentence."""


def products_of(rows: Iterable[Row]) -> Iterator[tuple[Product, tuple[Problem, ...]]]:
    """Each row's product with its problems. One with problems must not be written."""
    seen: dict[tuple[str, str], int] = {}
    for row in rows:
        values, problems = _values(row)
        product = Product(row.number, values, tuple(values.pop("pictures", ())))
        problems += _doubled(product, seen)
        yield product, tuple(problems)


def _values(row: Row) -> tuple[dict[str, Any], list[Problem]]:
    values: dict[str, Any] = {}
    problems = []
    for name, read in _READERS.items():
        cell = row.cells.get(name, "")
        if not cell:
            continue
        try:
            values[name] = read(cell)
        except _Wrong as wrong:
            problems.append(Problem(row.number, name, str(wrong)))
    if not row.cells.get("cid") and not row.cells.get("ean13"):
        problems.append(Problem(row.number, "cid", "A row needs a cid or an ean13."))
    if row.extra:
        text = "The row has more cells than the first row has names."
        problems.append(Problem(row.number, "", text))
    return values, problems


def _doubled(product: Product, seen: dict[tuple[str, str], int]) -> list[Problem]:
    """Says so where an earlier row is of the same product: which one is right, nobody knows."""
    problems = []
    for name, code in (("cid", product.cid), ("ean13", product.ean13)):
        if not code:
            continue
        earlier = seen.setdefault((name, code.lower()), product.row)
        if earlier != product.row:
            text = f"Row {earlier} has {_short(code)} too; that one counts."
            problems.append(Problem(product.row, name, text))
    return problems


def _text(cell: str) -> str:
    if len(cell) > MAX_TEXT:
        raise _Wrong(f"Longer than {MAX_TEXT} characters: {_short(cell)}")
    return cell


def _ean(cell: str) -> str:
    code = cell.replace(" ", "").replace("-", "")
    if _AS_NUMBER.fullmatch(code):
        raise _Wrong(
            f"{_short(cell)} was rounded by a spreadsheet. Format the column as text and "
            "enter the code again."
        )
    if not is_ean(code):
        raise _Wrong(f"{_short(cell)} is no EAN-13, EAN-8 or UPC-A: its check digit is wrong.")
    return code


def _size(cell: str) -> float:
    try:
        size = float(cell.replace(",", "."))
    except ValueError:
        size = math.nan
    if not 0.1 <= size <= 10_000:  # also of what is no number
        raise _Wrong(f"{_short(cell)} is no number of millimetres from 0.1 to 10000.")
    return size


def _several(cell: str) -> list[str]:
    return list(dict.fromkeys(_text(part.strip()) for part in cell.split(";") if part.strip()))


def _countries(cell: str) -> list[str]:
    codes = [code.upper() for code in _several(cell)]
    if wrong := [code for code in codes if not re.fullmatch("[A-Z]{2}", code)]:
        raise _Wrong(f"{_short(wrong[0])} is no code of two letters, as TH. Put “;” between codes.")
    return codes


def _short(cell: str) -> str:
    return f"“{cell[:40]}{'…' if len(cell) > 40 else ''}”"


_READERS: Mapping[str, Callable[[str], Any]] = {
    "cid": _text,
    "ean13": _ean,
    "name": _text,
    **dict.fromkeys(GROUPS, _text),
    **dict.fromkeys(SIZES, _size),
    "countries": _countries,
    "retail_chains": _several,
    "pictures": _several,
}
