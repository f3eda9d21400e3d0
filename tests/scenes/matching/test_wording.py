"""Look-alikes told apart by their words."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.engines import TextLine
from core.engines.scripted import ScriptedText
from core.errors import EngineFailed
from core.geometry import quad_of
from scenes.matching import Index
from scenes.matching.choosing import Choice
from scenes.matching.wording import worded, words_of
from tests.scenes.matching.placing import placed

PHOTO = np.full((700, 900, 3), 128, np.uint8)


def lines(*texts: str, confidence: float = 0.95) -> list[TextLine]:
    quad = quad_of([(0, 0), (9, 0), (9, 9), (0, 9)])
    return [TextLine(text, quad, confidence) for text in texts]


@pytest.fixture(scope="module")
def index(entry_of) -> Index:
    return Index([replace(entry_of(seed), sku=sku) for sku, seed in ((1, 40), (2, 41), (3, 42))])


def doubtful(index: Index, margin: float = 1.0, height: float = 300) -> Choice:
    first, second = (placed(index, entry, 100, 600, height) for entry in (0, 1))
    return Choice(first, ((second, margin),))


def test_a_word_that_only_the_other_bears_names_the_other(index: Index):
    text = ScriptedText([lines("Brand APPLE"), lines("Brand Orange"), lines("brand Orangc 1 L")])
    (found,) = worded([doubtful(index)], PHOTO, index, text)
    assert found.best.sku == 2
    assert len(text.history) == 3


def test_a_number_must_be_read_exactly(index: Index):
    text = ScriptedText([lines("500 g"), lines("600 g"), lines("500 g")])
    (found,) = worded([doubtful(index)], PHOTO, index, text)
    assert found.best.sku == 1
    assert found.rivals[0][1] == pytest.approx(1.0 + 2.0)


def test_words_that_both_bear_change_nothing(index: Index):
    text = ScriptedText([lines("Brand Milk"), lines("Brand Milk")])
    (found,) = worded([doubtful(index)], PHOTO, index, text)
    assert (found.best.sku, found.rivals[0][1]) == (1, 1.0)


@pytest.mark.parametrize(("margin", "height"), [(4.0, 300.0), (1.0, 90.0)])
def test_clear_calls_and_small_facings_are_not_read(index: Index, margin: float, height: float):
    text = ScriptedText([])
    choice = doubtful(index, margin, height)
    assert worded([choice], PHOTO, index, text) == [choice]
    assert text.history == []


def test_a_pack_shot_is_read_once(index: Index):
    text = ScriptedText([lines("Apple"), lines("Orange"), lines("Apple"), lines("Orange")])
    found = [worded([doubtful(index)], PHOTO, index, text)[0].best.sku for _ in range(2)]
    assert found == [1, 2]
    assert len(text.history) == 4


def test_at_most_six_places_are_read(index: Index):
    seen = [lines("Orange")] * 6
    text = ScriptedText([lines("Apple"), lines("Orange"), *seen])
    found = worded([doubtful(index) for _ in range(9)], PHOTO, index, text)
    assert sorted(choice.best.sku for choice in found) == [1] * 3 + [2] * 6


def test_a_failing_engine_is_not_hidden(index: Index):
    with pytest.raises(EngineFailed):
        worded([doubtful(index)], PHOTO, index, ScriptedText([EngineFailed("text_engine")]))


def test_short_words_and_unsure_lines_are_no_words():
    read = [*lines("of 12 Sour-Cream 3dl"), *lines("Milk", confidence=0.3)]
    assert words_of(read) == {"12", "sour", "cream", "3dl"}


@pytest.mark.parametrize("text", ["0.9 L", "0,9 L", "0.9L"])
def test_litres_are_words_with_their_decimals(text: str):
    assert words_of(lines(text)) == {"0.9"}
