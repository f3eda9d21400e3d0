"""Look-alikes told apart by print that is too small to be read."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from core.engines import Pixels
from scenes.drawing.packs import draw_pack_shot
from scenes.matching import Index, find
from scenes.matching.choosing import Choice
from scenes.matching.closeups import close_up
from scenes.matching.differences import difference
from scenes.matching.features import HEIGHT
from scenes.matching.looks import View
from tests.scenes.matching.placing import placed

# One family: the plain one, one with another word, and the plain one in a larger size.
PLAIN, WORD, LARGER = 152, 154, 155
STRANGER = 40
LEFT, BOTTOM = 40, 300


@pytest.fixture(scope="module")
def index(entry_of) -> Index:
    return Index([entry_of(seed) for seed in (PLAIN, WORD, LARGER)])


def photo_of(seed: int, tall: int) -> Pixels:
    """The product on grey, ``tall`` pixels high, a little blurred, darker and noisy."""
    shot = draw_pack_shot(seed)
    size = (round(shot.shape[1] * tall / shot.shape[0]), tall)
    photo = np.full((360, 400, 3), 120, np.float32)
    small = cv2.resize(shot, size, interpolation=cv2.INTER_AREA)
    photo[BOTTOM - tall : BOTTOM, LEFT : LEFT + size[0]] = small
    blurred = cv2.GaussianBlur(photo, (0, 0), 0.7) * 0.8
    noise = np.random.default_rng(4).normal(0, 3, photo.shape)
    return np.asarray(np.clip(blurred + noise, 0, 255), np.uint8)


def doubtful(
    index: Index, first: int, second: int, tall: int, margin: float = 0.1, left: float = LEFT
) -> Choice:
    """Taken for one of the entries, hardly rather than for the other."""
    best, rival = (placed(index, entry, left, BOTTOM, tall) for entry in (first, second))
    return Choice(best, ((rival, margin),))


def test_what_differs_between_two_variants_is_their_word(index: Index):
    plain, word = (index.entries[entry].features for entry in (0, 1))
    differ = difference(plain, word)
    assert differ is not None
    assert differ.parts
    assert all(0.5 * HEIGHT < part.top < part.bottom < 0.9 * HEIGHT for part in differ.parts)


def test_a_pack_shot_differs_from_itself_nowhere(index: Index):
    plain = index.entries[0].features
    differ = difference(plain, replace(plain))
    assert differ is not None
    assert differ.parts == ()


def test_products_without_common_print_are_not_laid_on_one_another(index: Index, entry_of):
    assert difference(index.entries[0].features, entry_of(STRANGER).features) is None


@pytest.mark.parametrize("tall", [90, 140, 220])
@pytest.mark.parametrize(("seed", "entry"), [(PLAIN, 0), (WORD, 1)])
def test_the_word_that_is_printed_decides(index: Index, seed: int, entry: int, tall: int):
    view = View(photo_of(seed, tall))
    wrong = doubtful(index, 1 - entry, entry, tall)
    (found,) = close_up([wrong], view, index)
    assert found.best.entry == entry
    assert found.rivals[0][1] > 1.0


def test_litres_alone_decide(index: Index):
    view = View(photo_of(LARGER, 240))
    (found,) = close_up([doubtful(index, 0, 2, 240)], view, index)
    assert found.best.entry == 2
    assert found.rivals[0][1] > 1.0


def test_a_product_that_is_neither_stays_in_doubt(index: Index):
    view = View(photo_of(STRANGER, 220))
    choice = doubtful(index, 0, 1, 220)
    assert close_up([choice], view, index) == [choice]


def test_a_word_that_lies_out_of_the_photo_tells_nothing(index: Index):
    cut = photo_of(WORD, 220)[:200]
    choice = doubtful(index, 0, 1, 220)
    assert close_up([choice], View(cut), index) == [choice]


@pytest.mark.parametrize(("margin", "tall"), [(4.0, 220), (0.1, 50)])
def test_clear_calls_and_tiny_fronts_are_left_alone(index: Index, margin: float, tall: int):
    choice = doubtful(index, 0, 1, tall, margin)
    assert close_up([choice], View(photo_of(WORD, tall)), index) == [choice]


def test_variants_of_one_word_are_all_named_without_reading(drawn, entry_of, counted):
    photo = drawn(((PLAIN, 3), (WORD, 3)), ((WORD, 2), (PLAIN, 4)), side=900)
    unsized = [
        replace(entry_of(seed), size_x_mm=None, size_y_mm=None) for seed in (PLAIN, WORD, LARGER)
    ]
    found = counted(find(photo.pixels, Index(unsized[:2])))
    assert found == {PLAIN + 1: 7, WORD + 1: 5}
