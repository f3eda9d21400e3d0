"""A vision model's help with a registration book, over a provider on real HTTP."""

import json
import logging
from datetime import timedelta

import numpy as np
import pytest
from django.core.serializers import serialize
from django.utils import timezone

from core.engines import TextLine
from core.geometry import quad_of
from core.models import ApiKey, Job, TimelineRequest, TimelineStep
from core.timeline import Timeline
from ocr_docs import services
from ocr_docs.findings import Field
from ocr_docs.kinds import Kind
from ocr_docs.model_reading import ModelReading, tokens_today
from ocr_docs.models import DocumentPage, OcrSettings
from tests.ocr_docs.conftest import encoded, picture
from tests.scripted_provider import fails, failures, hangs, says

KEY = "sk-secret-0123456789abcdefghij"
OWNER = "นาง ใบตอง วงศ์ไทย"
CHASSIS = "MR0EX8CD5K1234567"
PIXELS = np.full((600, 700, 3), 255, np.uint8)


def line(text, y, x=100, *, confidence=0.9):
    right, bottom = x + 12 * len(text), y + 24
    quad = quad_of([(x, y), (right, y), (right, bottom), (x, bottom)])
    return TextLine(text, quad, confidence)


LINES = (line("ยี่ห้อรถ ISUZU", 100), line(f"เลขตัวรถ {CHASSIS}", 140), line(OWNER, 300))
LOCAL = {"brand_car": Field("ISUZU", (LINES[0].quad,), 0.95)}


def fills(*, tokens=1000, **values):
    """Answer every key that is asked for: with ``values`` and else null."""

    def behave(connection, asked):
        form = asked.body["response_format"]["json_schema"]["schema"]
        said = {key: values.get(key) for key in form["properties"]}
        says(said, tokens=tokens)(connection, asked)

    return behave


@pytest.fixture
def use(provider, db):
    """``use(modelTimeout=1)``: ask the scripted provider, with these settings."""

    def use(engines="both", **values):
        row = OcrSettings.get_solo()
        settings = {
            "engines": engines,
            "AIModelName": "some-model",
            "baseUrl": provider.base_url,
            "modelToken": KEY,
            "modelTimeout": 30,
            "deadlineSeconds": 55,
            **values,
        }
        for name, value in settings.items():
            setattr(row, name, value)
        row.configure()

    use()
    return use


@pytest.fixture
def caller(db):
    return ApiKey.objects.create_key(name="a caller")[0]


@pytest.fixture
def opened(caller):
    """``opened(pages=1)``: the jobs of a new request."""

    def opened(kind=Kind.BOOK, *, pages=1):
        document = services.Document(encoded(picture()), "image/png", ((700, 600),) * pages)
        timeline = Timeline.begin(services.PANEL)
        timeline.flush()
        row = services.load_settings()
        _, ids = services.open_request(kind, document, row, key=caller, timeline_id=timeline.id)
        return [Job.objects.get(pk=job_id) for job_id in ids]

    return opened


@pytest.fixture
def completed(opened):
    """``completed(LOCAL)``: the fields of a page after the model was asked."""

    def completed(local=LOCAL, lines=LINES):
        [job] = opened()
        page = DocumentPage.objects.select_related("request").get(pk=job.input["page"])
        timeline = Timeline(job.timeline_id)
        reading = ModelReading(job.input["model"], page=page, timeline=timeline)
        fields = reading.completed(local, PIXELS, lines)
        timeline.flush()
        return fields

    return completed


def step():
    return TimelineStep.objects.get(name="model_call")


# --- what is believed --------------------------------------------------------------------------


def test_a_value_that_is_on_the_page_is_filled_in_with_its_place(use, provider, completed):
    provider.will(fills(car_number=CHASSIS))
    fields = completed()
    assert fields["car_number"].value == CHASSIS
    [quad] = fields["car_number"].quads
    assert (quad[0].y, quad[2].y) == (140, 164)
    assert quad[0].x > 180
    assert fields["brand_car"] == LOCAL["brand_car"]


