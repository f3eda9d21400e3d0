"""Displays and planograms name each other; both sides are kept the same."""

from __future__ import annotations

from django.db import transaction

from core.turns import take_turn
from scenes.models import Display, Planogram

PAIRS = "displays and planograms"
"""The turn of those who change pairs: take it before a row of either is locked."""


@transaction.atomic
def link(display: Display | None, planogram: Planogram | None) -> None:
    """Make ``planogram`` the one of ``display`` and of no other, and the other way round.

    None on one side takes the other one's partner away. Others who change pairs wait.
    """
    take_turn(PAIRS)
    if display is not None:
        Planogram.objects.filter(display=display).exclude(pk=_pk(planogram)).update(display=None)
        Display.objects.filter(pk=display.pk).update(planogram=planogram)
        display.planogram = planogram
    if planogram is not None:
        Display.objects.filter(planogram=planogram).exclude(pk=_pk(display)).update(planogram=None)
        Planogram.objects.filter(pk=planogram.pk).update(display=display)
        planogram.display = display


def _pk(row: Display | Planogram | None) -> int:
    return row.pk if row is not None else 0
