"""What an import will do, item by item, always in the same order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from scenes.catalogue_files import NotReadable
from scenes.catalogue_files.archives import Archive, FileBroken, Finder
from scenes.catalogue_files.codes import NewCodes, codes_of, first_known
from scenes.catalogue_files.problems import Problem
from scenes.catalogue_files.products import Product, products_of
from scenes.catalogue_files.sheets import MAX_BYTES, Sheet, sheet_of


@dataclass(frozen=True, slots=True)
class Item:
    """One product to write, or pictures to give to a product.

    ``product`` is None where no row is of the pictures: then ``codes`` may name it, and
    ``new_code`` is the code of the product to be made if none of them does; "" for none.
    Where ``is_bad``, ``problems`` are all there is to it.
    """

    product: Product | None = None
    pictures: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    new_code: str = ""
    problems: tuple[Problem, ...] = ()
    is_bad: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """``archive`` is None where there are no pictures."""

    items: tuple[Item, ...]
    archive: Archive | None


def plan_of(file: BinaryIO) -> Plan:
    """Read a ZIP or a CSV. Raises NotReadable."""
    head = file.read(4)
    file.seek(0)
    if head.startswith(b"PK"):
        archive = Archive(file)
        sheet = sheet_of(_table(archive)) if archive.sheet else None
        return Plan(tuple(_items(sheet, archive)), archive)
    if not head.strip():
        raise NotReadable("The file is empty.")
    return Plan(tuple(_items(sheet_of(file.read(MAX_BYTES + 1)), None)), None)


def _table(archive: Archive) -> bytes:
    try:
        return archive.unpacked(archive.sheet, MAX_BYTES)
    except FileBroken as error:
        raise NotReadable(f"The CSV in the ZIP: {error}") from error


def _items(sheet: Sheet | None, archive: Archive | None) -> list[Item]:
    problems = archive.problems if archive else ()
    if sheet:
        text = "There is no such column. It was left out."
        problems += tuple(Problem(1, name, text) for name in sheet.unknown)
    items = [Item(problems=(problem,), is_bad=True) for problem in problems]
    pictures = archive.pictures if archive else ()
    if sheet is None:
        return [*items, *_loose(pictures, NewCodes(pictures))]
    rows = list(products_of(sheet.rows))
    named, loose = _by_row([product for product, _ in rows], pictures)
    finder = Finder(pictures) if archive else None
    items += [_of_row(product, bad, named.get(product.row, []), finder) for product, bad in rows]
    asked = {name for item in items for name in item.pictures}
    return [*items, *_loose([name for name in loose if name not in asked], None)]


def _of_row(
    product: Product, bad: tuple[Problem, ...], named: Sequence[str], finder: Finder | None
) -> Item:
    """A bad row keeps its pictures with it: they are not told of once more."""
    pictures: list[str] = []
    problems = []
    for called in product.pictures:
        found = list(finder.find(called)) if finder else []
        if len(found) == 1:
            pictures += found
            continue
        text = "is in several folders of the ZIP. Name the folder too."
        if not found:
            text = "is not in the ZIP." if finder else "came not along: only a ZIP has pictures."
        problems.append(Problem(product.row, "pictures", f"“{called[:80]}” {text}"))
    pictures = list(dict.fromkeys([*pictures, *named]))
    return Item(product, tuple(pictures), problems=bad or tuple(problems), is_bad=bool(bad))


def _by_row(
    products: Iterable[Product], pictures: Sequence[str]
) -> tuple[dict[int, list[str]], list[str]]:
    """Pictures that are named by a row's code, by row; and all others."""
    rows: dict[str, int] = {}
    for product in products:
        for code in filter(None, (product.cid, product.ean13)):
            rows.setdefault(code.lower(), product.row)
    named: dict[int, list[str]] = {}
    loose = []
    for name in pictures:
        code = first_known(codes_of(name), rows.keys())
        if code:
            named.setdefault(rows[code], []).append(name)
        else:
            loose.append(name)
    return named, loose


def _loose(pictures: Sequence[str], new: NewCodes | None) -> list[Item]:
    return [
        Item(pictures=(name,), codes=codes_of(name), new_code=new.of(name) if new else "")
        for name in pictures
    ]
