"""Whatever a caller sends: one JSON object with a message, never a 5xx of the caller's making."""

import io
import json
from wsgiref.util import setup_testing_defaults

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from werkzeug.test import run_wsgi_app

from config.wsgi import application
from core.models import ApiKey, TimelineRequest
from tests.conftest import ANALYZE, RATE

few = settings(
    max_examples=120,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
PATHS = st.sampled_from([ANALYZE, RATE])
FIELDS = ["clientUid", "imageUrl", "image", "imageBase64", "recognitionId", "rating", "feedback"]

# Lone surrogates, NUL and every other control character included.
any_text = st.text(st.characters(exclude_categories=()), max_size=40)
any_scalar = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.sampled_from([10**400, -(10**400), 2**63]),
    st.floats(),
    any_text,
)
any_json = st.recursive(
    any_scalar,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(any_text, inner, max_size=4),
    max_leaves=12,
)
urls = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["http://", "https://", "HTTP://", "ftp://", "//", "http:", "data:,", ""]),
    st.sampled_from(["example.com", "[::1]", "[::1", "a@b", "xn--", "1.2.3.4:0", "é.com", ""]),
    st.sampled_from(["", "/", ":99999", ":x", "/%00%ff.jpg", "/\u202ea.jpg", "?a=%00", "#"]),
    any_text,
)
body_of_ours = st.fixed_dictionaries(
    {"clientUid": st.sampled_from(["me", "me", "x" * 200]) | any_json},
    optional={
        "imageUrl": urls | any_json,
        "image": any_json,
        "imageBase64": st.sampled_from(["data:,", "AAAA", "/9j/4AAQ"]) | any_json,
        "recognitionId": any_json,
        "rating": st.sampled_from([1, 5, "3", 4.0]) | any_json,
        "feedback": any_json,
    },
)
# What a header can be on the wire: Latin-1, whatever the server in front lets through.
header_text = st.text(st.characters(max_codepoint=255), max_size=40)
keys = st.sampled_from(["a.b", "\x00", "\x00.\x00", ".", "x" * 300]) | header_text
origins = (
    st.sampled_from(["https://example.com", "null", "https://[", "https://a\x00b", "http://xn--"])
    | header_text
)
headers = st.fixed_dictionaries(
    {},
    optional={
        "Origin": origins,
        "Referer": origins,
        "X-API-Key": keys,
        "x-aigen-key": keys,
        "Authorization": st.builds("{} {}".format, st.sampled_from(["Token", "Bearer", ""]), keys),
        "X-Forwarded-For": header_text,
        "Forwarded": header_text,
        "User-Agent": header_text,
        "X-Request-ID": header_text,
        "Accept": st.sampled_from(["text/html", "*/*", "application/json;q=x", ";"]) | header_text,
        "Access-Control-Request-Method": header_text,
    },
)
queries = st.sampled_from(["", "?", "?format=xml", "?aigen_key=%00.a", "?aigen_key=%ff%ed%a0%80.b"])
charsets = st.sampled_from(
    ["utf-8", "utf-16", "hex", "base64", "idna", "zlib", "undefined", "\x00"]
)
content_types = st.one_of(
    st.sampled_from(
        ["application/json", "application/JSON;", "multipart/form-data", "", "/", "a/b"]
    ),
    st.builds("application/json; charset={}".format, charsets),
    st.builds("multipart/form-data; boundary=b; charset={}".format, charsets),
    st.sampled_from([f"multipart/form-data; boundary={mark}" for mark in ("", "\x00", "é", "b b")]),
    st.just("application/x-www-form-urlencoded"),
    header_text,
)


@pytest.fixture
def open_house(row, settings):
    """Nobody answers here, so a request that is accepted ends at once with engine_timeout."""
    settings.ANSWER_DEADLINE_S = 0
    ApiKey.objects.create_key(name="a caller")
    # As django.test.Client does: all requests share the test's one transaction.
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


def judge(response):
    """The rule for every answer to a caller who may have sent anything."""
    status, sent, content = response
    assert status < 500 or sent.get("X-Error-Code") == "engine_timeout", content
    assert sent["Content-Type"] == "application/json"
    body = json.loads(content)
    if status >= 400:
        assert list(body) == ["message"]
        assert isinstance(body["message"], str) and body["message"]
    assert b"Traceback" not in content


