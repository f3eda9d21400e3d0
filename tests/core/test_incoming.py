"""Bodies as real clients send them to a real server: in chunks, and where nobody reads them."""

import http.client
import io
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
import requests
from django.conf import settings

from core.embedded import free_port
from core.incoming import whole_bodies
from tests.core.echoing import MOST, echo

STEP = 10_000


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """A gunicorn as ``make up`` starts it, with a program that says what it got."""
    chosen = free_port()
    command = ["-m", "gunicorn", "tests.core.echoing", "--bind", f"127.0.0.1:{chosen}"]
    server = subprocess.Popen(
        [
            sys.executable,
            *command,
            "--threads",
            "4",
            "--no-control-socket",
            "--log-level",
            "critical",
        ],
        cwd=settings.BASE_DIR,
    )
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            requests.get(f"http://127.0.0.1:{chosen}/", timeout=5)
            break
        except requests.ConnectionError:
            time.sleep(0.1)
    yield chosen
    server.terminate()
    server.wait(timeout=20)


def in_chunks(body: bytes) -> Iterator[bytes]:
    yield from (body[start : start + STEP] for start in range(0, len(body), STEP))


def test_a_body_in_chunks_arrives_with_its_length(port):
    answer = requests.post(f"http://127.0.0.1:{port}/", data=in_chunks(b"abc" * 50_000), timeout=20)
    assert answer.json() == {"announced": "150000", "body": "abcabcabcabcabcabcab"}


def test_a_body_in_chunks_that_is_too_long_is_announced_as_too_long(port):
    answer = requests.post(f"http://127.0.0.1:{port}/", data=in_chunks(b"a" * 900_000), timeout=20)
    assert answer.json()["announced"] == str(MOST + 1)


def test_a_body_of_known_length_is_left_as_it_is(port):
    answer = requests.post(f"http://127.0.0.1:{port}/", data=b"plain", timeout=20)
    assert answer.json() == {"announced": "5", "body": "plain"}


def test_who_is_still_sending_what_nobody_reads_gets_the_answer(port):
    with socket.create_connection(("127.0.0.1", port), timeout=20) as sending:
        sending.sendall(b"POST /refused HTTP/1.1\r\nHost: a\r\nContent-Length: 250000\r\n\r\n")
        for _ in range(25):
            sending.sendall(b"x" * STEP)
            time.sleep(0.005)
        assert sending.recv(100).startswith(b"HTTP/1.1 401 ")


def test_after_an_unread_body_the_same_connection_serves_the_next_request(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    for _ in range(5):
        connection.request("POST", "/refused", body=b"x" * 250_000)
        first = connection.getresponse()
        first.read()
        kept = connection.sock
        connection.request("POST", "/", body=b"next")
        second = connection.getresponse()
        assert (first.status, second.status, connection.sock) == (401, 200, kept)
        assert b"next" in second.read()


def test_input_that_does_not_end_with_the_body_is_not_touched():
    sent = io.BytesIO(b"the body, and the next request")
    environ = {"PATH_INFO": "/refused", "wsgi.input": sent, "HTTP_TRANSFER_ENCODING": "chunked"}
    whole_bodies(echo)(environ, lambda *_: None)
    assert sent.tell() == 0
