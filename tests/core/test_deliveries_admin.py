"""What staff see of webhooks, and that a parked one is sent again from there."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.models import Delivery, DeliveryAttempt
from core.webhooks import open_delivery
from tests.people import staff

pytestmark = pytest.mark.django_db
LIST = reverse("admin:core_delivery_changelist")


@pytest.fixture
def parked():
    url = "https://hook.example/in?token=very-secret"
    row = open_delivery(url, "report.ready", {"id": 7}, panel="scenes", subject="report 81001")
    values = {"state": "parked", "reason": "The receiver answered 404.", "attempts": 2}
    Delivery.objects.filter(pk=row.pk).update(finished_at=timezone.now(), **values)
    DeliveryAttempt.objects.create(
        delivery=row, number=1, status=404, duration_ms=12.5, answer="<b>no such page</b>"
    )
    DeliveryAttempt.objects.create(delivery=row, number=2)
    return row


def page_of(client, row):
    response = client.get(reverse("admin:core_delivery_change", args=[row.pk]))
    assert response.status_code == 200
    return response.content.decode()


def send_again(client, row):
    data = {"action": "send_again", "_selected_action": str(row.pk)}
    return client.post(LIST, data, follow=True).content.decode()


def test_the_list_names_what_where_and_how_it_ended(parked, admin_client):
    html = admin_client.get(LIST, {"q": "report 81001"}).content.decode()
    for shown in ("report 81001", "https://hook.example/in", "parked"):
        assert shown in html
    assert "very-secret" not in html


def test_a_delivery_shows_each_attempt_and_what_was_sent(parked, admin_client):
    html = page_of(admin_client, parked)
    for shown in ("The receiver answered 404.", "&lt;b&gt;no such page", "12", "&quot;id&quot;: 7"):
        assert shown in html
    assert "its worker was stopped in the middle" in html
    assert "very-secret" not in html


def test_a_long_body_is_shown_in_part(admin_client):
    row = open_delivery("https://x.example/", "e", {"json": "y" * 100_000}, panel="p", subject="s")
    assert len(page_of(admin_client, row)) < 80_000


def test_a_parked_delivery_is_sent_again(parked, admin_client):
    assert "Send again" in page_of(admin_client, parked)
    assert "1 of 1 deliveries are sent again." in send_again(admin_client, parked)
    parked.refresh_from_db()
    assert (parked.state, parked.tries, parked.finished_at) == ("waiting", 0, None)
    assert "0 of 1 deliveries are sent again." in send_again(admin_client, parked)


def test_who_may_only_look_sends_nothing(parked):
    client = staff("view_delivery")
    assert "<button" not in page_of(client, parked).partition("Attempts")[0].rpartition("</nav>")[2]
    send_again(client, parked)
    parked.refresh_from_db()
    assert parked.state == "parked"


def test_deliveries_are_not_for_every_member_of_staff(parked):
    assert staff("view_job").get(LIST).status_code == 403


def test_a_waiting_delivery_is_tried_again_now(
    parked, admin_client, django_capture_on_commit_callbacks
):
    later = timezone.now() + timedelta(hours=3)
    Delivery.objects.update(state=Delivery.State.WAITING, due_at=later, tries=4, finished_at=None)
    page = admin_client.get(reverse("admin:core_delivery_change", args=[parked.pk]))
    assert "Try again now" in page.content.decode()
    body = {"action": "try_now", "_selected_action": str(parked.pk)}
    with django_capture_on_commit_callbacks() as sent:
        told = admin_client.post(LIST, body, follow=True).content.decode()
    assert "1 of 1 deliveries are tried now." in told
    parked.refresh_from_db()
    assert (parked.due_at <= timezone.now(), parked.tries, len(sent)) == (True, 4, 1)


def test_a_delivery_that_has_ended_is_not_tried_now(parked, admin_client):
    body = {"action": "try_now", "_selected_action": str(parked.pk)}
    told = admin_client.post(LIST, body, follow=True).content.decode()
    assert "0 of 1 deliveries are tried now." in told
    parked.refresh_from_db()
    assert parked.state == Delivery.State.PARKED
