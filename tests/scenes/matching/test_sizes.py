"""Products of one look in two sizes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scenes.matching import Index
from scenes.matching.choosing import Choice
from scenes.matching.looks import Look
from scenes.matching.sizes import sized
from tests.scenes.matching.placing import placed

SMALL, LARGE, OTHER = 0, 1, 2


@pytest.fixture(scope="module")
def index(entry_of) -> Index:
    """The same front 200 mm and 240 mm high, and another product of 150 mm."""
    shot = entry_of(40)
    small, large = (
        replace(shot, sku=sku, size_y_mm=size) for sku, size in ((1, 200.0), (2, 240.0))
    )
    return Index([small, large, replace(entry_of(0), sku=3, size_y_mm=150.0)])


def others(index: Index) -> list[Choice]:
    """Surely known neighbours, a pixel for a millimetre at the left and 1.1 at the right."""
    places = ((0, 1.0), (200, 1.02), (500, 1.05), (800, 1.08), (1000, 1.1))
    return [Choice(placed(index, OTHER, left, 600, 150 * scale)) for left, scale in places]


def doubtful(index: Index, height: float, left: float = 400) -> Choice:
    """Taken for the small one, though hardly."""
    small, large = (placed(index, entry, left, 600, height) for entry in (SMALL, LARGE))
    return Choice(small, ((large, 0.8),))


@pytest.mark.parametrize(("height", "sku"), [(208.0, 1), (250.0, 2)])
def test_its_size_beside_its_neighbours_tells_which_it_is(index: Index, height: float, sku: int):
    *_, found = sized([*others(index), doubtful(index, height)], index)
    assert found.best.sku == sku
    assert found.rivals[0][1] > 2


def test_without_neighbours_of_known_size_nothing_changes(index: Index):
    alone = [doubtful(index, 250), doubtful(index, 252, left=700)]
    assert [choice.best.sku for choice in sized(alone, index)] == [1, 1]


def test_doubtful_products_of_both_sizes_tell_the_scale_among_themselves(index: Index):
    heights = (206.0, 208.0, 250.0, 207.0, 249.0)
    row = [doubtful(index, height, left=200.0 * place) for place, height in enumerate(heights)]
    found = sized(row, index)
    assert [choice.best.sku for choice in found] == [1, 1, 2, 1, 2]
    assert min(choice.rivals[0][1] for choice in found) > 2


def test_a_slope_is_no_difference_of_size(index: Index):
    heights = (200.0, 206.0, 212.0, 218.0, 224.0, 230.0)
    row = [doubtful(index, height, left=150.0 * place) for place, height in enumerate(heights)]
    found = sized([*others(index), *row], index)
    assert [choice.best.sku for choice in found[len(others(index)) :]] == [1] * 6


def test_a_neighbour_out_of_line_does_not_spoil_the_scale(index: Index):
    wrong = Choice(placed(index, OTHER, 350, 600, 260))
    *_, found = sized([*others(index), wrong, doubtful(index, 208)], index)
    assert found.best.sku == 1


def test_products_without_a_size_are_left_as_they_are(entry_of):
    shot = replace(entry_of(40), size_y_mm=None)
    index = Index([replace(shot, sku=1), replace(shot, sku=2), replace(entry_of(0), sku=3)])
    *_, found = sized([*others(index), doubtful(index, 250)], index)
    assert (found.best.sku, found.rivals[0][1]) == (1, 0.8)


def cut(one: Choice, seen: float) -> Choice:
    """The same with most of it beyond the photo's border, so that its height is a guess."""
    look = Look(one.best.look.print_, one.best.look.colour, seen)
    return replace(one, best=replace(one.best, look=look))


def test_what_the_border_cuts_off_is_doubted_where_it_would_be_of_another_size(index: Index):
    right, wrong = (Choice(placed(index, LARGE, 500, 600, height)) for height in (252, 205))
    *_, whole = sized([*others(index), wrong], index)
    assert whole.logit == wrong.logit
    *_, fitting, unfitting = sized([*others(index), cut(right, 0.4), cut(wrong, 0.4)], index)
    assert fitting.logit > right.logit - 0.5
    assert unfitting.logit < wrong.logit - 4


def test_what_little_speaks_for_is_doubted_more_where_it_would_be_squeezed(index: Index):
    faint = Choice(placed(index, LARGE, 500, 600, 100, logit=0.6))
    *_, found = sized([*others(index), faint], index)
    assert found.logit < faint.logit - 4


def test_without_a_scale_what_is_cut_off_stays_as_sure_as_it_was(index: Index):
    alone = cut(Choice(placed(index, LARGE, 500, 600, 205)), 0.4)
    assert sized([alone], index) == [alone]
