"""From what was measured to probabilities."""

from __future__ import annotations

from math import exp, log

# Logistic weights. Print and colour are likenesses of 0-1 (looks.py).
_BIAS = -2.2
_WEIGHT = 1.6
_PRINT = 18.0
_COLOUR = 8.0
# A product where its matches put it shows at least so much of its print.
_LEAST_PRINT, _UNLIKE = 0.56, 40.0
_LEANING_DEGREES = 60.0
_HIDDEN = 3.0
_HARDLY_SEEN = 0.4


def evidence(weight: float, print_: float, colour: float, turn: float, seen: float) -> float:
    """The log-odds that a product stands where its pack shot was placed.

    ``weight`` is that of its matches, ``turn`` how far it leans in degrees, ``seen`` the share of
    its front inside the photo.
    """
    matched = _WEIGHT * (log(1 + weight) - 1.0)
    looks = _PRINT * (print_ - 0.5) + _COLOUR * (colour - 0.55)
    looks -= _UNLIKE * max(_LEAST_PRINT - print_, 0.0)
    unlikely = (turn / _LEANING_DEGREES) ** 2 + _HIDDEN * (1 - seen)
    if seen < _HARDLY_SEEN:
        unlikely += _HIDDEN
    return _BIAS + matched + looks - unlikely


def probability(logit: float) -> float:
    """0-1 of log-odds."""
    return 1 / (1 + exp(-max(min(logit, 30.0), -30.0)))
