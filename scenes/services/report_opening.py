"""Which reports a scene gets, and their rows."""

from __future__ import annotations

from collections.abc import Sequence

from scenes.models import Display, Report, Scene, ShelfSettings
from scenes.reports.registry import plain_name
from scenes.services.master_data import must_have_list_of, planogram_of


def usual_reports(row: ShelfSettings, displays: Sequence[Display], photos: int) -> list[str]:
    """The types that are made where a caller names none: the operator's, and those that the
    displays and the number of photos call for."""
    usual = [name for name in row.defaultReports if isinstance(name, str) and plain_name(name)]
    extra = {
        "MHL_COMPLIANCE": must_have_list_of(displays) is not None,
        "PLANOGRAM_COMPLIANCE": planogram_of(displays) is not None,
        "PANORAMA": photos > 1,
    }
    have = {plain_name(name) for name in usual}
    usual += [name for name, is_due in extra.items() if is_due and name not in have]
    return list(dict.fromkeys(usual))


def open_reports(scene: Scene, names: Sequence[str]) -> list[Report]:
    """Write a report for each of ``names``, known types in the caller's spelling."""
    reports = []
    for name in names:
        plain = plain_name(name)
        assert plain is not None
        previous = previous_report(scene, plain)
        reports.append(
            Report.objects.create(
                scene=scene, report_type=plain, asked_as=name, previous_report=previous
            )
        )
    return reports


def previous_report(scene: Scene, report_type: str) -> Report | None:
    """The report of this type that was made last for the same displays in the same shop.

    A visit that names no shop has none before it: nobody knows that it was the same one.
    """
    if not scene.visit.shop:
        return None
    same = Report.objects.filter(
        report_type=report_type, scene__visit__shop=scene.visit.shop, scene__displays=scene.displays
    )
    return same.exclude(scene=scene).order_by("-id").first()
