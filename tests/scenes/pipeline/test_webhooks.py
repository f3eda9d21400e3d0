"""From photos to the webhook: each report is told once, READY or ERROR, and force_update again."""

import json

import pytest

from core import webhooks
from core.embedded import free_port
from core.models import Delivery


@pytest.fixture
def hook(httpserver, settings):
    """A receiver. ``hook.url``, and ``hook.told()``: the bodies that it has got."""
    settings.ALLOWED_PRIVATE_HOSTS = [f"{httpserver.host}:{httpserver.port}"]
    httpserver.expect_request("/hook", method="POST").respond_with_data("thanks")
    httpserver.address = httpserver.url_for("/hook")
    httpserver.told = lambda: [json.loads(request.data) for request, _ in httpserver.log]
    return httpserver


def deliver_all():
    for delivery in Delivery.objects.order_by("created_at"):
        webhooks.deliver(str(delivery.pk))


def test_every_report_of_a_scene_is_told_once(photo, recognize, drain, report, hook):
    types = ["FACING_COUNT", "REALOGRAM_1_5", "MHL_COMPLIANCE"]
    opened = recognize([photo(11, 12)], types, webhook=hook.address)
    drain()
    drain()
    deliver_all()
    deliver_all()
    told = {pk: body for body in hook.told() for pk, body in body["reports"].items()}
    assert len(hook.told()) == 3
    assert {body["id"] for body in hook.told()} == {opened["id"]}
    for name, pk in opened["reports"].items():
        assert told[str(pk)] == report(pk)
        if name != "MHL_COMPLIANCE":
            assert told[name] == report(pk)["json"]
    assert told[str(opened["reports"]["MHL_COMPLIANCE"])]["status"] == "ERROR"


def test_force_update_tells_the_address_that_it_names(photo, recognize, drain, call, report, hook):
    opened = recognize([photo(11, 12)], ["FACING_COUNT"])
    drain()
    pk = opened["reports"]["FACING_COUNT"]
    answer = call.post("reports/force_update/", {"reports": [pk], "webhook": hook.address})
    assert answer.status_code == 200
    drain()
    deliver_all()
    assert hook.told() == [{str(pk): report(pk)}]


def test_a_receiver_that_is_down_delays_no_report(photo, recognize, drain, report, settings):
    place = f"127.0.0.1:{free_port()}"
    settings.ALLOWED_PRIVATE_HOSTS = [place]
    opened = recognize([photo(11)], ["FACING_COUNT"], webhook=f"http://{place}/hook")
    drain()
    assert report(opened["reports"]["FACING_COUNT"])["status"] == "READY"
    deliver_all()
    assert Delivery.objects.get().state == Delivery.State.WAITING
