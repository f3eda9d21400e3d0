"""TLS through the door: the address is dialled, the name is verified."""

import datetime
import ipaddress
import socket
import ssl
import time

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from core import outgoing
from core.errors import AddressRefused, FetchFailed
from core.fetching import fetch

PHOTO = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nphoto"


def say_photo(connection: socket.socket, request: bytes) -> None:
    connection.sendall(PHOTO)


def say_redirect(location: str):
    def say(connection: socket.socket, request: bytes) -> None:
        connection.sendall(f"HTTP/1.1 302 Found\r\nLocation: {location}\r\n\r\n".encode())

    return say


def certificate(*names: x509.GeneralName) -> tuple[bytes, bytes]:
    """A self-made certificate that is its own authority, and its key, as PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    return made.public_bytes(serialization.Encoding.PEM), key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


class TlsServer:
    """Wraps connections for the names in its certificate, which the process trusts; keeps SNI."""

    def __init__(self, tmp_path, monkeypatch: pytest.MonkeyPatch, *names: x509.GeneralName) -> None:
        authority, key = certificate(*names)
        (tmp_path / "authority.pem").write_bytes(authority)
        (tmp_path / "server.pem").write_bytes(authority + key)
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
        self.asked_for: list[str | None] = []
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(tmp_path / "server.pem")
        self.context.sni_callback = lambda _socket, name, _context: self.asked_for.append(name)

    def wrap(self, connection: socket.socket) -> socket.socket:
        return self.context.wrap_socket(connection, server_side=True)


@pytest.fixture(autouse=True)
def _own_certificates():
    outgoing._tls_context.cache_clear()
    yield
    outgoing._tls_context.cache_clear()


def test_the_name_is_verified_and_sent_though_the_address_is_dialled(
    wire, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tls = TlsServer(tmp_path, monkeypatch, x509.DNSName("photos.example"))
    server = wire.serve(say_photo, 443, tls.wrap)
    wire.name("photos.example", ["93.184.216.34"], ["127.0.0.1"])

    assert fetch("https://photos.example/a.jpg", max_bytes=100).data == b"photo"
    assert wire.dialled == [("93.184.216.34", 443)]
    assert tls.asked_for == ["photos.example"]
    assert b"\r\nHost: photos.example\r\n" in server.requests[0]


def test_a_certificate_for_another_name_is_refused(
    wire, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tls = TlsServer(tmp_path, monkeypatch, x509.DNSName("other.example"))
    server = wire.serve(say_photo, 443, tls.wrap)
    wire.name("photos.example")

    with pytest.raises(FetchFailed):
        fetch("https://photos.example/a.jpg", max_bytes=100)
    assert server.requests == []


def test_a_certificate_for_the_dialled_address_is_not_one_for_the_name(
    wire, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = x509.IPAddress(ipaddress.ip_address("93.184.216.34"))
    tls = TlsServer(tmp_path, monkeypatch, address)
    wire.serve(say_photo, 443, tls.wrap)
    wire.name("photos.example")

    with pytest.raises(FetchFailed):
        fetch("https://photos.example/a.jpg", max_bytes=100)
    assert fetch("https://93.184.216.34/a.jpg", max_bytes=100).data == b"photo"


def test_a_certificate_that_nobody_vouches_for_is_refused(
    wire, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tls = TlsServer(tmp_path, monkeypatch, x509.DNSName("photos.example"))
    monkeypatch.delenv("SSL_CERT_FILE")
    wire.serve(say_photo, 443, tls.wrap)
    wire.name("photos.example")

    with pytest.raises(FetchFailed):
        fetch("https://photos.example/a.jpg", max_bytes=100)


def test_a_redirect_from_https_to_http_is_refused(
    wire, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tls = TlsServer(tmp_path, monkeypatch, x509.DNSName("photos.example"))
    plain = wire.serve(say_photo)
    wire.serve(say_redirect("http://photos.example/b.jpg"), 443, tls.wrap)
    wire.name("photos.example")

    with pytest.raises(AddressRefused):
        fetch("https://photos.example/start", max_bytes=100)
    assert plain.connections == 0


def test_a_redirect_from_http_to_https_is_followed(
    wire, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tls = TlsServer(tmp_path, monkeypatch, x509.DNSName("photos.example"))
    wire.serve(say_redirect("https://photos.example/b.jpg"))
    wire.serve(say_photo, 443, tls.wrap)
    wire.name("photos.example")

    assert fetch("http://photos.example/start", max_bytes=100).url == "https://photos.example/b.jpg"


def test_a_handshake_that_never_ends_is_cut_off(
    wire, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wire.serve(lambda connection, request: time.sleep(5), 443)
    wire.name("photos.example")
    started = time.monotonic()

    with pytest.raises(FetchFailed):
        fetch("https://photos.example/a.jpg", max_bytes=100, deadline_s=0.5)
    assert time.monotonic() - started < 1


def test_a_drip_inside_tls_is_cut_off(wire, tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    def drip(connection: socket.socket, request: bytes) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            connection.sendall(b"x")
            time.sleep(0.05)

    tls = TlsServer(tmp_path, monkeypatch, x509.DNSName("photos.example"))
    wire.serve(drip, 443, tls.wrap)
    wire.name("photos.example")
    started = time.monotonic()

    with pytest.raises(FetchFailed):
        fetch("https://photos.example/a.jpg", max_bytes=10_000, deadline_s=0.5)
    assert time.monotonic() - started < 1
