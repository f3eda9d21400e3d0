"""A shelf photo in the workbench. A label has a line for each product: ``12 Name: 3``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from django.utils.translation import gettext_lazy as _

from core.engines import Pixels
from core.errors import InvalidInput
from core.evaluation import Case
from core.workbench.labels import CsvBench, bounded
from core.workbench.offers import Answer, Folder, Sample, Sight
from scenes.models import Sku
from scenes.workbench.products import files, own_ids, shown_skus

_LINE = re.compile(r"(?P<sku>\d{1,18})\b(?P<name>.*):\s*(?P<count>\d{1,5})", re.DOTALL)
_PAIR = re.compile(r"(\d+)\s*:\s*(\d+)")


class Shelves(CsvBench):
    title = _("Shelf")
    permission = "scenes.view_scene"
    hint = _(
        "A line for each product of the catalogue that is on the photo: its id, its name if you "
        "like, a colon and how many facings, such as “12 Oat milk: 3”. Name all of them."
    )
    lines = 8
    settings = "scenes.models.ShelfSettings"
    columns = ("image", "truth", "complete", "catalog", "note")

    def look(self, pixels: Pixels) -> Sight:
        from scenes.workbench.seeing import sight_of

        return sight_of(pixels)

    def checked(self, label: str) -> str:
        counts = counts_of(bounded(label))
        names = dict(Sku.objects.filter(pk__in=counts).values_list("pk", "name"))
        unknown = sorted(counts.keys() - names.keys())
        if unknown:
            raise InvalidInput(f"The catalogue has no SKU with the id {unknown[0]}.")
        return label_of(counts, names)

    def cases(self, name: str, label: str, answer: Answer | None, seconds: float) -> Iterable[Case]:
        expected = counts_of(label)
        got = counts_of(answer.label) if answer else Counter()
        skus = sorted({*expected, *got})
        off = {sku: got[sku] - expected[sku] for sku in skus if got[sku] != expected[sku]}
        yield Case(
            image=name,
            expected=_counted(expected, skus),
            got=_counted(got, skus),
            confidence=answer.confidence if answer else 0.0,
            seconds=seconds,
            notes=" ".join(f"{sku}{more:+d}" for sku, more in off.items()),
        )

    def row(self, sample: Sample) -> Mapping[str, str]:
        counts = counts_of(sample.label)
        return {
            "truth": _counted(counts, sorted(counts)),
            "complete": "yes",
            "catalog": ",".join(map(str, sorted(shown_skus()))),
            "note": sample.note,
        }

    def folder(self, samples: Iterable[Sample]) -> Iterator[tuple[str, bytes]]:
        yield from super().folder(samples)
        yield from files()

    def label_of(self, row: Mapping[str, str], folder: Folder) -> str:
        """The folder's numbers of products as ids of this server's catalogue."""
        pairs = _PAIR.findall(row.get("truth") or "")
        known = own_ids(folder, {number for number, _count in pairs})
        return "\n".join(f"{known[number]}: {count}" for number, count in pairs)


def counts_of(label: str) -> Counter[int]:
    """SKU -> facings. Raises InvalidInput for a line that is none."""
    counts: Counter[int] = Counter()
    for line in filter(None, map(str.strip, label.splitlines())):
        match = _LINE.fullmatch(line)
        if not match:
            raise InvalidInput(f"“{line[:60]}” is not an id, a colon and a number of facings.")
        counts[int(match["sku"])] += int(match["count"])
    return +counts


def label_of(counts: Mapping[int, int], names: Mapping[int, str]) -> str:
    """A line for each SKU, by id."""
    lines = []
    for sku, count in sorted(counts.items()):
        name = " ".join(names.get(sku, "").split())
        lines.append(f"{sku} {name}: {count}" if name else f"{sku}: {count}")
    return "\n".join(lines)


def _counted(counts: Mapping[int, int], skus: Iterable[int]) -> str:
    """As the evaluation writes it."""
    return ";".join(f"{sku}:{counts.get(sku, 0)}" for sku in skus)
