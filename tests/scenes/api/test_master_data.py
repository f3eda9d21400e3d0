"""Brands, categories, manufacturers, displays, must-have lists, planograms: the same ways."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from scenes.models import Display, Planogram
from tests.scenes.conftest import Caller

# path -> what makes one of it
RESOURCES = {
    "brands": {"name": "Acme"},
    "categories": {"name": "Tea"},
    "manufacturers": {"name": "Acme Foods"},
    "displays": {"name": "Shelf at the door"},
    "mhl": {"name": "Core range"},
    "planograms": {"name": "Spring"},
    "sku": {"name": "Tea Black 25"},
    "mhl_record": {"name": "Any tea"},
    "planogram_records": {"rack_index": 0},
    "planograms_records": {"rack_index": 0},
}


@pytest.fixture
def body_for(call):
    """``body_for(path)``: what makes one of it, with the list that a record needs."""

    def body(path):
        if path != "mhl_record":
            return RESOURCES[path]
        return RESOURCES[path] | {"musthavelist": call.made("mhl", {"name": "Core"})["id"]}

    return body


@pytest.mark.parametrize("path", RESOURCES)
def test_rows_are_made_listed_read_changed_and_deleted(call, body_for, path):
    body = body_for(path)
    made = call.post(f"{path}/", body)
    assert made.status_code == 201
    row = made.json()
    assert isinstance(row["id"], int)
    assert row == row | body
    one = f"{path}/{row['id']}/"
    assert call.get(one).json() == row
    assert call.get(f"{path}/").json()["results"] == [row]
    field, value = next(iter(body.items()))
    other = value + 1 if isinstance(value, int) else "Another"
    for change in (call.put, call.patch):
        response = change(one, {field: other})
        assert (response.status_code, response.json()[field]) == (200, other)
    gone = call.delete(one)
    assert (gone.status_code, gone.content) == (204, b"")
    for method in ("GET", "PUT", "PATCH", "DELETE"):
        response = call(method, one, {})
        assert (response.status_code, response.json()) == (404, {"detail": "Not found."})


@pytest.mark.parametrize("path", RESOURCES)
@pytest.mark.parametrize("pk", [0, 99, 2**63, 10**60, "٣"])
def test_an_id_that_no_row_has_is_not_found(call, path, pk):
    for method in ("GET", "PUT", "PATCH", "DELETE"):
        assert call(method, f"{path}/{pk}", {"name": "x"}).status_code == 404


@pytest.mark.parametrize(
    "path",
    [p for p in RESOURCES if p not in ("planogram_records", "planograms_records", "mhl_record")],
)
@pytest.mark.parametrize("name", ["", None, " ", [], {}, True, "x" * 256])
def test_a_name_that_is_none_is_refused_on_its_field(call, path, name):
    response = call.post(path, {"name": name})
    assert (response.status_code, list(response.json())) == (400, ["name"])


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("brands", "manufacturer"),
        ("categories", "parent"),
        ("displays", "planogram"),
        ("displays", "musthavelist"),
        ("mhl_record", "musthavelist"),
        ("mhl_record", "sku"),
        ("mhl_record", "sku6"),
        ("planograms", "display"),
        ("planogram_records", "planogram"),
        ("planogram_records", "sku"),
    ],
)
@pytest.mark.parametrize("value", [99, "99", 2**63, 2**64, "x", 1.5, True, [1], {"id": 1}])
def test_an_id_that_leads_nowhere_is_refused_on_its_field(call, body_for, path, field, value):
    response = call.post(path, body_for(path) | {field: value})
    assert (response.status_code, list(response.json())) == (400, [field])


@pytest.mark.parametrize("field", ["rack_index", "shelf_index", "facing_x", "facing_y"])
@pytest.mark.parametrize("value", [-1, "x", 1.5, 2**31, 2**63, 10**40, True, []])
def test_places_on_a_shelf_are_counted_from_zero(call, field, value):
    response = call.post("planogram_records", {field: value})
    assert (response.status_code, list(response.json())) == (400, [field])


@pytest.mark.parametrize("field", ["facing_x", "facing_y"])
def test_a_record_has_a_thousand_facings_at_most(call, field):
    assert call.made("planogram_records", {field: 1000})[field] == 1000
    assert list(call.post("planogram_records", {field: 1001}).json()) == [field]


def test_a_brand_has_a_manufacturer_and_a_category_a_parent(call):
    maker = call.made("manufacturers", {"name": "Acme Foods"})["id"]
    brand = call.made("brands", {"name": "Acme", "manufacturer": maker})
    assert brand["manufacturer"] == maker
    tea = call.made("categories", {"name": "Tea"})["id"]
    assert call.put(f"categories/{tea}", {"parent": tea}).json()["parent"] == tea
    assert call.delete(f"manufacturers/{maker}").status_code == 204
    assert call.get(f"brands/{brand['id']}").json()["manufacturer"] is None


def test_a_display_always_tells_its_must_have_list_and_its_planogram(call):
    display = call.made("displays", {"name": "a"})
    assert display == {
        "id": display["id"],
        "name": "a",
        "planogram": None,
        "musthavelist": None,
    }
    assert set(call.get(f"displays/{display['id']}").json()) == set(display)


def test_a_put_without_its_planogram_leaves_a_display_its_planogram(call):
    planogram = call.made("planograms", {"name": "p"})["id"]
    display = call.made("displays", {"name": "a", "planogram": planogram})
    mhl = call.made("mhl", {"name": "m"})["id"]
    del display["planogram"]
    changed = call.put(f"displays/{display['id']}/", display | {"musthavelist": mhl})
    assert changed.json() == display | {"musthavelist": mhl, "planogram": planogram}


def pairs(call):
    """Which display names which planogram, and the other way round."""
    displays = {d["id"]: d["planogram"] for d in call.get("displays").json()["results"]}
    planograms = {p["id"]: p["display"] for p in call.get("planograms").json()["results"]}
    return displays, planograms


def test_a_display_and_its_planogram_name_each_other_from_whichever_side(call):
    p, q = (call.made("planograms", {"name": n})["id"] for n in "pq")
    a, b = (call.made("displays", {"name": n})["id"] for n in "ab")
    call.put(f"displays/{a}", {"planogram": p})
    assert pairs(call) == ({a: p, b: None}, {p: a, q: None})
    call.put(f"planograms/{q}", {"display": b})
    assert pairs(call) == ({a: p, b: q}, {p: a, q: b})
    call.put(f"displays/{a}", {"planogram": q})
    assert pairs(call) == ({a: q, b: None}, {p: None, q: a})
    call.put(f"planograms/{p}", {"display": a})
    assert pairs(call) == ({a: p, b: None}, {p: a, q: None})
    call.put(f"planograms/{p}", {"display": None})
    assert pairs(call) == ({a: None, b: None}, {p: None, q: None})


def test_the_answer_to_a_change_of_pairs_shows_the_pair(call):
    p = call.made("planograms", {"name": "p"})["id"]
    display = call.made("displays", {"name": "a", "planogram": p})
    assert display["planogram"] == p
    planogram = call.made("planograms", {"name": "q", "display": display["id"]})
    assert planogram["display"] == display["id"]
    assert pairs(call)[0] == {display["id"]: planogram["id"]}


@pytest.mark.django_db(transaction=True)
def test_many_who_change_pairs_at_once_all_do(call, token):
    displays, planograms = (
        [call.made(what, {"name": str(n)})["id"] for n in range(3)]
        for what in ("displays", "planograms")
    )

    def change(number):
        display, planogram = displays[number % 3], planograms[number // 3 % 3]
        try:
            if number % 2:
                return Caller(token).put(f"displays/{display}", {"planogram": planogram})
            return Caller(token).put(f"planograms/{planogram}", {"display": display})
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(change, range(36)))
    assert {answer.status_code for answer in answers} == {200}
    forth, back = pairs(call)
    assert {(d, p) for d, p in forth.items() if p} == {(d, p) for p, d in back.items() if d}


def test_a_pair_of_which_one_is_deleted_leaves_the_other_alone(call):
    p = call.made("planograms", {"name": "p"})["id"]
    display = call.made("displays", {"name": "a", "planogram": p})["id"]
    assert call.delete(f"planograms/{p}").status_code == 204
    assert call.get(f"displays/{display}").json()["planogram"] is None


def test_references_in_a_circle_do_no_harm(call):
    """Rows as another program might have left them: a -> p -> b -> q -> a."""
    a, b = (Display.objects.create(name=n) for n in "ab")
    p, q = (Planogram.objects.create(name=n, display=d) for n, d in (("p", b), ("q", a)))
    Display.objects.filter(pk=a.pk).update(planogram=p)
    Display.objects.filter(pk=b.pk).update(planogram=q)
    assert call.put(f"displays/{a.pk}", {"name": "x"}).status_code == 200
    assert call.put(f"displays/{a.pk}", {"planogram": q.pk}).json()["planogram"] == q.pk
    displays, planograms = pairs(call)
    assert (displays[a.pk], planograms[q.pk]) == (q.pk, a.pk)
    assert call.delete(f"planograms/{p.pk}").status_code == 204


def test_a_record_of_a_must_have_list_names_up_to_seven_skus(call, sku_id):
    mhl = call.made("mhl", {"name": "Core"})["id"]
    ids = {f"sku{n or ''}": sku_id(f"Tea {n}") for n in range(7)}
    record = call.made("mhl_record", {"musthavelist": mhl, **ids})
    assert record == {"id": record["id"], "name": None, "musthavelist": mhl, **ids}
    one = call.made("mhl_record", {"musthavelist": str(mhl), "name": "One", "sku": str(ids["sku"])})
    assert (one["sku"], one["sku1"], one["sku6"]) == (ids["sku"], None, None)


def test_a_record_needs_its_list_and_goes_with_it(call):
    assert call.post("mhl_record", {"name": "x"}).json() == {
        "musthavelist": ["This field is required."]
    }
    mhl = call.made("mhl", {"name": "Core"})["id"]
    record = call.made("mhl_record", {"musthavelist": mhl})["id"]
    assert call.delete(f"mhl/{mhl}/").status_code == 204
    assert call.get(f"mhl_record/{record}").status_code == 404


def test_a_record_of_a_planogram_keeps_all_that_is_documented(call, sku_id):
    planogram = call.made("planograms", {"name": "p"})["id"]
    sent = {
        "rack_index": 0,
        "shelf_index": 1,
        "product_index": 3,
        "facing_x": 6,
        "facing_y": 2,
        "width": 70.5,
        "height": 120,
        "planogram": planogram,
        "sku": sku_id(),
    }
    record = call.made("planogram_records", sent)
    assert set(record) == {*sent, "id", "created_at", "updated_at"}
    assert record == record | sent
    assert call.get(f"planograms_records/{record['id']}").json() == record


def test_a_record_of_a_planogram_may_be_empty(call):
    record = call.made("planogram_records", {})
    assert {record[name] for name in ("sku", "planogram", "rack_index", "facing_x")} == {None}


def test_two_who_change_different_values_both_do(call):
    brand = call.made("brands", {"name": "a"})["id"]
    maker = call.made("manufacturers", {"name": "m"})["id"]
    call.patch(f"brands/{brand}", {"name": "b"})
    call.patch(f"brands/{brand}", {"manufacturer": maker})
    assert call.get(f"brands/{brand}").json() == {"id": brand, "name": "b", "manufacturer": maker}
