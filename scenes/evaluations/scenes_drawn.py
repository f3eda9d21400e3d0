"""Whole drawn scenes: seen, merged and reported the way the service does, against their truth."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from statistics import fmean, median

from core.engines import TextEngine
from core.engines.loading import text_engine
from core.evaluation import Case
from scenes.evaluations.drawn_truth import Acts, TrueFolder, TrueScene, acts_of, truth_of
from scenes.evaluations.drawn_views import Duplicates, duplicates_of, given
from scenes.matching import Index
from scenes.merging import merge
from scenes.realogram import UNKNOWN, Realogram, SeenPhoto
from scenes.reports.registry import REPORTS
from scenes.seeing import see

FIRST_IDS = 100_000
"""Facings of one photo are numbered from its place times this."""


@dataclass(frozen=True, slots=True)
class _Result:
    """Of each kind, how many there are and how many are right; ``notes`` names the others."""

    whole: dict[str, int]
    right: dict[str, int]
    notes: str


class Evaluation:
    """The scenes of a folder that ``manage.py render_scenes`` wrote.

    One case for each scene: how many facings FACING_COUNT counts rightly (facings less errors
    of their counts), how many products seen on several photos count exactly once, how many
    planogram actions are exactly right. The candidates are all SKUs of the folder.
    """

    def __init__(self, folder: Path) -> None:
        self._truth = truth_of(folder)
        self._right: Counter[str] = Counter()
        self._whole: Counter[str] = Counter()
        self._seeing: list[float] = []
        self._merging: list[float] = []

    def __len__(self) -> int:
        return len(self._truth.scenes)

    def __iter__(self) -> Iterator[Case]:
        for scene in self._truth.scenes:
            yield self._case(scene)

    def report(self) -> list[tuple[str, str]]:
        """Rows for the command: shares of everything, and where the time goes."""
        rows = [(f"{name} right", self._share(name)) for name in ("facings", "duplicates")]
        rows.append(("planogram actions right", self._share("actions")))
        rows.append(("scenes with exact actions", self._share("plans")))
        if self._seeing:
            rows.append(("seconds to see a photo, median", f"{median(self._seeing):.2f}"))
            rows.append(("seconds to merge a scene, median", f"{median(self._merging):.2f}"))
        return rows

    @cached_property
    def _index(self) -> Index:
        return self._truth.index()

    @cached_property
    def _text(self) -> TextEngine:
        return text_engine()

    def _seen(self, scene: TrueScene) -> tuple[SeenPhoto, ...]:
        found = []
        for number, photo in enumerate(scene.photos, 1):
            pixels = photo.pixels()
            start = time.perf_counter()
            first = number * FIRST_IDS + 1
            found.append(see(pixels, number, self._index, text=self._text, first_id=first))
            self._seeing.append(time.perf_counter() - start)
        return tuple(found)

    def _case(self, scene: TrueScene) -> Case:
        begin = time.perf_counter()
        seen = self._seen(scene)
        start = time.perf_counter()
        merged = merge(seen, lambda n: scene.photos[n].pixels(), stack=scene.stack)
        end = time.perf_counter()
        self._merging.append(end - start)
        result = self._result(scene, merged)
        self._whole.update(result.whole)
        self._right.update(result.right)
        return Case(
            image=scene.name,
            expected=_text(result.whole),
            got=_text(result.right),
            confidence=_sureness(merged),
            seconds=end - begin,
            notes=result.notes,
        )

    def _result(self, scene: TrueScene, merged: Realogram) -> _Result:
        off = errors(self._truth, scene, merged)
        doubles = duplicates_of(scene, merged)
        wanted, got = scene.actions, self._acts(scene, merged)
        whole = {
            "facings": len(scene.skus),
            "duplicates": doubles.whole,
            "actions": len(wanted),
            "plans": 1,
        }
        right = {
            "facings": len(scene.skus) - sum(map(abs, off.values())),
            "duplicates": doubles.right,
            "actions": len(wanted.items() & got.items()),
            "plans": int(wanted == got),
        }
        return _Result(whole, right, _notes(off, doubles, wanted, got, merged))

    def _acts(self, scene: TrueScene, merged: Realogram) -> Acts:
        return acts_of(REPORTS["PLANOGRAM_COMPLIANCE"](merged, self._truth.master(scene)))

    def _share(self, name: str) -> str:
        whole = self._whole[name]
        return f"{self._right[name] / whole:.1%} of {whole}" if whole else "-"


class Merging(Evaluation):
    """The same with facings as the labels have them: what merging alone gets wrong."""

    def _seen(self, scene: TrueScene) -> tuple[SeenPhoto, ...]:
        return given(scene, FIRST_IDS)


def errors(truth: TrueFolder, scene: TrueScene, merged: Realogram) -> dict[int, int]:
    """By SKU, how many facings too many (or, negative, too few) FACING_COUNT has. Products
    without a name are missed where they stand, and not counted once more."""
    entries = REPORTS["FACING_COUNT"](merged, truth.master(scene))
    got = {row["sku_id"]: row["count"] for row in entries if row["sku_id"] != UNKNOWN}
    true = Counter(scene.skus.values())
    off = {sku: got.get(sku, 0) - true[sku] for sku in true | got.keys()}
    return {sku: more for sku, more in off.items() if more}


def _sureness(merged: Realogram) -> float:
    scores = [facing.score for _, facing in merged.counted() if facing.sku != UNKNOWN]
    return fmean(scores) if scores else 0.0


def _text(counts: dict[str, int]) -> str:
    return (
        f"{counts['facings']} facings, {counts['duplicates']} duplicates, "
        f"{counts['actions']} actions{'' if counts['plans'] else ' and others'}"
    )


def _notes(
    off: dict[int, int], doubles: Duplicates, wanted: Acts, got: Acts, merged: Realogram
) -> str:
    notes = [f"{sku}{more:+d}" for sku, more in sorted(off.items())]
    notes += doubles.wrong
    notes += [f"not said: {act} x{count}" for act, count in (wanted - got).items()]
    notes += [f"said: {act} x{count}" for act, count in (got - wanted).items()]
    if not merged.merged:
        notes.append("not merged")
    return "; ".join(notes)
