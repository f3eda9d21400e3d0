"""The columns that a table of products may have."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass


def _(text: str) -> str:
    """Marks a text that the page translates: what is pure knows no Django."""
    return text


@dataclass(frozen=True, slots=True)
class Column:
    """``what`` explains it to the person who fills it in; ``examples`` are those of the sample."""

    name: str
    what: str
    examples: tuple[str, str]


COLUMNS = (
    Column(
        "cid",
        _(
            "Your own code of the product. A row needs this or ean13; a product that has the same "
            "code already is changed, any other is made."
        ),
        ("T-25", "T-50"),
    ),
    Column("ean13", _("EAN-13, EAN-8 or UPC-A, with its check digit."), ("4006381333931", "")),
    Column(
        "name",
        _("As it is shown and reported. Needed for a new product."),
        ("Black tea, 25 bags", "Black tea, 50 bags"),
    ),
    Column("brand", _("By name. One that does not exist yet is made."), ("Ceylon House", "")),
    Column("category", _("By name, as brand."), ("Tea", "Tea")),
    Column("manufacturer", _("By name, as brand."), ("", "")),
    Column("size_x_mm", _("Width of its front in millimetres."), ("120", "122.5")),
    Column("size_y_mm", _("Height in millimetres."), ("70", "140")),
    Column("size_z_mm", _("Depth in millimetres."), ("60", "60")),
    Column(
        "countries",
        _("Where it is sold, as codes of two letters with “;” between them."),
        ("TH;LA", ""),
    ),
    Column("retail_chains", _("In which chains, with “;” between them."), ("", "")),
    Column(
        "pictures",
        _(
            "Names of pictures in the ZIP, with “;” between them; the first is the product's own. "
            "Not needed where pictures are named by cid or ean13."
        ),
        ("T-25.jpg;T-25 back.jpg", ""),
    ),
)
NAMES = tuple(column.name for column in COLUMNS)
SIZES = ("size_x_mm", "size_y_mm", "size_z_mm")
GROUPS = ("brand", "category", "manufacturer")
LISTS = ("countries", "retail_chains", "pictures")


def sample() -> bytes:
    """A table to start from: UTF-8 with the mark that spreadsheets want."""
    text = io.StringIO()
    rows = [NAMES, *zip(*(column.examples for column in COLUMNS), strict=True)]
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8-sig")
