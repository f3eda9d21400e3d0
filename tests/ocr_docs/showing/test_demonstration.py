"""The demo's judgement of documents, and its calls, against a server that only pretends."""

import base64
import io
import json

import pytest
from django.core.management import CommandError, call_command
from werkzeug import Response

from core.showing.calls import Reply
from ocr_docs.envelopes import no_digits
from ocr_docs.kinds import ENDPOINTS, Kind
from ocr_docs.showing.demonstration import outcome_of
from ocr_docs.showing.judgement import judged
from ocr_docs.showing.samples import Sample, samples

BOOK = Sample("spread.jpg", Kind.BOOK, "a book", ({"color": "ขาว", "brand_car": "ISUZU"},))
METER = Sample("meter.jpg", Kind.METER, "a meter", ({"value": "0123.4"},))
TEXT = Sample("page.pdf", Kind.GENERAL, "a page", ({"text": "กรม การขนส่ง"},))


def field(value, confidence=0.9):
    return {"value": value, "bboxes": [], "bboxes_norm": [], "confidence": confidence}


def reply(page, status=200):
    return Reply(status, {"error": [], "data": [page]}, 20.0)


def numbers(value, confidence):
    return {"numbers": no_digits()["numbers"] | {"value": value, "confidence": confidence}}


def test_a_book_counts_its_fields_and_names_the_wrong_ones():
    good = {"color": field("ขาว"), "brand_car": field("ISUZU", 0.8), "type": {}}
    assert judged(BOOK, reply(good)).answer == "2 of 2 fields"
    assert judged(BOOK, reply(good)).confidence == 0.8
    bad = good | {"brand_car": field("ISUZO"), "model": field("X")}
    assert set(judged(BOOK, reply(bad)).faults) == {
        "brand_car: ISUZO for ISUZU",
        "model: X for nothing",
    }


def test_a_book_with_one_wrong_field_in_ten_is_read_and_says_which():
    keys = [f"key{number}" for number in range(10)]
    sample = Sample("spread.jpg", Kind.BOOK, "a book", (dict.fromkeys(keys, "a"),))
    page = {key: field("a") for key in keys}
    one = judged(sample, reply(page | {"key3": field("b")}))
    assert (one.answer, one.faults, one.remarks) == ("9 of 10 fields", (), ("key3: b for a",))
    two = judged(sample, reply(page | {"key3": field("b"), "key4": {}}))
    assert len(two.faults) == 2


def test_a_field_that_is_missing_is_wrong():
    assert judged(BOOK, reply({"color": field("ขาว"), "brand_car": {}})).faults == (
        "brand_car: nothing for ISUZU",
    )


def test_a_meter_must_be_read_with_its_zeros():
    assert judged(METER, reply(numbers("0123.4", 0.95))).faults == ()
    assert judged(METER, reply(numbers("123.4", 0.95))).faults == ("expected 0123.4",)


def test_a_phrase_may_be_broken_anywhere():
    page = {"bboxes": [{"confidence": 0.7}], "text_page": "กรมการ\nขนส่งทางบก"}
    assert judged(TEXT, reply(page)).faults == ()
    assert judged(TEXT, reply(page | {"text_page": "อื่น"})).faults == ("missing: กรม การขนส่ง",)


def test_a_refused_call_shows_its_status_and_every_message():
    body = {"error": [{"message": "can not find"}, {"message": "Bad Request"}]}
    outcome = outcome_of(BOOK, Reply(400, body, 1.0))
    assert (outcome.status, outcome.faults) == ("HTTP 400", ("can not find", "Bad Request"))


@pytest.fixture
def pretending(httpserver):
    """A server that answers each sample as ``pretending(function of the sample)`` says."""
    by_bytes = {sample.path.read_bytes(): sample for sample in samples()}
    keys = []

    def install(answer):
        def respond(request):
            keys.append(request.headers["x-aigen-key"])
            sample = by_bytes[base64.b64decode(request.get_json()["image"])]
            assert request.path == f"/{ENDPOINTS[sample.kind].path}"
            status, body = answer(sample)
            return Response(json.dumps(body), status, content_type="application/json")

        for endpoint in ENDPOINTS.values():
            httpserver.expect_request(f"/{endpoint.path}").respond_with_handler(respond)
        return httpserver.url_for("")

    install.keys = keys
    return install


def right(sample):
    if sample.kind is Kind.BOOK:
        data = [{key: field(value) for key, value in page.items()} for page in sample.pages]
    elif sample.kind is Kind.METER:
        data = [numbers(sample.pages[0]["value"], 0.9)]
    else:
        data = [{"bboxes": [], "text_page": page["text"]} for page in sample.pages]
    return 200, {"status": "success", "error": [], "data": data}


def test_every_sample_is_sent_once_to_its_endpoint_and_all_right_ends_well(pretending):
    out = io.StringIO()
    call_command("demo", only="ocr_docs", url=pretending(right), key="k1", stdout=out)
    assert pretending.keys == ["k1"] * len(samples())
    assert f"{len(samples())} of {len(samples())} answers are right" in out.getvalue()


def test_a_refused_key_says_what_to_do(pretending):
    refused = {"error": [{"message": "The API key is not valid."}], "data": []}
    with pytest.raises(CommandError, match=r"credentials\.env"):
        call_command(
            "demo",
            only="ocr_docs",
            url=pretending(lambda sample: (401, refused)),
            key="k",
            stdout=io.StringIO(),
        )
