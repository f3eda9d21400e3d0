"""A past that never was, on which dashboards are measured: it is kept as a real one would be."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db.models import Sum

from core.asked import Asked
from core.dashboards import dashboard_of
from core.models import TimelineRequest
from core.showing import past
from core.traffic import kept, report
from ocr_docs.models import DocumentPage
from recognition.models import RecognitionDetail
from scenes.models import ScenePhoto

pytestmark = pytest.mark.django_db

PARTS = {"recognition": RecognitionDetail, "scenes": ScenePhoto, "ocr_docs": DocumentPage}


@pytest.mark.parametrize("label", PARTS)
def test_what_stands_beside_timelines_is_what_the_panel_keeps(label):
    made = import_module(apps.get_app_config(label).past)
    past.write(made.HABITS, made.write, requests=150, days=3)
    asked = Asked(dashboard_of(label).panel, 7)
    assert report(asked)["total"] == 150
    counts = kept(asked)
    assert set(counts) <= set(dashboard_of(label).answers)
    assert sum(one.parts for one in counts.values()) == PARTS[label].objects.count() > 0
    tokens = PARTS[label].objects.aggregate(all=Sum("tokens"))["all"]
    assert sum(one.tokens for one in counts.values()) == tokens
    assert TimelineRequest.objects.exclude(status=None).filter(finished_at=None).count() == 0
