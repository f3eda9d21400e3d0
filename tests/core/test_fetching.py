"""What comes back through the door: redirects, caps, deadlines and servers that misbehave."""

import gzip
import socket
import struct
import time
import tracemalloc
import zlib

import brotli
import pytest

from core.errors import FetchFailed, ImageTooLarge, InvalidInput, MalformedUrl, UnsupportedScheme
from core.fetching import fetch, judge_url

URL = "http://photos.example/start"
MEBIBYTE = 1024 * 1024


def answer(body: bytes = b"photo", status: str = "200 OK", **headers: str) -> bytes:
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode("latin-1") + body


def say(*parts: bytes, every_s: float = 0):
    """A handler that sends the parts one after another, the last for ever if there is a pause."""

    def handler(connection: socket.socket, request: bytes) -> None:
        for part in parts:
            connection.sendall(part)
        while every_s:
            time.sleep(every_s)
            connection.sendall(parts[-1])

    return handler


@pytest.fixture(autouse=True)
def _names(wire) -> None:
    wire.name("photos.example")
    wire.name("other.example")


def test_a_photo_comes_home_with_what_is_claimed_about_it(wire) -> None:
    wire.serve(say(answer(Content_Type="Image/PNG; charset=x", Content_Length="5")))

    fetched = fetch("http://photos.example/a/My%20photo.png?token=secret#x", max_bytes=5)

    assert fetched.data == b"photo"
    assert fetched.content_type == "image/png"
    assert fetched.file_name == "My photo.png"
    assert fetched.url == "http://photos.example/a/My%20photo.png"


