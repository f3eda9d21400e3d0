"""One photo with what a model said about it: names for unnamed products, prices of hard tags.

Pure; the model and the text engine are handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol

from core.engines import Pixels, TextEngine
from core.geometry import box_of
from scenes.model_help import naming, reading
from scenes.model_help.answers import key_of
from scenes.model_help.candidates import Candidate, narrowed, words_of
from scenes.model_help.groups import Group
from scenes.model_help.pictures import around, sheet, sized
from scenes.prices.prints import Print, lines_found, read_prints
from scenes.realogram import Facing, PriceTag, SeenPhoto

MOST_GROUPS = 8
"""Groups of products in one question; those of many facings go first."""

MOST_TAGS = 8
"""Price tags in one question; those of named products go first."""

_SHOWN = 3
"""Of a group, so many fronts are shown at most."""

_TAG_TALL = 240
"""Pixels: to this height a tag is brought to read it again."""

Noted = dict[str, int]


class Ask(Protocol):
    """Asks the model about JPEGs; gives the object it answers, valid by ``schema``."""

    def __call__(
        self, pictures: list[bytes], *, system: str, question: str, schema: dict[str, Any]
    ) -> Mapping[str, Any]: ...


def with_names(
    seen: SeenPhoto,
    groups: Sequence[Group],
    catalogue: Callable[[], Sequence[Candidate]],
    ask: Ask,
    text: TextEngine,
    *,
    threshold: float,
) -> tuple[SeenPhoto, Noted]:
    """The photo with ``groups`` of unnamed facings as the model names them, from ``threshold``
    on; and how many were asked about, left out and named. Raises what ``ask`` and ``text`` do."""
    asked = groups[:MOST_GROUPS]
    printed = [_words_on(group, text) for group in asked]
    thought_of = frozenset(sku for group in asked for sku in group.alternatives())
    among = narrowed(catalogue(), thought_of, printed)
    if not among:
        return seen, {"asked": 0, "left": len(groups), "named": 0}
    answer = ask(
        [sheet(group.cuts[:_SHOWN]) for group in asked],
        system=naming.RULES,
        question=naming.question(len(asked), among),
        schema=naming.schema(len(asked)),
    )
    done = _as_answered(answer, list(zip(asked, printed, strict=True)), among, threshold)
    named = sum(facing.named_by == naming.BY_MODEL for facing in done.values())
    noted = {"asked": len(asked), "left": len(groups) - len(asked), "named": named}
    return replace(seen, facings=tuple(done.get(f.id, f) for f in seen.facings)), noted


def _as_answered(
    answer: Mapping[str, Any],
    asked: Sequence[tuple[Group, frozenset[str]]],
    among: Sequence[Candidate],
    threshold: float,
) -> dict[int, Facing]:
    """The facings of the groups for which a product was chosen, by id. ``asked``: each group
    with the words that were read on it."""
    done: dict[int, Facing] = {}
    for number, (group, words) in enumerate(asked):
        chosen = naming.choice(answer, number, among)
        if chosen is not None:
            before = group.alternatives().get(chosen.sku, 0.0)
            score = naming.certainty(chosen, before, words, among)
            for facing in group.facings:
                done[facing.id] = naming.renamed(facing, chosen.sku, score, threshold=threshold)
    return done


def hard_tags(seen: SeenPhoto) -> list[PriceTag]:
    """Tags whose price could not be read: those of named products first, then the largest."""
    named = {facing.id for facing in seen.facings if facing.sku}
    hard = [tag for tag in seen.tags if tag.price is None]
    return sorted(hard, key=lambda tag: (not named.intersection(tag.facings), -_area(tag)))


def with_prices(
    seen: SeenPhoto, tags: Sequence[PriceTag], pixels: Pixels, ask: Ask, text: TextEngine
) -> tuple[SeenPhoto, Noted]:
    """The photo with the prices of ``tags`` as far as the model's answers are believed; and how
    many were asked about, left out and taken. Raises what ``ask`` and ``text`` do."""
    asked = tags[:MOST_TAGS]
    cuts = [around(pixels, tag.quad) for tag in asked]
    answer = ask(
        [sheet([cut]) for cut in cuts],
        system=reading.RULES,
        question=reading.question(len(asked)),
        schema=reading.schema(len(asked)),
    )
    done: dict[int, PriceTag] = {}
    for number, (tag, cut) in enumerate(zip(asked, cuts, strict=True)):
        if answer.get(key_of(number)) is None:
            continue
        read = reading.believed(answer, number, tag, _prints_on(cut, text))
        if read is not None:
            done[tag.id] = read
    noted = {"asked": len(asked), "left": len(tags) - len(asked), "read": len(done)}
    return replace(seen, tags=tuple(done.get(tag.id, tag) for tag in seen.tags)), noted


def _words_on(group: Group, text: TextEngine) -> frozenset[str]:
    """What is printed on the largest of the fronts, as far as it can be read here."""
    cut = max(group.cuts, key=lambda one: one.size)
    return words_of(" ".join(line.text for line in text.read(cut)))


def _prints_on(cut: Pixels, text: TextEngine) -> list[Print]:
    larger = sized(cut, max(_TAG_TALL, cut.shape[0]))
    return read_prints(larger, lines_found(larger, text), text)


def _area(tag: PriceTag) -> float:
    box = box_of(tag.quad)
    return box.width * box.height
