"""Lists come in pages: limit and offset from the query, else from the body."""

import pytest

from scenes.models import Brand


@pytest.fixture
def brands(db):
    Brand.objects.bulk_create(Brand(name=f"b{n}") for n in range(150))


def names(response):
    return [row["name"] for row in response.json()["results"]]


def test_a_page_has_a_hundred_rows_and_leads_to_the_next(call, brands):
    first = call.get("brands/").json()
    assert set(first) == {"count", "next", "previous", "results"}
    assert (first["count"], len(first["results"]), first["previous"]) == (150, 100, None)
    assert first["next"] == "http://testserver/api/v1.5/brands/?limit=100&offset=100"
    last = call.get(first["next"].removeprefix("http://testserver")).json()
    assert (len(last["results"]), last["next"]) == (50, None)
    assert last["previous"] == "http://testserver/api/v1.5/brands/?limit=100"


@pytest.mark.parametrize(
    "sent",
    [
        {"path": "brands?limit=2&offset=3"},
        {"path": "brands", "body": {"limit": 2, "offset": 3}},
        {"path": "brands", "body": {"limit": "2", "offset": "3"}},
        {"path": "brands", "form": "limit=2&offset=3"},
        {"path": "brands", "limit": "2", "offset": "3"},
        {"path": "brands?limit=2&offset=3", "body": {"limit": 50, "offset": 9}},
    ],
    ids=["query", "json", "json texts", "form", "multipart", "the query wins"],
)
def test_limit_and_offset_come_from_query_or_body(call, brands, sent):
    assert names(call.get(sent.pop("path"), sent.pop("body", None), **sent)) == ["b3", "b4"]


def test_a_link_to_the_next_page_carries_what_came_in_the_body(call, brands):
    page = call.get("brands", {"limit": 2, "offset": 3}).json()
    assert page["next"] == "http://testserver/api/v1.5/brands?limit=2&offset=5"


@pytest.mark.parametrize("limit", ["0", "-1", "x", "", "1.5", "9" * 30, "%00", "٣x", "1e3"])
def test_a_limit_that_fits_not_is_as_none(call, brands, limit):
    assert len(names(call.get(f"brands?limit={limit}"))) == 100


@pytest.mark.parametrize("offset", ["-1", "x", "", "9" * 30, "%00"])
def test_an_offset_that_fits_not_is_as_none(call, brands, offset):
    assert names(call.get(f"brands?limit=1&offset={offset}")) == ["b0"]


@pytest.mark.parametrize("value", [True, None, [], {}, 1.5, -3, 2**70])
def test_values_of_the_body_that_fit_not_are_as_none(call, brands, value):
    assert len(names(call.get("brands", {"limit": value, "offset": value}))) == 100


def test_a_page_beyond_the_last_is_empty(call, brands):
    page = call.get(f"brands?offset={2**62}").json()
    assert (page["results"], page["next"]) == ([], None)


def test_a_page_has_a_thousand_rows_at_most(call, brands):
    Brand.objects.bulk_create(Brand(name="x") for _ in range(1000))
    assert len(names(call.get("brands?limit=5000"))) == 1000
