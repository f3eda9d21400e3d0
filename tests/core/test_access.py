"""Who may call: Origin tricks, key styles, limits."""

from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone

from core import access, origins, rate_limits
from core.errors import Forbidden, RateLimited, RequestBlocked, Unauthorized
from core.models import ApiKey


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("https://example.com", "example.com"),
        ("https://EXAMPLE.com:8443", "example.com"),
        ("http://example.com.", "example.com"),
        ("https://bücher.example", "xn--bcher-kva.example"),
        ("http://[::1]:3000", "::1"),
        ("http://127.0.0.1:8000", "127.0.0.1"),
    ],
)
def test_an_origin_is_judged_by_its_host(origin, host):
    assert origins.origin_host(origin) == host


@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "",
        "example.com",
        "file://",
        "ftp://example.com",
        "javascript:alert(1)",
        "https://user@example.com",
        "https://example.com@evil.net",
        "https://example.com, https://evil.net",
        "https://example.com https://evil.net",
        "https://example.com\\@evil.net",
        "https://example.com\x00.evil.net",
        "https://example.com:port",
        "https://example.com/path",
        "https://example.com?x",
        "https://",
    ],
)
def test_a_tricky_origin_has_no_host(origin):
    assert origins.origin_host(origin) is None


@pytest.mark.parametrize(
    "host",
    [
        "sub.example.com",
        "example.com.evil.net",
        "evilexample.com",
        "evil-example.com",
        "example.co",
        "xn--exmple-cua.com",
    ],
)
def test_a_host_like_an_allowed_one_is_not_allowed(host):
    assert not origins.host_is_allowed(host, ["example.com"])


def test_a_star_pattern_covers_sub_domains_but_not_the_apex():
    assert origins.host_is_allowed("a.b.example.com", ["*.example.com"])
    assert not origins.host_is_allowed("example.com", ["*.example.com"])
    assert not origins.host_is_allowed("evilexample.com", ["*.example.com"])


@pytest.mark.parametrize("host", ["localhost", "app.localhost", "127.0.0.1", "127.8.9.1", "::1"])
def test_localhost_covers_every_loopback_name(host):
    assert origins.host_is_allowed(host, ["localhost"])


def test_nothing_is_allowed_by_an_empty_list_and_everything_by_a_star():
    assert not origins.host_is_allowed("localhost", [])
    assert origins.host_is_allowed("anything.example", ["*"])


def request(headers=None, query="", remote="203.0.113.9"):
    return RequestFactory().post(f"/x{query}", headers=headers or {}, REMOTE_ADDR=remote)


@pytest.fixture
def key(db):
    return ApiKey.objects.create_key(name="a caller")[1]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "style",
    [
        lambda key: {"headers": {"X-API-Key": key}},
        lambda key: {"headers": {"Authorization": f"Token {key}"}},
        lambda key: {"headers": {"authorization": f"token {key}"}},
        lambda key: {"headers": {"x-aigen-key": key}},
        lambda key: {"headers": {"X-AIGEN-KEY": key}},
        lambda key: {"query": f"?aigen_key={key}"},
    ],
)
def test_one_key_works_in_every_style(style, key):
    assert access.admit(request(**style(key)), []).name == "a caller"


@pytest.mark.django_db
def test_a_revoked_or_unknown_key_is_blocked(key):
    ApiKey.objects.update(revoked=True)
    for presented in (key, "nonsense", "aaaaaaaa.bbbbbbbb"):
        with pytest.raises(RequestBlocked):
            access.admit(request({"X-API-Key": presented}, remote="127.0.0.1"), ["localhost"])


@pytest.mark.django_db
def test_a_program_without_key_is_let_in_only_from_this_machine_while_localhost_is_allowed():
    assert access.admit(request(remote="127.0.0.1"), ["localhost"]) is None
    for remote, domains in [("127.0.0.1", ["example.com"]), ("203.0.113.9", ["localhost"])]:
        with pytest.raises(RequestBlocked):
            access.admit(request(remote=remote), domains)


@pytest.mark.django_db
@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded"])
def test_a_call_that_a_proxy_forwarded_is_never_taken_for_a_local_one(header):
    with pytest.raises(RequestBlocked):
        access.admit(request({header: "127.0.0.1"}, remote="127.0.0.1"), ["localhost"])


@pytest.mark.django_db
def test_a_key_does_not_open_a_page_that_is_not_allowed(key):
    with pytest.raises(RequestBlocked):
        access.admit(request({"Origin": "https://evil.example", "X-API-Key": key}), ["localhost"])


