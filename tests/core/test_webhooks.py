"""Deliveries to real receivers: sent at least once, on a schedule, holding up nobody."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from core import webhook_attempts, webhooks
from core.embedded import free_port
from core.models import Delivery
from core.tasks import sweep_deliveries
from core.webhook_signing import headers_for, is_secret, new_secret
from tests.core.conftest import Server

pytestmark = pytest.mark.django_db

State = Delivery.State
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
BODY = {"id": 70011, "reports": {"81001": {"status": "READY"}}}


def answer(status, *headers, body=b"ok"):
    lines = [f"HTTP/1.1 {status} Said", *headers, f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body


class Receiver:
    """A server of somebody else: keeps what it is told, says what it is scripted to say.

    Each item of ``script`` is bytes, or a function of the connection; the last is for ever.
    """

    def __init__(self, *script):
        self.script = list(script) or [answer(200)]
        self.received = []
        self.released = threading.Event()
        self.server = Server(self._serve, lambda raw: raw)
        self.place = f"127.0.0.1:{self.server.port}"
        self.url = f"http://{self.place}/hook?token=secret"

    def _serve(self, raw, request):
        head, _, body = request.partition(b"\r\n\r\n")
        first, *lines = head.decode().split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in lines)
        while len(body) < int(headers.get("content-length", 0)):
            body += raw.recv(65536)
        spoken = {line.split(": ", 1)[0].lower(): line.split(": ", 1)[1] for line in lines}
        self.received.append((first, spoken, body))
        step = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        if callable(step):
            step(raw)
        else:
            raw.sendall(step)

    def hang(self, raw):
        self.released.wait(30)

    def stop(self):
        self.released.set()
        self.server.stop()

    @property
    def event_ids(self):
        return [headers["x-event-id"] for _, headers, _ in self.received]


@pytest.fixture
def receiver(settings):
    """Start receivers, which are opened although they are on this machine."""
    started = []

    def start(*script):
        one = Receiver(*script)
        started.append(one)
        settings.ALLOWED_PRIVATE_HOSTS = [each.place for each in started]
        return one

    yield start
    for one in started:
        one.stop()


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(webhook_attempts, "DEADLINE_S", 0.6)


@pytest.fixture
def signed(monkeypatch):
    config = apps.get_app_config("core")
    monkeypatch.setattr(config, "webhook_secret", f"{__name__}.the_secret", raising=False)


def the_secret():
    return SECRET


def opened(url, body=BODY):
    return webhooks.open_delivery(url, "report.ready", body, panel="core", subject="report 81001")


def delivered_to(url):
    """A delivery after its first attempt."""
    delivery = opened(url)
    webhooks.deliver(str(delivery.pk))
    delivery.refresh_from_db()
    return delivery


def wait_until(condition, deadline_s=60):
    until = time.monotonic() + deadline_s
    while not condition():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.02)


# --- what is sent ------------------------------------------------------------------------------


def test_an_event_is_posted_once_as_json_under_its_id(receiver):
    there = receiver()
    delivery = delivered_to(there.url)
    ((first, headers, body),) = there.received
    assert first == "POST /hook?token=secret HTTP/1.1"
    assert json.loads(body) == BODY
    assert headers["content-type"] == "application/json"
    assert headers["x-event-id"] == headers["webhook-id"] == str(delivery.pk)
    assert headers["host"] == there.place
    assert "webhook-signature" not in headers
    assert (delivery.state, delivery.reason) == (State.DELIVERED, "")
    webhooks.deliver(str(delivery.pk))
    assert len(there.received) == 1


def test_a_secret_signs_what_is_sent(receiver, signed):
    there = receiver()
    delivered_to(there.url)
    ((_, headers, body),) = there.received
    assert Webhook(SECRET).verify(body, headers) == BODY
    with pytest.raises(WebhookVerificationError):
        Webhook(SECRET).verify(body + b" ", headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(new_secret()).verify(body, headers)


def test_letters_of_every_language_arrive_and_are_signed(receiver, signed):
    there = receiver()
    webhooks.deliver(str(opened(there.url, {"name": "ชาเขียว 25 г"}).pk))
    ((_, headers, body),) = there.received
    assert Webhook(SECRET).verify(body, headers) == {"name": "ชาเขียว 25 г"}


@pytest.mark.parametrize("status", [200, 201, 202, 204])
def test_any_2xx_is_a_success(receiver, status):
    assert delivered_to(receiver(answer(status, body=b"")).url).state == State.DELIVERED


def test_each_attempt_is_kept_with_status_time_and_the_first_500_bytes(receiver):
    delivery = delivered_to(receiver(answer(503, body=b"\0busy " + b"x" * 2000)).url)
    (tried,) = delivery.tried.all()
    assert (tried.number, tried.status, tried.error) == (1, 503, "")
    assert tried.answer == "�busy " + "x" * 494
    assert 0 < tried.duration_ms < 5000


@pytest.mark.parametrize("text", ["", "whsec_", "secret", "whsec_AAAA", "é" * 40, "A" * 200])
def test_a_secret_is_base64_of_24_bytes_or_more(text):
    assert not is_secret(text)
    assert is_secret(new_secret())
    assert is_secret(SECRET.removeprefix("whsec_"))


def test_a_secret_that_cannot_be_used_parks_the_delivery(receiver, signed, monkeypatch):
    monkeypatch.setattr(sys.modules[__name__], "SECRET", "too short")
    there = receiver()
    delivery = delivered_to(there.url)
    assert delivery.state == State.PARKED
    assert "the webhook secret is not base64" in delivery.reason
    assert there.received == []


def test_the_stamp_is_the_moment_of_the_attempt(time_machine):
    time_machine.move_to(datetime(2026, 11, 21, 12, 0, tzinfo=UTC), tick=False)
    assert headers_for("e", "{}", secret="")["webhook-timestamp"] == "1795262400"


# --- what comes back -----------------------------------------------------------------------------


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504, 599])
def test_what_may_pass_is_tried_again(receiver, status):
    delivery = delivered_to(receiver(answer(status)).url)
    assert (delivery.state, delivery.reason) == (State.WAITING, f"The receiver answered {status}.")
    assert timedelta(seconds=3) < delivery.due_at - timezone.now() <= timedelta(seconds=5)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 413, 422])
def test_what_will_not_pass_is_parked(receiver, status):
    delivery = delivered_to(receiver(answer(status)).url)
    assert (delivery.state, delivery.reason) == (State.PARKED, f"The receiver answered {status}.")
    assert delivery.finished_at is not None


def test_a_receiver_that_is_gone_is_left_alone(receiver):
    delivery = delivered_to(receiver(answer(410)).url)
    assert delivery.state == State.STOPPED
    assert webhooks.due() == []


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_never_followed(receiver, status):
    elsewhere = receiver()
    there = receiver(answer(status, f"Location: {elsewhere.url}"))
    delivery = delivered_to(there.url)
    assert (delivery.state, len(there.received)) == (State.PARKED, 1)
    assert delivery.reason == f"The receiver answered {status}, a redirect."
    assert elsewhere.received == []


def test_it_is_sent_on_a_schedule_under_one_id_and_parked_at_its_end(receiver, time_machine):
    there = receiver(answer(500))
    time_machine.move_to(datetime(2026, 11, 21, 12, 0, tzinfo=UTC), tick=False)
    delivery = delivered_to(there.url)
    for seconds in (5, 30, 120, 600, 3600, 21600):
        assert delivery.due_at - timezone.now() == timedelta(seconds=seconds)
        time_machine.shift(seconds - 1)
        assert webhooks.due() == []
        webhooks.deliver(str(delivery.pk))  # a doubled message
        time_machine.shift(1)
        assert webhooks.due() == [delivery.pk]
        assert webhooks.due() == []
        webhooks.deliver(str(delivery.pk))
        delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == (State.PARKED, 7)
    assert there.event_ids == [str(delivery.pk)] * 7
    assert [tried.number for tried in delivery.tried.all()] == [1, 2, 3, 4, 5, 6, 7]


def test_a_parked_delivery_is_sent_again_by_hand_on_a_fresh_schedule(receiver):
    there = receiver(answer(404), answer(500), answer(200))
    delivery = delivered_to(there.url)
    assert webhooks.send_again(delivery)
    assert not webhooks.send_again(delivery)
    webhooks.deliver(str(delivery.pk))
    delivery.refresh_from_db()
    assert (delivery.state, delivery.tries, delivery.attempts) == (State.WAITING, 1, 2)
    assert timedelta(seconds=3) < delivery.due_at - timezone.now() <= timedelta(seconds=5)
    Delivery.objects.update(due_at=timezone.now())
    webhooks.deliver(str(delivery.pk))
    delivery.refresh_from_db()
    assert delivery.state == State.DELIVERED
    assert there.event_ids == [str(delivery.pk)] * 3


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("90", 90),
        ("2", 5),
        ("999999999999", 21600),
        (format_datetime(datetime(2026, 11, 21, 12, 10, tzinfo=UTC), usegmt=True), 600),
        (format_datetime(datetime(2020, 1, 1, tzinfo=UTC), usegmt=True), 5),
        ("Sat, 21 Nov 2026 12:01:00", 60),
        ("soon", 5),
        ("-5", 5),
        ("٣", 5),
        ("", 5),
    ],
)
def test_retry_after_is_honoured_within_bounds(receiver, time_machine, said, seconds):
    time_machine.move_to(datetime(2026, 11, 21, 12, 0, tzinfo=UTC), tick=False)
    reply = answer(429).replace(b"\r\n", b"\r\nRetry-After: " + said.encode() + b"\r\n", 1)
    delivery = delivered_to(receiver(reply).url)
    assert delivery.due_at - timezone.now() == timedelta(seconds=seconds)


# --- receivers that misbehave --------------------------------------------------------------------


def drip(raw, every_s=0.05):
    with suppress(OSError):
        for byte in answer(200, *["X-Padding: " + "x" * 2000]):
            raw.sendall(bytes([byte]))
            time.sleep(every_s)


def slam(raw):
    raw.close()


def babble(raw):
    raw.sendall(b"220 smtp.example ready\r\n")


@pytest.mark.parametrize("how", [Receiver.hang, lambda _, raw: drip(raw)], ids=["hangs", "drips"])
def test_a_receiver_that_takes_its_time_is_cut_off(receiver, impatient, how):
    there = receiver()
    there.script = [lambda raw: how(there, raw)]
    started = time.monotonic()
    delivery = delivered_to(there.url)
    assert time.monotonic() - started < 3
    assert delivery.state == State.WAITING
    (tried,) = delivery.tried.all()
    assert (tried.status, tried.answer) == (None, "")
    assert "not finished within 0.6 s" in tried.error


@pytest.mark.parametrize("how", [slam, babble])
def test_a_receiver_that_speaks_no_http_is_tried_again(receiver, how):
    delivery = delivered_to(receiver(how).url)
    assert delivery.state == State.WAITING
    assert delivery.tried.get().error


def test_a_body_that_never_ends_does_not_undo_a_success(receiver):
    def endless(raw):
        with suppress(OSError):
            raw.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
            for _ in range(200):
                raw.sendall(b".")
                time.sleep(0.05)

    started = time.monotonic()
    delivery = delivered_to(receiver(endless).url)
    assert delivery.state == State.DELIVERED
    assert time.monotonic() - started < 5
    assert set(delivery.tried.get().answer) == {"."}


def test_a_receiver_that_refuses_a_long_body_before_it_is_sent_is_heard(receiver, monkeypatch):
    there = receiver()

    def refuse(raw, _):
        raw.sendall(answer(413))
        raw.recv(65536)

    monkeypatch.setattr(there.server, "handler", refuse)
    delivery = opened(there.url, {"json": "x" * 5_000_000})
    webhooks.deliver(str(delivery.pk))
    delivery.refresh_from_db()
    # Closing with bytes unread resets the connection: then nothing was heard, and it is retried.
    assert (delivery.state, delivery.tried.get().status) in {
        (State.PARKED, 413),
        (State.WAITING, None),
    }


def test_a_receiver_that_is_down_is_tried_again(settings):
    place = f"127.0.0.1:{free_port()}"
    settings.ALLOWED_PRIVATE_HOSTS = [place]
    delivery = delivered_to(f"http://{place}/hook")
    assert delivery.state == State.WAITING
    assert "refused" in delivery.reason


# --- addresses -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/hook",
        "http://localhost/hook",
        "http://2130706433/hook",
        "http://[::1]/hook",
        "http://169.254.169.254/latest/meta-data",
        "http://user:password@example.com/",
        "http://example.com:8080/",
    ],
)
def test_a_private_address_is_refused_and_parked(url, settings):
    settings.ALLOWED_PRIVATE_HOSTS = []
    delivery = delivered_to(url)
    assert delivery.state == State.PARKED
    assert delivery.reason.startswith("The address is not allowed.")


def test_a_name_that_leads_inside_is_refused_when_it_is_dialled(wire):
    wire.name("hook.example", ["10.0.0.7"])
    delivery = delivered_to("http://hook.example/")
    assert (delivery.state, wire.dialled) == (State.PARKED, [])


def test_what_was_judged_is_what_is_dialled(wire):
    server = wire.serve(lambda raw, _: raw.sendall(answer(200)))
    wire.name("hook.example", ["93.184.216.34"], ["10.0.0.7"])
    assert delivered_to("http://hook.example/").state == State.DELIVERED
    assert (wire.asked, server.connections) == (["hook.example"], 1)
    assert wire.dialled == [("93.184.216.34", 80)]


@pytest.mark.parametrize(
    "url", ["", "hook", "ftp://example.com/", "http://exa mple.com/", "http://x/" + "y" * 3000]
)
def test_what_is_no_address_is_parked_at_once(url):
    delivery = opened(url)
    assert delivery.state == State.PARKED
    assert delivery.reason
    webhooks.deliver(str(delivery.pk))
    assert not delivery.tried.exists()


# --- workers -------------------------------------------------------------------------------------


def test_nothing_is_told_of_what_was_rolled_back(receiver):
    with suppress(ZeroDivisionError), transaction.atomic():
        opened(receiver().url)
        raise ZeroDivisionError
    assert not Delivery.objects.exists()


def test_a_doubled_message_sends_nothing_twice(receiver):
    there = receiver()
    delivery = opened(there.url)
    assert webhooks._claim(str(delivery.pk)) is not None
    webhooks.deliver(str(delivery.pk))
    assert there.received == []


def test_an_attempt_that_is_late_changes_nothing(receiver):
    """Its worker was believed dead, and another one has delivered the event."""
    delivery = opened(receiver().url)
    slow = webhooks._claim(str(delivery.pk))
    Delivery.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    webhooks.deliver(str(delivery.pk))
    webhooks._note(slow, webhook_attempts.Outcome(webhook_attempts.Verdict.PARKED, "late"))
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == (State.DELIVERED, 2)


def test_a_delivery_whose_worker_dies_each_time_is_parked(receiver):
    there = receiver()
    delivery = opened(there.url)
    for _ in range(webhooks.MOST_TRIES):
        assert webhooks._claim(str(delivery.pk)) is not None
        Delivery.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
        assert webhooks.due() == [delivery.pk]
    webhooks.deliver(str(delivery.pk))
    delivery.refresh_from_db()
    assert (delivery.state, there.received) == (State.PARKED, [])


CHILD = """
import sys, django
django.setup()
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[1]
from core import webhooks
webhooks.deliver(sys.argv[2])
"""


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_of_an_attempt_loses_nothing(receiver):
    there = receiver(answer(200))
    there.script = [there.hang, answer(200)]
    delivery = opened(there.url)
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "ALLOWED_PRIVATE_HOSTS": there.place,
    }
    name = str(connection.settings_dict["NAME"])
    command = [sys.executable, "-c", CHILD, name, str(delivery.pk)]
    worker = subprocess.Popen(command, env=environment)
    wait_until(lambda: there.received or worker.poll() is not None, deadline_s=60)
    worker.send_signal(signal.SIGKILL)
    worker.wait(timeout=60)
    delivery.refresh_from_db()
    assert delivery.state == State.SENDING

    Delivery.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert webhooks.due() == [delivery.pk]
    webhooks.deliver(str(delivery.pk))
    delivery.refresh_from_db()
    assert delivery.state == State.DELIVERED
    assert there.event_ids == [str(delivery.pk)] * 2
    assert there.received[0][2] == there.received[1][2]
    first, second = delivery.tried.all()
    assert (first.status, first.duration_ms, second.status) == (None, None, 200)


def test_an_opened_delivery_arrives_through_the_queue(worker, receiver):
    there = receiver()
    delivery = opened(there.url)
    wait_until(lambda: Delivery.objects.get(pk=delivery.pk).state == State.DELIVERED)
    assert there.event_ids == [str(delivery.pk)]


def test_a_lost_message_is_made_good_by_the_sweeper(worker, receiver):
    there = receiver()
    delivery = opened(there.url)
    wait_until(lambda: Delivery.objects.get(pk=delivery.pk).state == State.DELIVERED)
    long_ago = timezone.now() - timedelta(minutes=1)
    Delivery.objects.update(state=State.WAITING, due_at=long_ago, nudged_at=long_ago)
    sweep_deliveries()
    wait_until(lambda: len(there.received) == 2)


def test_a_receiver_that_hangs_holds_up_nobody(worker, receiver, monkeypatch):
    """The tests' worker has three threads; twelve deliveries to a dead end leave one free."""
    monkeypatch.setattr(webhook_attempts, "DEADLINE_S", 20.0)
    dead, alive = receiver(), receiver()
    dead.script = [dead.hang]
    for _ in range(12):
        opened(dead.url)
    wait_until(lambda: len(dead.received) == webhooks.AT_ONCE)
    started = time.monotonic()
    quick = [opened(alive.url) for _ in range(5)]
    wait_until(lambda: len(alive.received) == len(quick))
    assert time.monotonic() - started < 18
    assert len(dead.received) == webhooks.AT_ONCE
    dead.script = [answer(410)]
    dead.released.set()
    # Whichever had no place is sent as places come free, without waiting for a sweep.
    ended = [State.STOPPED, State.WAITING]
    wait_until(
        lambda: not Delivery.objects.filter(host=dead.place).exclude(state__in=ended).exists()
    )
    wait_until(lambda: len(dead.received) == 12)


def test_a_sweep_asks_for_few_of_each_host(receiver):
    one, other = receiver(), receiver()
    long_ago = timezone.now() - timedelta(minutes=1)
    for there in [one] * 10 + [other] * 3:
        opened(there.url)
    Delivery.objects.update(due_at=long_ago, nudged_at=long_ago)
    hosts = Delivery.objects.filter(pk__in=webhooks.due()).values_list("host", flat=True)
    assert sorted(hosts) == sorted([one.place, one.place, other.place, other.place])


def test_what_has_ended_long_ago_is_forgotten_and_nothing_else(receiver):
    there = receiver(answer(200), answer(500))
    old, waiting = delivered_to(there.url), delivered_to(there.url)
    Delivery.objects.update(created_at=timezone.now() - timedelta(days=31))
    recent = delivered_to(receiver().url)
    webhooks.purge(timedelta(days=30), panel="core")
    assert set(Delivery.objects.values_list("pk", flat=True)) == {waiting.pk, recent.pk}
    assert old.pk not in {waiting.pk, recent.pk}
    webhooks.purge(timedelta(0), panel="scenes")
    assert Delivery.objects.count() == 2
