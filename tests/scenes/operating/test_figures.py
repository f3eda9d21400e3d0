"""What the dashboard says about shelf scenes."""

import pytest
from django.utils import timezone

from core.asked import Asked
from core.models import Delivery, TimelineRequest, TimelineStep
from core.timeline import came_to
from scenes.models import Report, Scene, ScenePhoto, Upload, Visit
from scenes.operating.figures import ScenesDashboard

pytestmark = pytest.mark.django_db


def scene(*facings, state="merged", problems=(), client="key:a"):
    """One scene with a photo for each number of facings."""
    now = timezone.now()
    timeline = TimelineRequest.objects.create(
        panel="scenes", client=client, status=201, created_at=now
    )
    came_to(timeline.pk, state, parts=len(facings))
    row = Scene.objects.create(visit=Visit.objects.create(), timeline_id=timeline.pk, state=state)
    for position, count in enumerate(facings):
        quality = {"problems": list(problems)}
        upload = Upload.objects.create(file="x.jpg", width=9, height=9, quality=quality)
        ScenePhoto.objects.create(scene=row, upload=upload, position=position)
        TimelineStep.objects.create(
            request=timeline,
            name="matching",
            started_at=now,
            duration_ms=5,
            outcome="ok",
            detail={"facings": count},
        )
    return row


def added(**filters):
    found = ScenesDashboard().added(Asked("scenes", 30, **filters))
    sections = {
        section.shown["title"]: {
            share.label: share.count for share in dict(section.shown["groups"])[""] if share.count
        }
        for section in found.sections
    }
    return {str(card.title): card.value for card in found.cards}, sections


def test_photos_are_counted_by_their_facings():
    scene(0, 5, 6)
    scene(200)
    cards, sections = added()
    assert sections["Facings"] == {"0": 1, "1–5": 1, "6–10": 1, "> 80": 1}
    assert (cards["Scenes"], cards["Photos"]) == ("2", "4")


def test_quality_of_photos_is_shown_with_each_fault():
    scene(1)
    scene(1, problems=["blurred", "dark"])
    ScenePhoto.objects.create(
        scene=scene(),
        upload=Upload.objects.create(file="x.jpg", width=9, height=9),
        position=0,
    )
    found = added()[1]["Quality of photos"]
    assert found == {"good": 1, "blurred": 1, "dark": 1, "not judged": 1}


def test_reports_and_webhooks_are_counted():
    row = scene(1)
    for status in ("READY", "ERROR"):
        Report.objects.create(scene=row, report_type="REALOGRAM", asked_as=status, status=status)
    for state in ("delivered", "delivered", "parked"):
        Delivery.objects.create(panel="scenes", event="e", state=state)
    Delivery.objects.create(panel="other", event="e", state="delivered")
    cards, sections = added()
    assert sections["Reports"] == {"REALOGRAM": 1}
    assert sections["Webhooks"] == {"delivered": 2, "parked": 1}
    assert cards["Webhooks parked"] == "1"


def test_an_empty_panel_has_empty_sections():
    cards, sections = added()
    assert all(not shares for shares in sections.values())
    assert cards["A scene takes"] == "–"


def test_filters_narrow_scenes_by_state_and_client():
    scene(1, state="failed")
    scene(1, 1, client="key:b")
    assert added(answer="failed")[0]["Photos"] == "1"
    assert added(client="key:b")[0]["Photos"] == "2"


def test_every_row_leads_to_its_scene(admin_client):
    row = scene(3, 4)
    text = admin_client.get("/dashboards/scenes").content.decode()
    assert f'/admin/scenes/scene/{row.pk}/change/">scene {row.pk}</a>' in text
    assert "2 photos, recognised" in text
