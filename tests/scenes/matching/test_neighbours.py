"""The search for the most similar descriptors."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from scenes.matching.keypoints import UNIT
from scenes.matching.neighbours import Neighbours, largest


def descriptors(many: int, seed: int) -> np.ndarray:
    """Like RootSIFT's: 128 parts, most of them small, of length UNIT."""
    parts = np.random.default_rng(seed).gamma(0.5, size=(many, 128))
    return (
        np.rint(parts / np.linalg.norm(parts, axis=1, keepdims=True) * UNIT)
        .clip(0, 255)
        .astype(np.uint8)
    )


def blurred(known: np.ndarray, seed: int) -> np.ndarray:
    """The same as another photo would show them."""
    noise = np.random.default_rng(seed).normal(0, 6, known.shape)
    return np.clip(known + noise, 0, 255).astype(np.uint8)


@pytest.fixture(scope="module")
def catalogue() -> np.ndarray:
    return descriptors(40_000, 1)


@pytest.fixture(scope="module")
def many(catalogue: np.ndarray) -> Neighbours:
    return Neighbours(catalogue, None, None)


def test_among_few_all_are_compared():
    known = descriptors(500, 2)
    where, alike = Neighbours(known, None, None).nearest(blurred(known, 3), 5, None)
    assert np.array_equal(where[:, 0], np.arange(500))
    assert np.all(np.diff(alike, axis=1) <= 0)


def test_among_fewer_than_asked_for_all_are_found():
    known = descriptors(4, 2)
    where, _ = Neighbours(known, None, None).nearest(known, 13, None)
    assert sorted(where[0]) == [0, 1, 2, 3]


def test_among_many_nearly_all_are_found_by_words(catalogue: np.ndarray, many: Neighbours):
    asked = np.arange(0, 40_000, 50)
    where, alike = many.nearest(blurred(catalogue[asked], 4), 13, None)
    assert np.mean(where[:, 0] == asked) > 0.95
    assert where.shape == alike.shape == (800, 13)
    assert np.all(np.diff(alike, axis=1) <= 0)


@pytest.mark.parametrize("step", [40, 2])
def test_only_what_is_allowed_is_found(catalogue: np.ndarray, many: Neighbours, step: int):
    allowed = np.arange(40_000) % step != 0
    allowed = allowed if step == 40 else ~allowed
    asked = np.flatnonzero(allowed)[::200]
    where, _ = many.nearest(blurred(catalogue[asked], 5), 13, allowed)
    assert allowed[where].all()
    assert np.mean(where[:, 0] == asked) > 0.95


def test_new_descriptors_join_the_words_that_there_are(catalogue: np.ndarray, many: Neighbours):
    new = descriptors(600, 9)
    words = many.vocabulary.words_of(new)
    grown = Neighbours(
        np.concatenate([catalogue, new]), np.concatenate([many.words, words]), many.vocabulary
    )
    assert grown.vocabulary is many.vocabulary
    where, _ = grown.nearest(blurred(new, 6), 13, None)
    assert np.mean(where[:, 0] == 40_000 + np.arange(600)) > 0.95


def test_a_catalogue_that_has_outgrown_its_words_gets_new_ones(
    catalogue: np.ndarray, many: Neighbours
):
    old = replace(many.vocabulary, learned_for=10_000)
    assert Neighbours(catalogue, many.words, old).vocabulary is not old


@pytest.mark.parametrize("width", [3, 13, 400, 5000])
def test_the_largest_of_each_row_are_those_that_sorting_finds(width: int):
    values = np.random.default_rng(8).normal(size=(40, width)).astype(np.float32)
    columns, found = largest(values, 13)
    assert np.array_equal(found, -np.sort(-values, axis=1)[:, :13])
    assert np.array_equal(np.take_along_axis(values, columns, axis=1), found)
