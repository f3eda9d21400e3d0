import pytest

from core.errors import InvalidInput, MalformedUrl, UnsupportedScheme
from core.url_text import judge_url, parse_url

MALFORMED = [
    "",
    "not a url",
    "example.com/photo.jpg",
    "//example.com/photo.jpg",
    "/photo.jpg",
    "example.com:8080/photo.jpg",
    "localhost:8000/photo.jpg",
    "http:",
    "http:/photo.jpg",
    "http://",
    "http:///photo.jpg",
    "http://?x=1",
    "http://exa mple.com/",
    " http://example.com/",
    "http://example.com/a\tb",
    "http://example.com/a\nb",
    "http://example.com/a\r\nHost: evil",
    "http://example.com/\x00",
    "http://example.com/\x7f",
    "http://example.com/\u3000",
    "http://example.com/\ud800",
    "http://example.com:0/",
    "http://example.com:65536/",
    "http://example.com:http/",
    "http://example.com:-1/",
    "http://example..com/",
    "http://.example.com/",
    "http://-example.com/",
    "http://" + "a" * 64 + ".com/",
    "http://" + "a." * 130 + "com/",
    "http://exa%6dple.com/",
    "http://exa<mple.com/",
    "http://xn--\u00fc.com/",
    "http://\u0301example.com/",
    "http://example.com\\@127.0.0.1/",
    "http://[::1/",
    "http://[fe80::1%25eth0]/",
    "http://[vF.x]/",
    "http://[:::]/",
    "http://[127.0.0.1]/",
    "http://[example.com]/",
    "http://example.com/" + "a" * 2048,
]
OTHER_SCHEMES = [
    "ftp://a/b.jpg",
    "file:///etc/passwd",
    "data:image/png;base64,AA==",
    "data:image/png;base64," + "A" * 10_000,
    "javascript:alert(1)",
    "gopher://example.com/1",
    "mailto:a@example.com",
    "ws://example.com/",
    "blob:https://example.com/1",
]
FINE = [
    "http://example.com",
    "HTTPS://EXAMPLE.com/Photo.JPG?x=1#top",
    "http://my_bucket.example.com/a.jpg",
    "http://example.com./a.jpg",
    "http://bücher.example/ä.jpg",
    "http://127.0.0.1/",
    "http://2130706433/",
    "http://[::1]:8080/",
    "http://user:secret@example.com/",
    "http://example.com:65535/",
    "http://example.com/" + "a" * (2048 - len("http://example.com/")),
]


@pytest.mark.parametrize("text", MALFORMED)
def test_malformed(text: str) -> None:
    with pytest.raises(MalformedUrl):
        judge_url(text)


@pytest.mark.parametrize("text", OTHER_SCHEMES)
def test_well_formed_with_another_scheme(text: str) -> None:
    with pytest.raises(UnsupportedScheme):
        judge_url(text)


@pytest.mark.parametrize("text", FINE)
def test_fine_as_text(text: str) -> None:
    judge_url(text)


def test_both_judgements_are_invalid_input() -> None:
    assert issubclass(MalformedUrl, InvalidInput)
    assert issubclass(UnsupportedScheme, InvalidInput)


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("http://EXAMPLE.com./", "example.com"),
        ("http://BÜCHER.example/", "xn--bcher-kva.example"),
        ("http://１２７.０.０.１/", "127.0.0.1"),
        ("http://①②⑦.⓪.⓪.①/", "127.0.0.1"),
        ("http://127。0。0。1/", "127.0.0.1"),
        ("http://[0:0:0:0:0:0:0:1]/", "::1"),
    ],
)
def test_the_host_is_ascii_and_in_one_spelling(text: str, host: str) -> None:
    assert parse_url(text).host == host


def test_a_url_is_taken_apart() -> None:
    target = parse_url("https://user@[2606::1]:8443/a b.jpg".replace(" ", "%20") + "?x=é&y=%41#f")

    assert target.authority == "[2606::1]:8443"
    assert target.request_target == "/a%20b.jpg?x=%C3%A9&y=%41"
    assert target.loggable == "https://[2606::1]:8443/a%20b.jpg"
    assert target.file_name == "a b.jpg"
    assert target.has_userinfo


def test_the_default_port_is_left_out_of_the_host_header() -> None:
    assert parse_url("http://example.com:80/").authority == "example.com"
    assert parse_url("http://example.com:443/").authority == "example.com:443"


def test_a_file_name_has_no_control_characters_and_an_end_to_its_length() -> None:
    assert parse_url("http://example.com/a/%0d%0a%1bphoto.jpg").file_name == "photo.jpg"
    assert len(parse_url("http://example.com/" + "a" * 1000).file_name) == 255
    assert parse_url("http://example.com/a/").file_name == ""


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("b.jpg", "http://example.com/a/b.jpg"),
        ("/b.jpg", "http://example.com/b.jpg"),
        ("//other.example/b.jpg", "http://other.example/b.jpg"),
        ("https://other.example/b.jpg", "https://other.example/b.jpg"),
        ("?x=1", "http://example.com/a/photo.jpg"),
    ],
)
def test_a_location_is_joined(location: str, expected: str) -> None:
    assert parse_url("http://example.com/a/photo.jpg").joined(location).loggable == expected
