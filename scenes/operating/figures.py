"""What the dashboard says about shelf scenes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.asked import Asked, Rows
from core.models import Delivery, TimelineRequest, TimelineStep
from core.panel_dashboard import Added, Card, Dashboard, Found, Section
from core.shares import percent, quantile, shares_of
from core.vision_advice import Advice
from core.waterfall import duration_text
from scenes.models import Report, Scene, ScenePhoto, ShelfSettings
from scenes.operating.advice import advice

_LATEST = 500
_FACINGS = {"0": 0, "1–5": 1, "6–10": 6, "11–20": 11, "21–40": 21, "41–80": 41, "> 80": 81}
"""Facings of a photo, with the least of each."""


class ScenesDashboard(Dashboard):
    panel = "scenes"
    title = gettext_lazy("Shelf scenes")
    tasks = "scenes."
    settings = "scenes.shelfsettings"
    rows = "scenes.scene"
    answers = dict(Scene.State.choices)
    answers_title = gettext_lazy("State")

    def answered(self, asked: Asked) -> QuerySet[Any, Any]:
        scenes = _of(asked, Scene.objects.order_by("-created_at"))
        return scenes.values_list("timeline_id", flat=True)

    def advice(self) -> list[Advice]:
        row = ShelfSettings.objects.first() or ShelfSettings()
        return advice(row, today=timezone.localdate())

    def added(self, asked: Asked) -> Added:
        scenes = _of(asked, Scene.objects.order_by("-created_at"))
        photos = _of(asked, ScenePhoto.objects.order_by(), at="scene__")
        deliveries = asked.within(Delivery.objects.filter(panel=self.panel)).order_by()
        return Added(
            cards=[*_scenes(scenes), *_photos(photos), _parked()],
            sections=[_facings(scenes), _quality(photos), _reports(scenes), _told(deliveries)],
        )

    def found(self, requests: Sequence[TimelineRequest]) -> dict[UUID, Found]:
        ids = [request.pk for request in requests]
        rows = Scene.objects.filter(timeline_id__in=ids).order_by().defer("realogram")
        counted = rows.annotate(photo_count=Count("photos"))
        return {row.timeline_id: _found(row) for row in counted}


def _of(asked: Asked, rows: QuerySet[Rows], at: str = "") -> QuerySet[Rows]:
    """Those of the requests and the state asked for; ``at`` leads to the scene."""
    if asked.answer:
        rows = rows.filter(**{f"{at}state": asked.answer})
    return asked.of_requests(rows, f"{at}timeline_id", f"{at}created_at")


def _found(row: Any) -> Found:
    photos = ngettext("%(count)s photo", "%(count)s photos", row.photo_count)
    text = _("scene %(number)s") % {"number": row.pk}
    note = f"{photos % {'count': row.photo_count}}, {row.get_state_display()}"
    return Found(text, reverse("admin:scenes_scene_change", args=[row.pk]), note=note)


def _scenes(scenes: QuerySet[Scene]) -> list[Card]:
    ended = scenes.filter(finished_at__isnull=False).values_list("created_at", "finished_at")
    took = [(end - begin) / timedelta(milliseconds=1) for begin, end in ended[:_LATEST] if end]
    median = quantile(sorted(took), 0.5)
    return [
        Card(_("Scenes"), f"{scenes.count():,}"),
        Card(
            _("A scene takes"),
            "–" if median is None else duration_text(median),
            _("median, from request to reports"),
        ),
    ]


def _photos(photos: QuerySet[ScenePhoto]) -> list[Card]:
    looked = photos.aggregate(
        all=Count("pk"), failed=Count("pk", filter=~Q(error="")), tokens=Sum("tokens")
    )
    failed = _("%(share)s %% could not be recognised")
    share = f"{percent(looked['failed'], looked['all']):.1f}"
    return [
        Card(_("Photos"), f"{looked['all']:,}", failed % {"share": share}),
        Card(_("Model tokens"), f"{looked['tokens'] or 0:,}"),
    ]


def _parked() -> Card:
    parked = Delivery.objects.filter(state=Delivery.State.PARKED).count()
    return Card(_("Webhooks parked"), f"{parked:,}", _("waiting to be sent again by hand"))


def _facings(scenes: QuerySet[Scene]) -> Section:
    """Photos by how many facings were found, from the steps of the latest scenes."""
    latest = list(scenes.values_list("timeline_id", flat=True)[:_LATEST])
    steps = TimelineStep.objects.filter(request__in=latest, name="matching", outcome="ok")
    counts: Counter[str] = Counter()
    for detail in steps.order_by().values_list("detail", flat=True):
        facings = detail.get("facings", 0)
        counts[[name for name, least in _FACINGS.items() if facings >= least][-1]] += 1
    drawn = shares_of((name, counts[name]) for name in _FACINGS) if counts else []
    note = _("of photos of the latest %(count)s scenes") % {"count": f"{_LATEST:,}"}
    return _bars(_("Facings"), note, drawn)


def _quality(photos: QuerySet[ScenePhoto]) -> Section:
    latest = photos.order_by("-scene__created_at").values_list("upload__quality", flat=True)
    verdicts: Counter[str] = Counter()
    for quality in latest[:_LATEST]:
        problems = [_("not judged")] if quality is None else quality["problems"] or [_("good")]
        verdicts.update(problems)
    note = _("of the latest %(count)s photos; one may have several faults")
    return _bars(
        _("Quality of photos"),
        note % {"count": f"{_LATEST:,}"},
        shares_of(verdicts.most_common()),
    )


def _reports(scenes: QuerySet[Scene]) -> Section:
    latest = list(scenes.values_list("pk", flat=True)[:_LATEST])
    made = Report.objects.filter(scene__in=latest, status=Report.Status.READY).order_by()
    types = made.values_list("report_type").annotate(n=Count("*")).order_by("-n")
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