def post(path, data, content_type="application/json", headers=None):
    """(status, headers, body) of the WSGI application itself, as a server would call it."""
    path, _, query = path.partition("?")
    body = data if isinstance(data, bytes) else data.encode()
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_TYPE": content_type,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
    }
    for name, value in (headers or {}).items():
        environ["HTTP_" + name.upper().replace("-", "_")] = value
    setup_testing_defaults(environ)
    content, status, sent = run_wsgi_app(application, environ, buffered=True)
    return int(status[:3]), sent, b"".join(content)


@few
@given(path=PATHS, body=any_json)
def test_any_json(open_house, path, body):
    judge(post(path, json.dumps(body)))


@few
@given(path=PATHS, body=body_of_ours)
def test_any_values_of_our_parameters(open_house, path, body):
    judge(post(path, json.dumps(body)))


@few
@given(path=PATHS, query=queries, headers=headers, content_type=content_types)
@example(path=ANALYZE, query="?format=xml", headers={}, content_type="application/json")
@example(path=RATE, query="", headers={"Origin": "a\x00"}, content_type="application/json")
@example(path=RATE, query="?aigen_key=%00.a", headers={}, content_type="application/json")
@example(path=RATE, query="", headers={}, content_type="application/json; charset=hex")
@example(path=ANALYZE, query="?a=b", headers={}, content_type="multipart/form-data; charset=hex")
def test_any_headers(open_house, path, query, headers, content_type):
    body = {"clientUid": "c", "imageUrl": "http://a/", "recognitionId": "1", "rating": 5}
    judge(post(path + query, json.dumps(body), content_type, headers))


@few
@given(path=PATHS, body=st.binary(max_size=200), content_type=content_types)
def test_any_bytes(open_house, path, body, content_type):
    judge(post(path, body, content_type))


part_headers = st.lists(
    st.sampled_from(
        [
            "Content-Type: image/jpeg",
            "Content-Type: text/plain; charset=hex",
            "Content-Transfer-Encoding: base64",
            "Content-Transfer-Encoding: quoted-printable",
            "Nonsense",
            ": ",
        ]
    ),
    max_size=2,
)
file_names = st.sampled_from(["a.jpg", "", "\x00.jpg", "../../etc/passwd", "a" * 3000, "é\u202e"])
parts = st.tuples(
    st.sampled_from([*FIELDS, "", "x" * 5000, "\x00", '"', "image[]"]),
    st.none() | file_names,
    part_headers,
    st.sampled_from([b"me", b"5", b"http://a/b.jpg", b"\xff\xd8\xff\xe0", b"!", b"\x00"])
    | st.binary(max_size=60),
)


def multipart(entries, *, closed):
    """The bytes of a form, also of one that no honest client would send."""
    lines = []
    for name, file_name, extra, value in entries:
        disposition = f'Content-Disposition: form-data; name="{name}"'
        if file_name is not None:
            disposition += f'; filename="{file_name}"'
        head = "\r\n".join(["--b", disposition, *extra])
        lines.append(head.encode() + b"\r\n\r\n" + value)
    return b"\r\n".join(lines) + (b"\r\n--b--\r\n" if closed else b"")


@few
@given(path=PATHS, entries=st.lists(parts, max_size=6), closed=st.booleans())
@example(path=ANALYZE, entries=[("clientUid", None, [], b"me")] * 1500, closed=True)
@example(path=ANALYZE, entries=[("clientUid", "a.jpg", [], b"me")] * 150, closed=True)
@example(
    path=ANALYZE,
    entries=[("clientUid", None, [], b"me"), ("image", "\x00\n.jpg", [], b"GIF89a")],
    closed=True,
)
def test_any_form(open_house, path, entries, closed):
    judge(post(path, multipart(entries, closed=closed), "multipart/form-data; boundary=b"))


@pytest.mark.parametrize("body", ["[" * 200_000, '{"a":' * 200_000, "9" * 100_000, '"\\ud800"'])
@pytest.mark.parametrize("path", [ANALYZE, RATE])
def test_bodies_that_break_parsers(open_house, path, body):
    judge(post(path, body))


@pytest.mark.parametrize("feedback", ["a\x00b", "\ud800", "\u202e", "x" * 5000, "<script>"])
def test_what_is_stored_of_a_rating_can_be_stored_anywhere(open_house, feedback):
    body = {"clientUid": "c", "recognitionId": "1", "rating": 5, "feedback": feedback}
    judge(post(RATE, json.dumps(body)))


def test_an_origin_is_kept_without_what_a_database_cannot_hold(open_house):
    body = {"clientUid": "c", "imageUrl": "http://a/"}
    post(ANALYZE, json.dumps(body), headers={"Origin": "https://a\0b"})
    assert TimelineRequest.objects.get().origin == "https://ab"
