"""Where a download may go: every address in every spelling, by every way that leads there."""

import socket
import threading
import time

import pytest

from core.errors import AddressRefused, FetchFailed, MalformedUrl
from core.fetching import fetch

PHOTO = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 5\r\n\r\nphoto"
INTERNAL = [
    "0.0.0.0",
    "10.0.0.1",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "168.63.129.16",
    "169.254.169.254",
    "169.254.170.2",
    "169.254.170.23",
    "172.16.0.1",
    "192.0.0.8",
    "192.0.0.9",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "2001::1",
    "2001:20::1",
    "2002:7f00:1::1",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::23",
    "fd00:ec2::254",
    "fe80::1",
    "fec0::1",
    "ff02::1",
]
SPELLINGS_OF_LOOPBACK = [
    "2130706433",
    "0177.0.0.1",
    "017700000001",
    "0x7f.1",
    "0x7f000001",
    "0x7F.0x0.0x0.0x1",
    "127.1",
    "127.0.1",
    "127.0.0.1.",
    "127.000.000.001",
    "１２７.０.０.１",
    "①②⑦.⓪.⓪.①",
    "127。0。0。1",
    "[::ffff:7f00:1]",
    "[::ffff:127.0.0.1]",
    "[0:0:0:0:0:0:0:1]",
    "[0000::0001]",
]
INTERNAL_NAMES = [
    "localhost",
    "LOCALHOST",
    "localhost.",
    "photos.localhost",
    "printer.local",
    "db.internal",
    "metadata.google.internal",
    "metadata.google.internal.",
    "host.docker.internal",
    "redis.default.svc",
    "redis.default.svc.cluster.local",
    "intranet",
]


def say_photo(connection: socket.socket, request: bytes) -> None:
    connection.sendall(PHOTO)


def say_redirect(location: str):
    def say(connection: socket.socket, request: bytes) -> None:
        if request.startswith(b"GET /start"):
            connection.sendall(f"HTTP/1.1 302 Found\r\nLocation: {location}\r\n\r\n".encode())
        else:
            connection.sendall(PHOTO)

    return say


def bracketed(address: str) -> str:
    return f"[{address}]" if ":" in address else address


def assert_refused_without_a_connection(wire, url: str) -> None:
    server = wire.serve(say_photo)
    with pytest.raises((AddressRefused, MalformedUrl)) as refusal:
        fetch(url, max_bytes=100)
    assert wire.dialled == []
    assert server.connections == 0
    assert not any(character.isdigit() for character in refusal.value.message)


@pytest.mark.parametrize("address", INTERNAL)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_an_internal_address_is_refused_as_a_literal(wire, address: str, scheme: str) -> None:
    assert_refused_without_a_connection(wire, f"{scheme}://{bracketed(address)}/a.jpg")


@pytest.mark.parametrize("host", SPELLINGS_OF_LOOPBACK)
def test_loopback_is_refused_in_every_spelling(wire, host: str) -> None:
    assert_refused_without_a_connection(wire, f"http://{host}/a.jpg")


@pytest.mark.parametrize("host", INTERNAL_NAMES)
def test_an_internal_name_is_refused_without_resolving_it(wire, host: str) -> None:
    wire.name(host.lower().rstrip("."))
    assert_refused_without_a_connection(wire, f"http://{host}/a.jpg")
    assert wire.asked == []


@pytest.mark.parametrize("address", INTERNAL)
def test_an_internal_address_is_refused_behind_a_name(wire, address: str) -> None:
    wire.name("photos.example", [address])
    assert_refused_without_a_connection(wire, "http://photos.example/a.jpg")


@pytest.mark.parametrize("address", INTERNAL)
def test_one_internal_address_among_public_ones_is_enough(wire, address: str) -> None:
    wire.name("photos.example", ["93.184.216.34", "2606:4700::1", address])
    assert_refused_without_a_connection(wire, "http://photos.example/a.jpg")


@pytest.mark.parametrize("host", [*map(bracketed, INTERNAL), *SPELLINGS_OF_LOOPBACK, "localhost"])
@pytest.mark.parametrize("location", ["http://{}/b.jpg", "//{}/b.jpg", "https://{}/b.jpg"])
def test_an_internal_address_is_refused_behind_a_redirect(wire, host: str, location: str) -> None:
    server = wire.serve(say_redirect(location.format(host)))
    wire.name("photos.example")

    with pytest.raises(AddressRefused):
        fetch("http://photos.example/start", max_bytes=100)
    assert wire.dialled == [("93.184.216.34", 80)]
    assert server.connections == 1


def test_an_internal_address_is_refused_behind_a_redirect_to_a_name(wire) -> None:
    wire.serve(say_redirect("http://inside.example/b.jpg"))
    wire.name("photos.example")
    wire.name("inside.example", ["169.254.169.254"])

    with pytest.raises(AddressRefused):
        fetch("http://photos.example/start", max_bytes=100)
    assert wire.dialled == [("93.184.216.34", 80)]


@pytest.mark.parametrize("address", INTERNAL)
def test_a_resolver_that_changes_its_answer_is_asked_only_once(wire, address: str) -> None:
    wire.serve(say_photo)
    wire.name("photos.example", ["93.184.216.34"], [address])

    assert fetch("http://photos.example/a.jpg", max_bytes=100).data == b"photo"
    assert wire.asked == ["photos.example"]
    assert wire.dialled == [("93.184.216.34", 80)]


