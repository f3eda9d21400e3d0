"""Facings on a labelled folder of shelf photos, found the way the service finds them."""

from __future__ import annotations

import csv
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from core import photos
from core.engines.loading import text_engine
from core.evaluation import Case
from scenes.evaluations.pack_shots import chosen_of, entries_of, number_of
from scenes.matching import Index, find
from scenes.realogram import UNKNOWN, Facing

_RANGE = re.compile(r"(\d+)(?:-(\d+))?")


@dataclass(frozen=True, slots=True)
class Tally:
    """One photo's count: facings labelled, errors of their counts, and whether all facings
    in it are labelled and it shows one simple shelf."""

    facings: int
    errors: int
    simple: bool


class Evaluation:
    """The photos of ``folder``/labels.csv, with the pack shots of ``folder``/catalog.csv.

    ``truth`` counts the facings of each SKU, ``sku:count`` joined with ``;``. SKUs joined with
    ``|`` are one product. ``catalog`` names the SKUs looked for, such as ``0-23 plus 26``. Where
    ``complete`` is not ``yes``, only the SKUs in ``truth`` are counted.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with (folder / "labels.csv").open(newline="", encoding="utf-8") as file:
            self._rows = list(csv.DictReader(file))
        self._tallies: list[Tally] = []

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Case]:
        entries, text = entries_of(self._folder), text_engine()
        for row in self._rows:
            index = Index(chosen_of(entries, _listed(row["catalog"])))
            data = (self._folder / row["image"]).read_bytes()
            start = time.perf_counter()
            facings = find(photos.from_bytes(data).pixels(), index, text=text)
            seconds = time.perf_counter() - start
            yield self._case(row, facings, seconds)

    def _case(self, row: dict[str, str], facings: Sequence[Facing], seconds: float) -> Case:
        expected = _expected(row["truth"])
        whole = row["complete"] == "yes"
        got = counted(facings, list(expected), whole)
        names = list(dict.fromkeys([*expected, *got]))
        off = {name: got[name] - count for name in names if got[name] != (count := expected[name])}
        facing_count = expected.total()
        self._tallies.append(Tally(facing_count, sum(map(abs, off.values())), whole))
        mine = [facing.score for facing in facings if facing.sku != UNKNOWN]
        notes = " ".join(f"{name}{more:+d}" for name, more in off.items())
        return Case(
            image=row["image"],
            expected=_text(expected, names),
            got=_text(got, names),
            confidence=fmean(mine) if mine else 0.0,
            seconds=seconds,
            notes=notes,
        )

    def report(self) -> list[tuple[str, str]]:
        """Rows for the command: the share of facings that are right, and simple photos."""
        facings = sum(tally.facings for tally in self._tallies)
        errors = sum(tally.errors for tally in self._tallies)
        simple = [tally for tally in self._tallies if tally.simple]
        exact = sum(not tally.errors for tally in simple)
        return [
            ("facings", str(facings)),
            ("facings right", f"{1 - errors / max(facings, 1):.1%}"),
            ("simple photos exact", f"{exact} of {len(simple)}"),
        ]


def counted(facings: Sequence[Facing], names: Sequence[str], whole: bool) -> Counter[str]:
    """Facings for each of ``names``, and with ``whole`` for every other SKU named as well."""
    known = {sku: name for name in names for sku in name.split("|")}
    found = [str(number_of(facing.sku)) for facing in facings if facing.sku != UNKNOWN]
    return Counter(known.get(sku, sku) for sku in found if whole or sku in known)


def _expected(truth: str) -> Counter[str]:
    pairs = (part.split(":") for part in truth.split(";"))
    return Counter({name: int(count) for name, count in pairs})


def _listed(catalogue: str) -> set[int]:
    spans = (match.groups() for match in _RANGE.finditer(catalogue))
    return {sku for first, last in spans for sku in range(int(first), int(last or first) + 1)}


def _text(counts: Counter[str], names: Sequence[str]) -> str:
    return ";".join(f"{name}:{counts[name]}" for name in names)
