"""Poses are fitted to points and judged by where they bring a front."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.matching.poses import affine, corners_at, errors, fitted, height_of, plausible

LEAN = np.array([[0.4, 0.05], [-0.03, 0.5]])
TURN = np.array([[0.4, -0.1], [0.1, 0.4]])
POINTS = np.random.default_rng(1).uniform(0, 300, (12, 2)).astype(np.float32)


def _moved(linear: np.ndarray, points: np.ndarray) -> np.ndarray:
    return np.asarray(points @ linear.T + [700, 300], np.float32)


def test_many_points_give_the_affine_map_between_them():
    pose = fitted(POINTS, _moved(LEAN, POINTS), np.ones(12))
    assert np.allclose(pose[:2, :2], LEAN, atol=1e-4)
    assert errors(pose, POINTS, _moved(LEAN, POINTS)).max() < 1e-2


def test_few_points_give_the_similarity_between_them():
    pose = fitted(POINTS[:4], _moved(TURN, POINTS[:4]), np.ones(4))
    assert np.allclose(pose[:2, :2], TURN, atol=1e-4)


def test_many_points_on_one_line_give_a_similarity_too():
    line = np.column_stack([np.arange(10.0), 2 * np.arange(10.0)]).astype(np.float32)
    pose = fitted(line, _moved(TURN, line), np.ones(10))
    assert np.allclose(pose[:2, :2], TURN, atol=1e-3)


def test_a_point_without_weight_changes_nothing():
    seen = _moved(LEAN, POINTS)
    seen[0] += 90
    pull = np.ones(12)
    pull[0] = 0
    assert np.allclose(fitted(POINTS, seen, pull)[:2, :2], LEAN, atol=1e-4)


def test_the_height_of_a_pose_is_that_of_the_front_it_leads_to():
    upright = affine(np.eye(2) * 0.5, np.zeros(2), np.array([10.0, 20.0]))
    corners = corners_at(upright, 200.0)
    assert height_of(upright) == pytest.approx(corners[3, 1] - corners[0, 1])


@pytest.mark.parametrize(
    ("linear", "may_be"),
    [
        (np.eye(2), True),
        (TURN, True),
        (np.diag([-1.0, 1.0]), False),
        (np.diag([1.0, 2.2]), False),
        (np.array([[1.0, 0.9], [0.0, 1.0]]), False),
        (np.eye(2) * 0.005, False),
    ],
    ids=["upright", "turned", "mirrored", "stretched", "sheared", "a speck"],
)
def test_a_front_lies_only_as_fronts_can(linear: np.ndarray, may_be: bool):
    assert plausible(affine(linear, np.zeros(2), np.zeros(2)), 300.0) is may_be


def test_a_front_is_not_seen_from_behind_its_own_plane():
    behind = np.array([[1.0, 0, 0], [0, 1, 0], [0, -0.01, 1]])
    assert not plausible(behind, 300.0)