def test_a_redirect_to_the_same_name_is_resolved_and_judged_again(wire) -> None:
    wire.serve(say_redirect("/b.jpg"))
    wire.name("photos.example", ["93.184.216.34"], ["127.0.0.1"])

    with pytest.raises(AddressRefused):
        fetch("http://photos.example/start", max_bytes=100)
    assert wire.dialled == [("93.184.216.34", 80)]


@pytest.mark.parametrize(
    "location",
    [
        "file:///etc/passwd",
        "ftp://photos.example/",
        "gopher://x/",
        "data:,x",
        "http://a b:x/",
        "\\\\x",
    ],
)
def test_a_redirect_elsewhere_is_not_the_callers_malformed_url(wire, location: str) -> None:
    wire.serve(say_redirect(location))
    wire.name("photos.example")

    with pytest.raises(AddressRefused):
        fetch("http://photos.example/start", max_bytes=100)


@pytest.mark.parametrize("port", [22, 25, 6379, 8000, 8080])
def test_other_ports_are_refused(wire, port: int) -> None:
    wire.name("photos.example")
    assert_refused_without_a_connection(wire, f"http://photos.example:{port}/a.jpg")


@pytest.mark.parametrize("userinfo", ["user", "user:secret", "", "a@b", "93.184.216.34"])
def test_userinfo_is_refused(wire, userinfo: str) -> None:
    wire.name("photos.example")
    assert_refused_without_a_connection(wire, f"http://{userinfo}@photos.example/a.jpg")


def test_the_refusal_names_the_address_for_the_log_alone(wire) -> None:
    wire.name("photos.example", ["10.1.2.3"])

    with pytest.raises(AddressRefused) as refusal:
        fetch("http://photos.example/a.jpg", max_bytes=100)
    assert "10.1.2.3" in refusal.value.detail
    assert refusal.value.message == "The address is not allowed."


def test_a_public_name_is_dialled_by_its_address_and_asked_by_its_name(wire) -> None:
    server = wire.serve(say_photo)
    wire.name("xn--bcher-kva.example")

    fetch("http://Bücher.example/ä.jpg?x=1#top", max_bytes=100)

    assert wire.dialled == [("93.184.216.34", 80)]
    assert server.requests[0].startswith(b"GET /%C3%A4.jpg?x=1 HTTP/1.1\r\n")
    assert b"\r\nHost: xn--bcher-kva.example\r\n" in server.requests[0]


def test_the_next_address_is_tried_when_one_does_not_answer(wire) -> None:
    wire.serve(say_photo)
    wire.name("photos.example", ["2606:4700::1", "93.184.216.34"])

    assert fetch("http://photos.example/a.jpg", max_bytes=100).data == b"photo"
    assert wire.dialled == [("2606:4700::1", 80), ("93.184.216.34", 80)]


def test_the_proxy_environment_is_not_used(wire, monkeypatch: pytest.MonkeyPatch) -> None:
    wire.serve(say_photo)
    wire.name("photos.example")
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:3128")

    fetch("http://photos.example/a.jpg", max_bytes=100)

    assert wire.dialled == [("93.184.216.34", 80)]


def test_a_private_host_listed_by_name_and_port_is_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(65536)
                connection.sendall(PHOTO)

        threading.Thread(target=serve, daemon=True).start()
        url = f"http://127.0.0.1:{port}/a.jpg"

        with pytest.raises(AddressRefused):
            fetch(url, max_bytes=100)
        with pytest.raises(AddressRefused):
            fetch(url, max_bytes=100, allowed_hosts=[f"127.0.0.1:{port + 1}"])
        with pytest.raises(AddressRefused):
            fetch(
                url.replace("127.0.0.1", "127.1"),
                max_bytes=100,
                allowed_hosts=[f"127.0.0.1:{port}"],
            )
        assert fetch(url, max_bytes=100, allowed_hosts=[f"127.0.0.1:{port}"]).data == b"photo"


def test_a_listed_name_is_reached_wherever_it_leads(wire) -> None:
    wire.serve(say_photo)
    wire.name("photos.internal", ["10.0.0.7"])

    assert fetch("http://photos.internal/", max_bytes=9, allowed_hosts=["photos.internal"]).data
    assert wire.dialled == [("10.0.0.7", 80)]


def test_a_listed_network_is_reached_but_no_other_port_or_internal_name(wire) -> None:
    wire.serve(say_photo)
    wire.name("photos.example", ["10.0.0.7"])
    wire.name("photos.internal", ["10.0.0.7"])
    allowed = ["10.0.0.0/24"]

    assert fetch("http://photos.example/", max_bytes=9, allowed_hosts=allowed).data == b"photo"
    for url in ("http://photos.example:81/", "http://photos.internal/", "http://10.0.1.1/"):
        with pytest.raises(AddressRefused):
            fetch(url, max_bytes=9, allowed_hosts=allowed)


def test_a_name_that_does_not_resolve_is_a_failure(wire, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_such_name(*args: object, **kwargs: object) -> list:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", no_such_name)

    with pytest.raises(FetchFailed):
        fetch("http://photos.example/", max_bytes=9)


def test_a_resolver_that_hangs_is_left_behind(wire, monkeypatch: pytest.MonkeyPatch) -> None:
    released = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: released.wait(10) and [])
    started = time.monotonic()

    with pytest.raises(FetchFailed):
        fetch("http://photos.example/", max_bytes=9, deadline_s=0.3)
    assert time.monotonic() - started < 1
    released.set()