@pytest.mark.django_db
def test_the_referer_counts_only_when_there_is_no_origin():
    page = "https://example.com/page?x=1"
    assert access.admit(request({"Referer": page}), ["example.com"]) is None
    with pytest.raises(RequestBlocked):
        access.admit(request({"Origin": "null", "Referer": page}), ["example.com"])


@pytest.mark.django_db
def test_a_key_without_limits_opens_every_endpoint_and_a_limited_one_only_its_own(key):
    call = request({"X-AIGEN-KEY": key})
    assert access.require_key(call, "ocr.book").name == "a caller"
    ApiKey.objects.update(endpoints=["ocr.book", "ocr.meter"])
    assert access.require_key(call, "ocr.meter").name == "a caller"
    with pytest.raises(Forbidden) as refused:
        access.require_key(call, "ocr.text")
    assert (refused.value.status, refused.value.code) == (403, "forbidden")


@pytest.mark.django_db
def test_a_call_without_a_valid_key_is_unauthorized_and_told_no_more(key):
    with pytest.raises(Unauthorized) as missing:
        access.require_key(request(remote="127.0.0.1"), "ocr.book")
    assert (missing.value.status, missing.value.message) == (401, "The API key is missing.")
    yesterday = timezone.now() - timedelta(days=1)
    for change in ({"expiry_date": yesterday}, {"expiry_date": None, "revoked": True}):
        ApiKey.objects.update(**change)
        with pytest.raises(Unauthorized) as refused:
            access.require_key(request(query=f"?aigen_key={key}"), "ocr.book")
        assert refused.value.message == "The API key is not valid."
    for wrong in ("nonsense", "aaaaaaaa.bbbbbbbb", "\x00", key[:-1], key.upper() + "x"):
        with pytest.raises(Unauthorized):
            access.require_key(request({"X-AIGEN-KEY": wrong}), "ocr.book")


@pytest.mark.django_db
@pytest.mark.parametrize("headers", [{}, {"Origin": "https://example.com"}])
def test_a_key_limited_to_other_endpoints_is_not_let_in(key, headers):
    call = request({**headers, "X-API-Key": key})
    ApiKey.objects.update(endpoints=["recognition"])
    assert access.admit(call, ["example.com"], endpoint="recognition").name == "a caller"
    ApiKey.objects.update(endpoints=["ocr.book"])
    with pytest.raises(RequestBlocked):
        access.admit(call, ["example.com"], endpoint="recognition")


def test_every_app_says_itself_what_a_key_can_be_limited_to():
    offered = access.offered_endpoints()
    assert offered["recognition"] == "Serial numbers: analyze and rate"
    assert all(name.isprintable() and title for name, title in offered.items())


def test_the_address_behind_our_own_proxies_is_believed(settings):
    settings.TRUSTED_PROXIES = 1
    spoofed = request({"X-Forwarded-For": "127.0.0.1, 198.51.100.7"})
    assert origins.client_address(spoofed) == "198.51.100.7"
    assert origins.client_address(request()) == ""


def test_cors_echoes_an_allowed_origin_and_says_nothing_to_others():
    allowed = origins.cors_headers(request({"Origin": "https://example.com:8443"}), ["example.com"])
    assert allowed["Access-Control-Allow-Origin"] == "https://example.com:8443"
    assert "Access-Control-Allow-Credentials" not in allowed
    assert int(allowed["Access-Control-Max-Age"]) <= 600
    assert origins.cors_headers(request({"Origin": "https://evil.net"}), ["example.com"]) == {
        "Vary": "Origin"
    }


def test_the_limit_is_exact_and_says_how_long_to_wait():
    client = "test-limit-exact"
    for _ in range(10):
        rate_limits.count_call(client, per_minute=10)
    with pytest.raises(RateLimited) as refused:
        rate_limits.count_call(client, per_minute=10)
    assert 1 <= refused.value.retry_after <= 60
    rate_limits.count_call("somebody else", per_minute=10)
    rate_limits.count_call(client, per_minute=0)


def test_the_limit_is_exact_under_simultaneous_calls():
    from concurrent.futures import ThreadPoolExecutor

    def passes(_):
        try:
            rate_limits.count_call("test-limit-threads", per_minute=10)
        except RateLimited:
            return False
        return True

    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(passes, range(60))) == 10
