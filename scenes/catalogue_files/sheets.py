"""A CSV, as spreadsheets of any country write it, to rows of named cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scenes.catalogue_files import NotReadable
from scenes.catalogue_files.columns import NAMES

MAX_BYTES = 20 * 1024 * 1024
MAX_ROWS = 50_000
_DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True)
class Row:
    """``number`` counts as a spreadsheet does. ``extra`` counts cells right of the last name."""

    number: int
    cells: Mapping[str, str]
    extra: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """``unknown`` are names of columns that mean nothing here."""

    unknown: tuple[str, ...]
    rows: tuple[Row, ...]


def sheet_of(data: bytes) -> Sheet:
    """Read a table. Raises NotReadable."""
    if len(data) > MAX_BYTES:
        raise NotReadable(f"The CSV has more than {MAX_BYTES // 1024**2} MB.")
    lines = _lines(_text(data))
    names = _names(lines)
    rows: list[Row] = []
    for number, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if len(rows) == MAX_ROWS:
            raise NotReadable(f"The CSV has more than {MAX_ROWS:,} rows. Send it in parts.")
        named = zip(names, (cell.strip() for cell in cells), strict=False)
        extra = sum(bool(cell.strip()) for cell in cells[len(names) :])
        rows.append(Row(number, {name: cell for name, cell in named if name}, extra))
    if not rows:
        raise NotReadable("The CSV has no row below the names of its columns.")
    return Sheet(tuple(name for name in names if name and name not in NAMES), tuple(rows))


def _text(data: bytes) -> str:
    is_wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = data.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotReadable(
            "The file is no ZIP, and no CSV in UTF-8. In a spreadsheet choose “CSV UTF-8” when "
            "saving it."
        ) from error
    if "\0" in text:
        raise NotReadable("The file is no CSV: it holds characters that no text has.")
    return text


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    first = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise NotReadable(f"The CSV cannot be read at row {number}: {error}.") from error
        yield number, cells


def _names(lines: Iterator[tuple[int, list[str]]]) -> list[str]:
    _, cells = next(((n, cells) for n, cells in lines if any(c.strip() for c in cells)), (0, []))
    names = [cell.strip().lower().replace(" ", "_") for cell in cells]
    if not {"cid", "ean13"} & set(names):
        raise NotReadable(
            "The first row of the CSV must name the columns, cid or ean13 among them."
        )
    twice = {name for name in names if name and names.count(name) > 1}
    if twice:
        raise NotReadable(f"The CSV has the column {sorted(twice)[0]} twice.")
    return names
