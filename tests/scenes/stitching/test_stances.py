"""Ten equal products: those that stand alike in two photos are the same ones."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from scenes.drawing.plans import random_plan
from scenes.drawing.scene import draw_scene
from scenes.drawing.shots import Grid
from scenes.stitching.goods import goods_of, slips
from scenes.stitching.judging import Compared, Hypothesis
from scenes.stitching.pairs import candidates, view_of
from scenes.stitching.registering import Answer, judged
from scenes.stitching.stances import stance
from tests.scenes.stitching.drawn import TEN, seen


def drawn(jitter):
    return draw_scene(random_plan(3, TEN), 3, Grid(2, 1, side=1300), jitter=jitter).photos


@pytest.fixture(scope="module")
def uneven():
    return compared(drawn(1.0))


@pytest.fixture(scope="module")
def even():
    return compared(drawn(0.0))


def compared(pair):
    views = [view_of(photo.pixels) for photo in pair]
    goods = [
        goods_of(seen(photo, n), view.scale, (view.width, view.height))
        for n, (photo, view) in enumerate(zip(pair, views, strict=True), 1)
    ]
    way = np.linalg.inv(pair[1].homography) @ pair[0].homography
    return views, goods, way / way[2, 2]


def slipped(views, goods, way):
    """Homographies that lie one product beside the right one, as far as features bear them out."""
    right = Hypothesis(way, 200, 0.8, 0.5, 25, 8)
    by = [np.array([[1, 0, x], [0, 1, y], [0, 0, 1.0]]) for x, y in slips(*goods, way)]
    return [one.homography for one in Compared(*views).beside([right], [b @ way for b in by])]


def odds(case, way):
    views, goods, _ = case
    return stance(*views, candidates(*views), way, goods[1])


def test_the_same_products_stand_alike_and_their_neighbours_do_not(uneven):
    rivals = [odds(uneven, rival) for rival in slipped(*uneven)]
    assert odds(uneven, uneven[2]) > 3
    assert sum(rival < -5 for rival in rivals) >= 2
    assert max(rivals) < 0.5


def test_products_in_line_to_the_millimetre_tell_nothing_apart(even):
    rivals = [odds(even, rival) for rival in slipped(*even)]
    assert rivals
    assert min(odds(even, even[2]), *rivals) >= 0


def test_one_front_that_was_measured_wrongly_does_not_speak_for_all(uneven):
    views, goods, way = uneven
    there = np.flatnonzero(goods[1].names >= 0)[0]
    sizes, middles = goods[1].sizes.copy(), goods[1].middles.copy()
    wrong = replace(goods[1], sizes=sizes, middles=middles)
    sizes[there] *= 3
    assert odds((views, (goods[0], wrong), way), way) > 0


def test_few_products_say_nothing(uneven):
    views, goods, way = uneven
    one = replace(
        goods[1],
        middles=goods[1].middles[:1],
        sizes=goods[1].sizes[:1],
        names=goods[1].names[:1],
    )
    assert odds((views, (goods[0], one), way), way) == 0.0


def claim(x, **what):
    way = np.array([[1, 0, x], [0, 1, 0], [0, 0, 1.0]])
    return Hypothesis(way, 200, **{"good": 0.8, "share": 0.5, "unique": 25.0, "looks": 8.0, **what})


def test_of_two_places_that_explain_as_much_the_one_where_products_stand_alike_is_right():
    assert judged([claim(0), claim(110, good=0.75)]).answer is not Answer.OVERLAP
    verdict = judged([claim(0, stance=4), claim(110, good=0.75, stance=-20)])
    assert verdict.answer is Answer.OVERLAP
    assert verdict.homography[0, 2] == 0


def test_photos_whose_products_stand_unlike_are_not_joined():
    assert judged([claim(0, stance=-30)]).answer is Answer.UNSURE


def test_less_that_is_there_once_is_enough_where_many_products_stand_alike():
    rival = claim(110, stance=-20)
    assert judged([claim(0, unique=3, stance=8), rival]).answer is Answer.OVERLAP
    assert judged([claim(0, unique=3), rival]).answer is not Answer.OVERLAP
    assert judged([claim(0, unique=3, looks=2, stance=8), rival]).answer is not Answer.OVERLAP
