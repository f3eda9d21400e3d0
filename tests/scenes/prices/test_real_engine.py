"""Drawn tags in every style a shop may print, found and read with the real text engine.

How often photos are read rightly is measured by ``manage.py evaluate tags``.
"""

from __future__ import annotations

from random import Random

import cv2
import numpy as np
import pytest

from core.engines import Pixels
from core.engines.loading import text_engine
from scenes.drawing.prices import STYLES, Price, drawn_tag, priced
from scenes.drawing.products import product
from scenes.prices import tags_of
from tests.scenes.prices.shelf import STEP, bare_shelf, tag_place

SIGNS = {"$": "$", "€": "EUR", "฿": "THB", "": ""}


def _shelf(prices: list[Price]) -> Pixels:
    pixels = bare_shelf(len(prices))
    for number, price in enumerate(prices):
        tag = np.asarray(drawn_tag(price, product(40 * number), (STEP - 40) / 64))
        left, top = tag_place(number)
        pixels[top : top + tag.shape[0], left : left + tag.shape[1]] = tag
    noise = np.random.default_rng(2).normal(0, 4, pixels.shape)
    return np.asarray(np.clip(cv2.GaussianBlur(pixels, (0, 0), 0.7) + noise, 0, 255), np.uint8)


@pytest.mark.parametrize("style", sorted(STYLES))
def test_tags_of_every_style_are_read(style: str):
    random = Random(f"tags {style}")
    drawn = (priced(random, style) for _ in range(50))
    prices = [price for price in drawn if price.amount >= 10][:4]
    tags = sorted(tags_of(_shelf(prices), text_engine()), key=lambda tag: tag.quad[0].x)
    assert [tag.price for tag in tags] == [price.amount for price in prices]
    assert [tag.promo for tag in tags] == [price.promo for price in prices]
    assert {tag.currency for tag in tags} <= {SIGNS[prices[0].currency], ""}


@pytest.mark.parametrize("old", [None, 8.49])
def test_raised_cents_behind_one_large_digit_are_read(old: float | None):
    amounts = [2.25, 5.29, 1.49, 7.99]
    prices = [Price(amount, "$", "raised", old) for amount in amounts]
    tags = sorted(tags_of(_shelf(prices), text_engine()), key=lambda tag: tag.quad[0].x)
    assert [tag.price for tag in tags] == amounts


def test_packs_without_tags_show_none():
    assert tags_of(bare_shelf(5), text_engine()) == ()
