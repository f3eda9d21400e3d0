"""What the dashboard says about shelf scenes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.asked import Asked
from core.models import Delivery, TimelineRequest, TimelineStep
from core.panel_dashboard import Added, Card, Dashboard, Found, Section
from core.shares import percent, quantile, shares_of
from core.traffic import Kept, kept
from core.vision_advice import Advice
from core.waterfall import duration_text
from scenes.models import Report, Scene, ScenePhoto, ShelfSettings
from scenes.operating.advice import advice

_LATEST = 500
_FACINGS = {"0": 0, "1–5": 1, "6–10": 6, "11–20": 11, "21–40": 21, "41–80": 41, "> 80": 81}
"""Facings of a photo, with the least of each."""


class LatestPhoto(NamedTuple):
    error: str
    quality: dict[str, Any] | None


class ScenesDashboard(Dashboard):
    panel = "scenes"
    title = gettext_lazy("Shelf scenes")
    tasks = "scenes."
    settings = "scenes.shelfsettings"
    rows = "scenes.scene"
    answers = dict(Scene.State.choices)
    answers_title = gettext_lazy("State")

    def advice(self) -> list[Advice]:
        row = ShelfSettings.objects.first() or ShelfSettings()
        return advice(row, today=timezone.localdate())

    def added(self, asked: Asked) -> Added:
        all_kept, latest = sum(kept(asked).values(), Kept()), asked.latest(_LATEST)
        photos = _photos(latest)
        deliveries = asked.within(Delivery.objects.filter(panel=self.panel)).order_by()
        return Added(
            cards=[*_scenes(all_kept, latest), *_photo_cards(all_kept, photos), _parked()],
            sections=[_facings(latest), _quality(photos), _reports(latest), _told(deliveries)],
        )

    def found(self, requests: Sequence[TimelineRequest]) -> dict[UUID, Found]:
        ids = [request.pk for request in requests]
        rows = Scene.objects.filter(timeline_id__in=ids).order_by().defer("realogram")
        counted = rows.annotate(photo_count=Count("photos"))
        return {row.timeline_id: _found(row) for row in counted}


def _found(row: Any) -> Found:
    photos = ngettext("%(count)s photo", "%(count)s photos", row.photo_count)
    text = _("scene %(number)s") % {"number": row.pk}
    note = f"{photos % {'count': row.photo_count}}, {row.get_state_display()}"
    return Found(text, reverse("admin:scenes_scene_change", args=[row.pk]), note=note)


def _scenes(all_kept: Kept, latest: list[UUID]) -> list[Card]:
    scenes = Scene.objects.filter(timeline_id__in=latest).order_by()
    ends = scenes.values_list("created_at", "finished_at")
    took = [(end - begin) / timedelta(milliseconds=1) for begin, end in ends if end]
    median = quantile(sorted(took), 0.5)
    return [
        Card(_("Scenes"), f"{all_kept.requests:,}"),
        Card(
            _("A scene takes"),
            "–" if median is None else duration_text(median),
            _("median, from request to reports"),
        ),
    ]


def _photos(latest: list[UUID]) -> list[LatestPhoto]:
    photos = ScenePhoto.objects.filter(scene__timeline_id__in=latest).order_by()
    return [LatestPhoto(*photo) for photo in photos.values_list("error", "upload__quality")]


def _photo_cards(all_kept: Kept, photos: list[LatestPhoto]) -> list[Card]:
    failed = _("%(share)s %% of the latest could not be recognised")
    share = f"{percent(sum(1 for photo in photos if photo.error), len(photos)):.1f}"
    return [
        Card(_("Photos"), f"{all_kept.parts:,}", failed % {"share": share}),
        Card(_("Model tokens"), f"{all_kept.tokens:,}"),
    ]


def _parked() -> Card:
    parked = Delivery.objects.filter(state=Delivery.State.PARKED).count()
    return Card(_("Webhooks parked"), f"{parked:,}", _("waiting to be sent again by hand"))


def _facings(latest: list[UUID]) -> Section:
    """Photos by how many facings were found, from the steps of the latest scenes."""
    steps = TimelineStep.objects.filter(request__in=latest, name="matching", outcome="ok")
    counts: Counter[str] = Counter()
    for detail in steps.order_by().values_list("detail", flat=True):
        facings = detail.get("facings", 0)
        counts[[name for name, least in _FACINGS.items() if facings >= least][-1]] += 1
    drawn = shares_of((name, counts[name]) for name in _FACINGS) if counts else []
    note = _("of photos of the latest %(count)s scenes") % {"count": f"{_LATEST:,}"}
    return _bars(_("Facings"), note, drawn)


def _quality(photos: list[LatestPhoto]) -> Section:
    verdicts: Counter[str] = Counter()
    for _error, quality in photos:
        problems = [_("not judged")] if quality is None else quality["problems"] or [_("good")]
        verdicts.update(problems)
    note = _("of photos of the latest %(count)s scenes; one may have several faults")
    return _bars(
        _("Quality of photos"),
        note % {"count": f"{_LATEST:,}"},
        shares_of(verdicts.most_common()),
    )


def _reports(latest: list[UUID]) -> Section:
    made = Report.objects.filter(scene__timeline_id__in=latest, status=Report.Status.READY)
    types = made.order_by().values_list("report_type").annotate(n=Count("*")).order_by("-n")
    note = _("ready, of the latest %(count)s scenes") % {"count": f"{_LATEST:,}"}
    return _bars(_("Reports"), note, shares_of(types))


def _told(deliveries: QuerySet[Delivery]) -> Section:
    states = dict(deliveries.values_list("state").annotate(count=Count("*")))
    labels = {str(label): states.get(state, 0) for state, label in Delivery.State.choices}
    drawn = shares_of(labels.items()) if states else []
    return _bars(_("Webhooks"), _("reports told to their receivers"), drawn)


def _bars(title: str, note: str, drawn: Any) -> Section:
    shown = {"title": title, "note": note, "groups": [("", drawn)]}
    return Section("core/dashboard/bars.html", shown)
