"""Places of one photo that look alike are decided together."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from scenes.matching import Index
from scenes.matching.choosing import Choice
from scenes.matching.looks import View
from scenes.matching.pooling import pooled
from tests.scenes.matching.placing import placed

TALL = 200
BOTTOM = 300


@pytest.fixture(scope="module")
def index(entry_of) -> Index:
    return Index([replace(entry_of(seed), sku=sku) for sku, seed in ((1, 40), (2, 80))])


@pytest.fixture(scope="module")
def view(index: Index) -> View:
    """The first product at 50 and 300, the second at 550."""
    photo = np.full((360, 800, 3), 120, np.uint8)
    for left, entry in ((50, 0), (300, 0), (550, 1)):
        features = index.entries[entry].features
        size = (round(features.width * TALL / features.height), TALL)
        photo[BOTTOM - TALL : BOTTOM, left : left + size[0]] = cv2.resize(features.picture(), size)
    return View(photo)


def taken_for_the_first(index: Index, left: int, margin: float, logit: float) -> Choice:
    best = placed(index, 0, left, BOTTOM, TALL, logit)
    return Choice(best, ((placed(index, 1, left, BOTTOM, TALL), margin),))


def test_what_one_leaves_in_doubt_its_equal_tells(index: Index, view: View):
    sure, doubtful = (taken_for_the_first(index, *of) for of in ((50, 3.0, 3.0), (300, 0.2, -1.0)))
    found = pooled([sure, doubtful], view, index)
    assert [choice.rivals[0][1] for choice in found] == pytest.approx([1.6, 1.6])
    assert [choice.best.logit for choice in found] == pytest.approx([1.0, 1.0])


def test_another_product_in_the_photo_tells_nothing(index: Index, view: View):
    choices = [taken_for_the_first(index, 50, 3.0, 3.0), taken_for_the_first(index, 550, 0.2, -1.0)]
    assert pooled(choices, view, index) == choices


def test_what_is_sure_is_left_alone(index: Index, view: View):
    choices = [taken_for_the_first(index, 50, 9.0, 12.0), taken_for_the_first(index, 300, 0.2, 1.0)]
    assert pooled(choices, view, index) == choices
