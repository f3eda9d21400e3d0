"""Displays and planograms name each other; both sides are kept the same."""

from __future__ import annotations

from django.db import transaction

from scenes.models import Display, Planogram


@transaction.atomic
def link(display: Display | None, planogram: Planogram | None) -> None:
    """Make ``planogram`` the one of ``display`` and of no other, and the other way round.

    None on one side takes the other one's partner away.
    """
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
