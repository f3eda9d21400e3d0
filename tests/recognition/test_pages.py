"""First page, dashboard, the list of recognitions, and the evidence behind one."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse
from django.utils import timezone

from core.models import TimelineRequest
from core.timeline import Timeline
from recognition.models import CachedReading, RecognitionDetail, SerialRecognition

pytestmark = pytest.mark.django_db

DASHBOARD = "/ai_serial_recognition/dashboard"
LIST = "/admin/recognition/serialrecognition/"
EVIL = "<script>alert(1)</script>"


def recognition(*, days_ago=0, detail=None, **columns):
    columns.setdefault("recognition_status", "success")
    row = SerialRecognition.objects.create(**{"clientUid": "client-1", **columns})
    if days_ago:
        then = timezone.now() - timedelta(days=days_ago)
        SerialRecognition.objects.filter(pk=row.pk).update(created_at=then)
    RecognitionDetail.objects.create(recognition=row, **(detail or {}))
    return row


@pytest.fixture
def evil():
    return recognition(
        clientUid=EVIL,
        serialNumber=EVIL,
        confidence=0.91,
        location=EVIL,
        notes=EVIL,
        feedback=EVIL,
        rating=1,
        fileName=EVIL,
        additionalNumbers=[EVIL],
        detail={
            "model": EVIL,
            "barcodes": [{"format": EVIL, "text": EVIL, "kind": EVIL}],
            "candidates": [
                {
                    "value": EVIL,
                    "kind": EVIL,
                    "label": EVIL,
                    "sources": [EVIL],
                    "confidence": 0.91,
                    "checks": {EVIL: False},
                    "box": None,
                }
            ],
        },
    )


def test_the_first_page_is_open_to_all_and_shows_where_to_go(client):
    page = client.get("/")
    text = page.content.decode()
    assert page.status_code == 200
    for target in ("/admin/", "/api/docs", "/api/schema", "/healthz", "/docs/", DASHBOARD):
        assert f'href="{target}"' in text
    assert not re.findall(r'(?:src|href)="(?:https?:)?//[^"]+', text)


def test_the_first_page_says_what_is_wrong(client):
    assert "No worker has reported" in client.get("/").content.decode()


def test_configurations_leads_to_the_settings_page_login_first(client, admin_client):
    answer = client.get("/ai_serial_recognition/configurations")
    assert answer["Location"].startswith("/admin/login/?next=/ai_serial_recognition/configurations")
    answer = admin_client.get("/ai_serial_recognition/configurations")
    assert answer["Location"] == reverse("admin:recognition_recognitionsettings_changelist")


def test_the_dashboard_is_for_staff_who_may_see_recognitions(client, admin_client):
    assert client.get(DASHBOARD)["Location"].startswith("/admin/login/")
    staff = User.objects.create_user("staff", password="x", is_staff=True)
    client.force_login(staff)
    assert client.get(DASHBOARD).status_code == 403
    staff.user_permissions.add(Permission.objects.get(codename="view_serialrecognition"))
    assert client.get(DASHBOARD).status_code == 200
    assert admin_client.get(DASHBOARD).status_code == 200


def test_an_empty_dashboard_opens(admin_client):
    page = admin_client.get(DASHBOARD).content.decode()
    assert "No requests in this time." in page
    assert "No answer of this time is rated" in page
    assert "0.0 %" in page


def test_the_dashboard_escapes_what_clients_and_stickers_say(admin_client, evil):
    page = admin_client.get(DASHBOARD).content.decode()
    assert EVIL not in page
    assert "&lt;script&gt;" in page


def test_the_list_opens_searches_and_filters(admin_client, evil):
    recognition(serialNumber="FIND-ME", confidence=0.99, rating=4)
    recognition(serialNumber="ANOTHER", confidence=0.99)
    page = admin_client.get(LIST).content.decode()
    assert "FIND-ME" in page
    assert EVIL not in page
    found = admin_client.get(LIST, {"q": "FIND-ME"}).content.decode()
    assert "FIND-ME" in found
    assert "ANOTHER" not in found
    filtered = admin_client.get(LIST, {"recognition_status__exact": "error"}).content.decode()
    assert "FIND-ME" not in filtered


def test_the_evidence_of_a_recognition_is_shown_and_escaped(admin_client, evil):
    page = admin_client.get(f"{LIST}{evil.pk}/change/").content.decode()
    assert EVIL not in page
    assert page.count("&lt;script&gt;") >= 10
    assert "check digit does not fit" in page


def test_a_recognition_without_detail_or_timeline_is_shown_too(admin_client):
    row = SerialRecognition.objects.create(clientUid="c", recognition_status="error")
    page = admin_client.get(f"{LIST}{row.pk}/change/")
    assert page.status_code == 200
    assert "No steps were recorded" in page.content.decode()
    assert admin_client.get(LIST).status_code == 200


def test_the_timeline_of_a_recognition_is_shown_with_it(admin_client):
    timeline = Timeline.begin("recognition")
    timeline.mark("image_fetch")
    timeline.flush()
    row = recognition(serialNumber="A1", timeline_request_id=str(timeline.id))
    assert "image_fetch" in admin_client.get(f"{LIST}{row.pk}/change/").content.decode()


def test_recognitions_cannot_be_changed_or_deleted_one_by_one(admin_client):
    row = recognition(serialNumber="A1")
    assert admin_client.post(f"{LIST}{row.pk}/change/", {"serialNumber": "B2"}).status_code == 403
    assert admin_client.post(f"{LIST}{row.pk}/delete/", {"post": "yes"}).status_code == 403
    assert SerialRecognition.objects.get().serialNumber == "A1"


def run(client, action, *rows, **more):
    body = {"action": action, "_selected_action": [row.pk for row in rows], **more}
    return client.post(LIST, body)


def test_the_csv_export_neutralises_formulas(admin_client):
    row = recognition(serialNumber="=1+1", notes="@SUM(A1)", confidence=0.5)
    answer = run(admin_client, "export_csv", row)
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    [line] = csv.DictReader(io.StringIO(text))
    assert (line["serialNumber"], line["notes"]) == ("'=1+1", "'@SUM(A1)")
    assert line["id"] == row.pk


def test_everything_of_a_client_is_deleted_after_a_question(admin_client):
    timeline = Timeline.begin("recognition")
    timeline.describe(client="gone")
    timeline.flush()
    first = recognition(clientUid="gone", serialNumber="A1", detail={"cache_key": "k1"})
    recognition(clientUid="gone", serialNumber="A2")
    recognition(clientUid="stays", serialNumber="A3")
    CachedReading.objects.create(key="k1", owner=timeline.id)
    question = run(admin_client, "forget_clients", first)
    assert question.status_code == 200
    assert "cannot be undone" in question.content.decode()
    assert SerialRecognition.objects.count() == 3
    admin_client.post(reverse("admin:recognition_forget"), {"client": ["gone"]})
    assert list(SerialRecognition.objects.values_list("clientUid", flat=True)) == ["stays"]
    assert not TimelineRequest.objects.filter(client="gone").exists()
    assert not CachedReading.objects.exists()


def test_the_question_escapes_client_names(admin_client, evil):
    assert EVIL not in run(admin_client, "forget_clients", evil).content.decode()


def test_deleting_needs_its_permission(client):
    staff = User.objects.create_user("staff", password="x", is_staff=True)
    staff.user_permissions.add(Permission.objects.get(codename="view_serialrecognition"))
    client.force_login(staff)
    row = recognition(clientUid="stays", serialNumber="A1")
    run(client, "forget_clients", row)
    assert (
        client.post(reverse("admin:recognition_forget"), {"client": ["stays"]}).status_code == 403
    )
    assert client.get(reverse("admin:recognition_forget")).status_code == 405
    assert SerialRecognition.objects.count() == 1
