"""The demo's table, its judgement and its exit code, against a server that only pretends."""

import io
import json

import pytest
import requests
from django.core.management import CommandError, call_command
from werkzeug import Response

from core.showing.calls import Reply
from core.showing.table import Table, cells, columns, summary
from recognition.showing.api_client import ANALYZE
from recognition.showing.demonstration import Demonstration, announced, outcome_of
from recognition.showing.photo_server import serving
from recognition.showing.samples import FOLDER, SamplePhoto, sample_photos

ROUTER = SamplePhoto("router.jpg", "router: MAC, Wi-Fi key", "OR62", "success", ("maple-tiger",))
EMPTY = SamplePhoto("caution-sign.jpg", "no serial", None, "failed")


def answer(serial: str | None, status: str = "success", **more: object) -> dict[str, object]:
    head = {"serialNumber": serial, "confidence": 0.985} if serial else {}
    return {**head, "recognitionStatus": status, **more}


def outcome(sample: SamplePhoto, body: dict[str, object], status: int = 200, ms: float = 412.6):
    return outcome_of(sample, Reply(status, body, ms))


def table(*samples: SamplePhoto) -> Table:
    return Table([announced(sample) for sample in samples])


def test_a_right_answer_has_no_faults() -> None:
    assert outcome(ROUTER, answer("OR62")).faults == ()
    assert outcome(EMPTY, answer(None, "failed")).faults == ()


@pytest.mark.parametrize(
    ("sample", "body", "fault"),
    [
        (ROUTER, answer("0R62"), "expected OR62"),
        (ROUTER, answer(None, "failed"), "expected OR62"),
        (ROUTER, answer("OR62", "low_confidence"), "expected success"),
        (ROUTER, answer("OR62", notes="key maple-tiger"), "a secret was returned"),
        (EMPTY, answer("9521234000044", "low_confidence"), "expected no number"),
    ],
)
def test_a_wrong_answer_says_what_is_wrong(sample, body, fault) -> None:
    assert outcome(sample, body).faults == (fault,)


def test_a_refused_call_shows_its_status_and_message() -> None:
    refused = outcome(ROUTER, {"message": "Error: Request is blocked."}, 403)
    assert refused.status == "HTTP 403"
    assert refused.faults == ("Error: Request is blocked.",)


def test_rows_line_up_under_the_headings() -> None:
    drawn = table(ROUTER, EMPTY)
    heading, rule = drawn.head.splitlines()
    rows = [
        drawn.row(cells(outcome(ROUTER, answer("OR62")))),
        drawn.row(cells(outcome(EMPTY, answer(None, "failed")))),
    ]
    starts = [heading.index(name) for name in ("what", "answer", "status")]
    for start in starts:
        assert all(line[start - 2 : start] == "  " and line[start] != " " for line in rows)
    assert all(len(line) <= len(rule) + len("  right") for line in rows)


def test_numbers_stand_flush_right() -> None:
    quick, slow = outcome(ROUTER, answer("OR62")), outcome(ROUTER, answer("OR62"), ms=2040)
    ends = [table(ROUTER).row(cells(one)).index(" ms") for one in (quick, slow)]
    assert ends[0] == ends[1]


def test_wide_and_combining_signs_are_counted_as_a_terminal_draws_them() -> None:
    assert columns("序列号") == 6
    assert columns("e\u0301") == 1
    assert columns("ที่นั่ง") == 3


def test_cached_answers_are_marked_and_explained() -> None:
    cached = outcome(ROUTER, answer("OR62", cached=True))
    assert "413 ms*" in table(ROUTER).row(cells(cached))
    assert summary([cached]).endswith("* 1 came from the cache.")


def test_advice_names_each_cause_once_and_the_address_to_allow() -> None:
    failed = [outcome(ROUTER, {}, 422), outcome(EMPTY, {}, 422)]
    panel = Demonstration({})
    with panel.prepared() as environment:
        (hint,) = panel.advice(failed)
    assert f"ALLOWED_PRIVATE_HOSTS={environment['ALLOWED_PRIVATE_HOSTS']}" in hint
    assert panel.advice([outcome(ROUTER, answer("OR62"))]) == []


@pytest.fixture
def pretending(httpserver):
    """A server that answers each sample photo as ``pretending(change)`` says."""
    truth = {photo.file: photo for photo in sample_photos()}
    calls = []

    def install(change):
        def respond(request):
            asked = request.get_json()
            photo = truth[asked["imageUrl"].rsplit("/", 1)[1]]
            calls.append((request.headers["X-API-Key"], asked["clientUid"], photo.file))
            body, status = change(photo)
            return Response(json.dumps(body), status, content_type="application/json")

        httpserver.expect_request(ANALYZE, method="POST").respond_with_handler(respond)
        return httpserver.url_for("")

    install.calls = calls
    return install


def right(photo: SamplePhoto):
    return answer(photo.serial, photo.status), 200


def test_it_asks_for_every_photo_once_and_ends_well_when_all_are_right(pretending) -> None:
    out = io.StringIO()
    call_command("demo", only="recognition", url=pretending(right), key="k1", stdout=out)
    assert pretending.calls == [("k1", "demo", photo.file) for photo in sample_photos()]
    assert f"{len(sample_photos())} of {len(sample_photos())} answers are right" in out.getvalue()
    assert "\x1b" not in out.getvalue()
    assert "\r" not in out.getvalue()


def test_one_wrong_answer_makes_it_fail(pretending) -> None:
    def mostly(photo):
        return (answer("SN000"), 200) if photo.file == "talking-sticker.jpg" else right(photo)

    out = io.StringIO()
    with pytest.raises(CommandError, match="see the table"):
        call_command("demo", only="recognition", url=pretending(mostly), key="k", stdout=out)
    assert "WRONG: expected NR8K55107326" in out.getvalue()


def test_a_refused_key_says_what_to_do(pretending) -> None:
    url = pretending(lambda photo: ({"message": "Error: Request is blocked."}, 403))
    with pytest.raises(CommandError, match=r"credentials\.env"):
        call_command("demo", only="recognition", url=url, key="wrong", stdout=io.StringIO())


def test_no_server_says_what_to_do() -> None:
    with pytest.raises(CommandError, match="make up"):
        call_command(
            "demo", only="recognition", url="http://127.0.0.1:9", key="k", stdout=io.StringIO()
        )


def test_a_taken_photo_port_says_what_to_do(httpserver) -> None:
    with pytest.raises(CommandError, match="--photos-port"):
        call_command(
            "demo",
            only="recognition",
            url="http://x.example",
            photos_port=httpserver.port,
            stdout=io.StringIO(),
        )


def test_the_photo_server_serves_the_photos() -> None:
    with serving(FOLDER) as address:
        served = requests.get(f"http://{address}/router.jpg", timeout=5)
    assert served.content == (FOLDER / "router.jpg").read_bytes()
    assert served.headers["Content-Type"] == "image/jpeg"
