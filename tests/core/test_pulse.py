"""A worker says that it lives, and makes ready what its own queues need."""

import time

import pytest

from core.engines.loading import rest_unused, text_engine
from core.models import Heartbeat
from core.pulse import Pulse, prepared

made = []
rested = []


class Engine:
    def __init__(self, *, name):
        if name == "broken":
            raise OSError("no such model")
        self.name = name

    def read(self, pixels, **options):
        made.append(self.name)
        return []

    def rest(self):
        rested.append(self.name)


@pytest.fixture
def engines(settings):
    """``engines(text="broken")``: engines that only note which of them were tried."""

    def use(**names):
        names = {"text": "text", "thai": "thai", "barcodes": "barcodes"} | names
        backend = f"{__name__}.Engine"
        settings.ENGINES = {
            alias: {"BACKEND": backend, "OPTIONS": {"name": name}} for alias, name in names.items()
        }
        made.clear()
        rested.clear()

    use()
    return use


def test_a_worker_writes_its_pulse_and_takes_it_along(transactional_db, engines):
    pulse = Pulse("worker@test", seconds=0.05, queues=["recognition"])
    pulse.start()
    deadline = time.monotonic() + 30
    while not Heartbeat.objects.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    first = Heartbeat.objects.get(name="worker@test")
    assert first.detail["engines"] == {"text": "ok", "barcodes": "ok"}
    assert first.detail["queues"] == ["recognition"]
    pulse.stop()
    assert not Heartbeat.objects.exists()


@pytest.mark.parametrize(
    ("queues", "expected"),
    [
        (["recognition", "housekeeping"], ["text", "barcodes"]),
        (["ocr"], ["text", "thai", "meters"]),
        (["recognition", "ocr"], ["text", "thai", "barcodes", "meters"]),
        (["housekeeping"], []),
    ],
)
def test_only_what_the_queues_of_a_worker_need_is_made_ready(engines, queues, expected):
    states = prepared(queues)
    assert set(states) == set(expected)
    assert set(states.values()) <= {"ok"}
    assert set(made) == set(expected) - {"meters"}


def test_what_was_made_ready_is_not_tried_again(engines):
    prepared(["recognition"])
    prepared(["recognition"])
    assert sorted(made) == ["barcodes", "text"]


def test_an_engine_that_cannot_start_is_named_and_the_others_work(engines):
    engines(text="broken")
    assert prepared(["recognition"]) == {"text": "OSError: no such model", "barcodes": "ok"}


def test_engines_rest_once_when_nobody_used_them_between_two_beats(engines):
    prepared(["recognition"])
    rest_unused()
    assert rested == [], "they have just been made"
    for _ in range(3):
        rest_unused()
    assert sorted(rested) == ["barcodes", "text"]
    text_engine()
    rest_unused()
    assert len(rested) == 2, "one is in use again"
    rest_unused()
    assert len(rested) == 4


def test_an_engine_that_cannot_rest_does_not_stop_the_pulse(transactional_db, engines, monkeypatch):
    def fail(_engine):
        raise RuntimeError("no")

    monkeypatch.setattr(Engine, "rest", fail)
    pulse = Pulse("worker@test", seconds=0.05, queues=["recognition"])
    pulse.start()
    first = seen_after(None)
    assert seen_after(seen_after(first)), "the third beat comes after a rest that failed"
    pulse.stop()


def seen_after(last):
    """When the worker was seen, as soon as that is later than ``last``; None if it never is."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        beat = Heartbeat.objects.filter(name="worker@test").first()
        if beat and (last is None or beat.seen_at > last):
            return beat.seen_at
        time.sleep(0.02)
    return None