def test_a_value_that_is_not_on_the_page_is_dropped(use, provider, completed):
    provider.will(fills(car_number=CHASSIS.replace("8", "B"), model="D-MAX"))
    assert completed() == LOCAL
    assert TimelineStep.objects.get(name="model_grounded").detail == {
        "page": 1,
        "said": 2,
        "found": 0,
        "taken": 0,
    }


def test_what_was_read_well_is_neither_asked_nor_changed(use, provider, completed):
    provider.will(fills(brand_car=OWNER, car_number=CHASSIS))
    assert completed()["brand_car"] == LOCAL["brand_car"]
    [asked] = provider.history
    assert "brand_car:" not in asked.texts
    assert "car_number" in asked.texts


def test_a_doubtful_value_yields_to_a_surer_one(use, provider, completed):
    provider.will(fills(car_number=CHASSIS))
    doubtful = Field(CHASSIS[:-1], (LINES[1].quad,), 0.3)
    assert completed(LOCAL | {"car_number": doubtful})["car_number"].value == CHASSIS


def test_a_page_that_was_read_well_asks_nobody(use, provider, completed):
    from ocr_docs.book.lists import KEYS

    full = {key: Field("x", (LINES[0].quad,), 0.95) for key in KEYS}
    assert completed(full) == full
    assert provider.history == []


# --- what is asked -----------------------------------------------------------------------------


def test_the_page_goes_as_jpegs_with_the_key_in_the_header_only(use, provider, completed):
    provider.will(fills())
    completed()
    [asked] = provider.history
    assert asked.key == KEY
    assert KEY not in json.dumps(asked.body)
    assert all(url.startswith("data:image/jpeg;base64,") for url in asked.pictures)
    assert asked.body["model"] == "some-model"


def test_what_the_local_engines_read_is_not_sent_as_text(use, provider, completed):
    provider.will(fills())
    completed()
    assert CHASSIS not in provider.history[0].texts
    assert OWNER not in provider.history[0].texts


@pytest.mark.parametrize("kind", [Kind.METER, Kind.GENERAL])
def test_other_documents_never_go_to_the_model(use, opened, kind):
    [job] = opened(kind)
    assert job.input["model"] == {}


def test_with_local_engines_or_without_a_key_no_model_is_in_the_job(use, opened):
    use("local")
    assert opened()[0].input["model"] == {}
    use(modelToken="", baseUrl="https://models.example/v1")
    assert opened()[0].input["model"] == {}


def test_the_settings_are_those_of_the_moment_the_request_came(use, opened):
    [job] = opened()
    use(AIModelName="another-model")
    job.refresh_from_db()
    assert job.input["model"]["model"] == "some-model"
    assert KEY not in json.dumps(job.input)


# --- the model is not heard --------------------------------------------------------------------

FAILURES = failures(limit_s=2)


@pytest.mark.parametrize(("behaviour", "seconds", "outcome"), FAILURES.values(), ids=FAILURES)
def test_the_local_answer_is_left_when_the_model_fails(
    use, provider, completed, behaviour, seconds, outcome
):
    provider.always(behaviour)
    use(modelTimeout=seconds)
    assert completed() == LOCAL
    assert step().outcome == outcome


def test_the_model_gets_no_time_that_the_request_has_not(use, provider, opened):
    [job] = opened()
    page = DocumentPage.objects.select_related("request").get(pk=job.input["page"])
    page.request.created_at = timezone.now() - timedelta(seconds=55)
    timeline = Timeline(job.timeline_id)
    reading = ModelReading(job.input["model"], page=page, timeline=timeline)
    assert reading.completed(LOCAL, PIXELS, LINES) == LOCAL
    timeline.flush()
    assert (step().outcome, provider.history) == ("no_time_left", [])


def test_many_pages_share_the_time(use, provider, opened):
    [first, *_] = opened(pages=25)
    page = DocumentPage.objects.select_related("request").get(pk=first.input["page"])
    provider.always(hangs(5))
    timeline = Timeline(first.timeline_id)
    ModelReading(first.input["model"], page=page, timeline=timeline).completed(LOCAL, PIXELS, LINES)
    timeline.flush()
    assert step().outcome == "engine_timeout"
    assert step().duration_ms < 4000