def test_the_request_says_no_more_than_it_must(
    wire, monkeypatch: pytest.MonkeyPatch, tmp_path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine photos.example login user password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    server = wire.serve(say(answer()))

    fetch(URL, max_bytes=5)

    lines = server.requests[0].decode().strip().split("\r\n")
    assert lines[0] == "GET /start HTTP/1.1"
    assert sorted(line.partition(":")[0] for line in lines[1:]) == [
        "Accept",
        "Accept-Encoding",
        "Connection",
        "Host",
        "User-Agent",
    ]
    assert "User-Agent: Triptych/1 image-fetcher" in lines


@pytest.mark.parametrize("status", ["301 x", "302 x", "303 x", "307 x", "308 x"])
def test_a_redirect_is_followed_and_the_cookie_left_behind(wire, status: str) -> None:
    def handler(connection: socket.socket, request: bytes) -> None:
        moved = answer(b"", status, Location="http://other.example/b.jpg", Set_Cookie="a=b")
        connection.sendall(moved if b"/start" in request else answer())

    server = wire.serve(handler)

    fetched = fetch(URL, max_bytes=5)

    assert fetched.url == "http://other.example/b.jpg"
    assert fetched.file_name == "b.jpg"
    assert b"ookie" not in server.requests[1]
    assert b"Referer" not in server.requests[1]
    assert b"Host: other.example\r\n" in server.requests[1]


def test_a_location_with_spaces_and_raw_utf8_is_followed(wire) -> None:
    def handler(connection: socket.socket, request: bytes) -> None:
        moved = b"HTTP/1.1 302 x\r\nLocation:  /my ph\xc3\xb6to.jpg \r\n\r\n"
        connection.sendall(moved if b"/start" in request else answer())

    server = wire.serve(handler)

    assert fetch(URL, max_bytes=5).file_name == "my phöto.jpg"
    assert server.requests[1].startswith(b"GET /my%20ph%C3%B6to.jpg ")


@pytest.mark.parametrize(("redirects", "arrives"), [(3, True), (4, False)])
def test_three_redirects_are_followed_and_no_more(wire, redirects: int, arrives: bool) -> None:
    left = list(range(redirects))

    def handler(connection: socket.socket, request: bytes) -> None:
        connection.sendall(answer(b"", "302 x", Location=f"/{left.pop()}") if left else answer())

    server = wire.serve(handler)

    if arrives:
        assert fetch(URL, max_bytes=5).data == b"photo"
    else:
        with pytest.raises(FetchFailed):
            fetch(URL, max_bytes=5)
    assert server.connections == 4


def test_a_redirect_loop_ends(wire) -> None:
    server = wire.serve(say(answer(b"", "302 x", Location="/start")))

    with pytest.raises(FetchFailed):
        fetch(URL, max_bytes=5)
    assert server.connections == 4


@pytest.mark.parametrize(
    "response",
    [
        answer(status="404 Not Found"),
        answer(status="500 Oops"),
        answer(status="302 Found"),
        answer(status="304 Not Modified"),
        b"",
        b"garbage\r\n\r\n",
        b"HTTP/1.1 999999 x\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"x" * 70_000 + b"\r\n\r\nphoto",
        b"HTTP/1.1 200 OK\r\n" + b"X: x\r\n" * 200 + b"\r\nphoto",
        b"HTTP/1.1 " + b"x" * 70_000,
        answer(b"pho", Content_Length="5"),
        answer(b"5\r\npho", Transfer_Encoding="chunked"),
        answer(b"zzz\r\nphoto\r\n0\r\n\r\n", Transfer_Encoding="chunked"),
        answer(b"no gzip", Content_Encoding="gzip"),
    ],
)
def test_a_server_that_answers_wrongly_is_a_failure(wire, response: bytes) -> None:
    wire.serve(say(response))

    with pytest.raises(FetchFailed) as failure:
        fetch(URL, max_bytes=100)
    assert failure.value.message == "The address could not be loaded."
    assert failure.value.detail


def test_a_connection_that_is_reset_is_a_failure(wire) -> None:
    def reset(connection: socket.socket, request: bytes) -> None:
        connection.sendall(answer(b"pho", Content_Length="5"))
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    wire.serve(reset)

    with pytest.raises(FetchFailed):
        fetch(URL, max_bytes=100)


def test_a_port_where_nobody_listens_is_a_failure(wire) -> None:
    with pytest.raises(FetchFailed):
        fetch(URL, max_bytes=100)


@pytest.mark.parametrize(
    "response",
    [
        answer(b"photo"),
        answer(b"photo", Content_Length="5"),
        answer(b"2\r\nph\r\n3\r\noto\r\n0\r\n\r\n", Transfer_Encoding="chunked"),
        answer(gzip.compress(b"photo"), Content_Encoding="gzip"),
        answer(zlib.compress(b"photo"), Content_Encoding="deflate"),
        answer(brotli.compress(b"photo"), Content_Encoding="br"),
        b"HTTP/1.0 200 OK\r\n\r\nphoto",
        b"HTTP/1.1 100 Continue\r\n\r\n" + answer(),
    ],
)
def test_a_body_is_read_however_it_is_sent(wire, response: bytes) -> None:
    wire.serve(say(response))

    assert fetch(URL, max_bytes=5).data == b"photo"


@pytest.mark.parametrize(
    "response",
    [
        answer(b"photo!"),
        answer(b"photo!", Content_Length="6"),
        answer(b"", Content_Length="100000000"),
        answer(b"6\r\nphoto!\r\n0\r\n\r\n", Transfer_Encoding="chunked"),
        answer(gzip.compress(b"photo!"), Content_Encoding="gzip"),
    ],
)
def test_one_byte_too_many_is_too_large(wire, response: bytes) -> None:
    wire.serve(say(response))

    with pytest.raises(ImageTooLarge):
        fetch(URL, max_bytes=5)


def test_an_endless_stream_is_stopped_at_the_cap(wire) -> None:
    wire.serve(say(answer(b""), bytes(MEBIBYTE), every_s=0.001))
    started = time.monotonic()

    with pytest.raises(ImageTooLarge):
        fetch(URL, max_bytes=10 * MEBIBYTE)
    assert time.monotonic() - started < 3


@pytest.mark.parametrize(
    ("encoding", "bomb"),
    [
        ("gzip", gzip.compress(bytes(200 * MEBIBYTE), 9)),
        ("deflate", zlib.compress(bytes(200 * MEBIBYTE), 9)),
        ("gzip, gzip", gzip.compress(gzip.compress(bytes(200 * MEBIBYTE), 9), 9)),
        ("br", brotli.compress(bytes(200 * MEBIBYTE), quality=3)),
    ],
    ids=["gzip", "deflate", "gzip in gzip", "brotli"],
)
def test_a_compressed_bomb_is_stopped_without_unpacking_it(
    wire, encoding: str, bomb: bytes
) -> None:
    wire.serve(say(answer(bomb, Content_Encoding=encoding)))
    tracemalloc.start()

    with pytest.raises(ImageTooLarge):
        fetch(URL, max_bytes=5 * MEBIBYTE)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20 * MEBIBYTE


EMPTY_GZIP_BLOCK = b"\x00\x00\x00\xff\xff"
DRIPS = {
    "silence": (b"",),
    "status line": (b"H",),
    "one header": (b"HTTP/1.1 200 OK\r\nX: ", b"x"),
    "many headers": (b"HTTP/1.1 200 OK\r\n", b"X: x\r\n"),
    "continue": (b"HTTP/1.1 100 Continue\r\n\r\n",),
    "body": (answer(b""), b"x"),
    "body with length": (answer(b"", Content_Length="5000"), b"x"),
    "chunks": (answer(b"", Transfer_Encoding="chunked"), b"1\r\nx\r\n"),
    "chunk size": (answer(b"", Transfer_Encoding="chunked"), b"0"),
    "trailers": (answer(b"0\r\n", Transfer_Encoding="chunked"), b"X: x\r\n"),
    "empty gzip blocks": (
        answer(b"\x1f\x8b\x08" + bytes(7), Content_Encoding="gzip"),
        EMPTY_GZIP_BLOCK,
    ),
}


@pytest.mark.parametrize("parts", DRIPS.values(), ids=DRIPS.keys())
def test_a_slow_drip_is_cut_off_at_the_deadline(wire, parts: tuple[bytes, ...]) -> None:
    wire.serve(say(*parts, every_s=0.05))
    started = time.monotonic()

    with pytest.raises(FetchFailed):
        fetch(URL, max_bytes=10_000, deadline_s=0.5)
    assert 0.1 < time.monotonic() - started < 1


def test_redirects_share_one_deadline(wire) -> None:
    def slow_redirect(connection: socket.socket, request: bytes) -> None:
        time.sleep(0.3)
        connection.sendall(answer(b"", "302 x", Location="/start"))

    wire.serve(slow_redirect)
    started = time.monotonic()

    with pytest.raises(FetchFailed, match="not finished within"):
        fetch(URL, max_bytes=100, deadline_s=0.5)
    assert time.monotonic() - started < 1


def test_an_empty_body_is_no_failure_of_the_network(wire) -> None:
    wire.serve(say(answer(b"", Content_Length="0")))

    assert fetch(URL, max_bytes=5).data == b""


def test_what_claims_to_be_a_picture_is_handed_on_as_it_came(wire) -> None:
    wire.serve(say(answer(b"<html>", Content_Type="image/jpeg")))

    assert fetch(URL, max_bytes=100).data == b"<html>"


def test_the_text_is_judged_before_the_network_is_touched(wire) -> None:
    with pytest.raises(MalformedUrl):
        fetch("not a url", max_bytes=5)
    with pytest.raises(UnsupportedScheme):
        fetch("data:image/png;base64,AA==", max_bytes=5)
    assert wire.asked == wire.dialled == []


def test_the_edge_judges_by_the_same_door() -> None:
    with pytest.raises(InvalidInput):
        judge_url("ftp://a/b.jpg")
