"""Maps of a plane: 3 x 3 matrices that take points (n, 2) to others. Pure."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]
Matrix = NDArray[np.floating[Any]]
"""3 x 3, from a page's own frame to photo pixels."""


def mapped(matrix: Matrix, points: Floats) -> Floats:
    """``points`` (n, 2) through ``matrix``."""
    moved = np.c_[points, np.ones(len(points))] @ matrix.T
    return np.asarray(moved[:, :2] / moved[:, 2:], np.float64)


def affine(own: Floats, seen: Floats) -> Matrix:
    """The map without perspective that takes ``own`` nearest to ``seen``."""
    terms = np.c_[own, np.ones(len(own))]
    answer = np.linalg.lstsq(terms, seen, rcond=None)[0]
    return np.vstack([answer.T, [0, 0, 1]])


def nearest_similarity(own: Floats, seen: Floats) -> Matrix:
    """The turn, stretch and shift that take ``own`` nearest to ``seen``."""
    here, there = complex_of(own), complex_of(seen)
    centre, target = here.mean(), there.mean()
    turn = np.vdot(here - centre, there - target) / np.vdot(here - centre, here - centre)
    return similarity(complex(turn), complex(target - turn * centre))


def similarity(turn: complex, shift: complex) -> Matrix:
    """Points as complex numbers times ``turn``, plus ``shift``."""
    return np.array(
        [[turn.real, -turn.imag, shift.real], [turn.imag, turn.real, shift.imag], [0, 0, 1]]
    )


def scale(own: Floats, seen: Floats) -> float:
    """How much wider ``seen`` is spread than ``own``."""
    return float(np.linalg.norm(seen.std(0))) / max(float(np.linalg.norm(own.std(0))), 1e-6)


def complex_of(points: Floats) -> NDArray[np.complex128]:
    """Points as complex numbers."""
    return np.asarray(points[..., 0] + 1j * points[..., 1], np.complex128)