# --- tokens ------------------------------------------------------------------------------------


def test_tokens_are_noted_with_the_page_and_in_the_timeline(use, provider, completed, caller):
    provider.will(fills(car_number=CHASSIS, tokens=1234))
    completed()
    assert DocumentPage.objects.get().tokens == 1234
    assert TimelineRequest.objects.get().tokens == 1234
    assert step().detail["tokens"] == 1234
    assert step().detail["model"] == "some-model"
    assert tokens_today(caller.pk) == 1234


def test_tokens_of_a_failure_are_counted_too(use, provider, completed):
    provider.always(says("nonsense", tokens=300))
    completed()
    assert DocumentPage.objects.get().tokens == 600
    assert step().detail["tokens"] == 600


def test_spent_tokens_leave_the_local_engines(use, provider, completed, caller):
    provider.always(fills(car_number=CHASSIS, tokens=1000))
    use(tokensPerDay=900)
    assert "car_number" in completed()
    assert completed() == LOCAL
    assert len(provider.history) == 1
    DocumentPage.objects.update(tokens=0)
    assert "car_number" in completed()


# --- from a request to its answer --------------------------------------------------------------


@pytest.fixture
def printed(monkeypatch):
    """What the local engines see on every page, and make of it: LINES and LOCAL."""

    class Engine:
        def read(self, pixels, *, characters=False, search_side=1280):
            return list(LINES)

    def read_book(pixels, readers):
        readers.thai.read(pixels, characters=True)
        return LOCAL

    monkeypatch.setattr("ocr_docs.readings.text_engine", Engine)
    monkeypatch.setattr("ocr_docs.readings.thai_engine", Engine)
    monkeypatch.setattr("ocr_docs.readings.read_book", read_book)


def test_a_caller_gets_what_the_model_found_on_the_page(worker, send, use, provider, printed):
    provider.will(fills(car_number=CHASSIS, model="D-MAX"))
    status, body, _ = send("book", encoded(picture()))
    assert status == 200
    [page] = body["data"]
    assert page["car_number"]["value"] == CHASSIS
    assert page["car_number"]["bboxes"][0][0][1] == 140
    assert page["brand_car"]["value"] == "ISUZU"
    assert page["model"] == {}
    assert CHASSIS not in serialize("json", [*Job.objects.all(), *TimelineStep.objects.all()])


def test_a_caller_gets_the_local_answer_when_the_model_fails(worker, send, use, provider, printed):
    provider.always(fails(500))
    status, body, _ = send("book", encoded(picture()))
    assert (status, body["status"]) == (200, "success")
    assert body["data"][0]["brand_car"]["value"] == "ISUZU"


def test_with_local_engines_nothing_leaves_the_server(worker, send, use, provider, printed):
    use("local")
    assert send("book", encoded(picture()))[0] == 200
    assert provider.history == []


# --- what is kept of it ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "behaviour",
    [
        fills(car_number=CHASSIS, engine_number=OWNER),
        says(f"{CHASSIS} {OWNER}"),
        fails(400, f"Incorrect API key {KEY} for {OWNER}, {CHASSIS}"),
    ],
    ids=["answered", "nonsense", "refused"],
)
def test_no_key_and_no_value_reaches_a_log_a_job_or_a_timeline(
    use, provider, completed, behaviour, caplog, capfd
):
    caplog.set_level(logging.DEBUG)
    provider.always(behaviour)
    completed()
    rows = "".join(serialize("json", model.objects.all()) for model in (Job, TimelineStep))
    rows += serialize("json", DocumentPage.objects.all())
    said = caplog.text + "".join(capfd.readouterr())
    assert provider.history
    for secret in (KEY, CHASSIS, OWNER, "ISUZU"):
        assert secret not in said
        assert secret not in rows
        assert json.dumps(secret)[1:-1] not in rows
