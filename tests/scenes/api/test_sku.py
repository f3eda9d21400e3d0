"""/sku: products, their codes, and the pack shots they are recognised by."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from scenes.models import Brand, PackShot, Sku
from scenes.services.catalogue import wanted_shots
from tests.scenes.conftest import picture

SHOWN = {
    "id",
    "cid",
    "ean13",
    "image",
    "images",
    "name",
    "brand",
    "category",
    "manufacturer",
    "size_x_mm",
    "size_y_mm",
    "size_z_mm",
    "attributes",
    "countries",
    "retail_chains",
    "created_at",
    "updated_at",
}


def test_a_sku_needs_a_name_and_nothing_else(call):
    sku = call.made("sku/", {"name": "Tea Black 25"})
    assert set(sku) == SHOWN
    assert (sku["name"], sku["image"], sku["images"], sku["brand"]) == (
        "Tea Black 25",
        None,
        [],
        None,
    )
    assert call.post("sku/", {}).json() == {"name": ["This field is required."]}


def test_a_sku_keeps_all_that_is_documented(call, photo_id):
    brand = call.made("brands", {"name": "Acme"})["id"]
    category = call.made("categories", {"name": "Tea"})["id"]
    maker = call.made("manufacturers", {"name": "Acme Foods"})["id"]
    sent = {
        "cid": "T-25",
        "ean13": "4600000000008",
        "name": "Tea",
        "image": photo_id(),
        "brand": brand,
        "category": category,
        "manufacturer": maker,
        "size_x_mm": 70,
        "size_y_mm": 120.5,
        "size_z_mm": None,
        "attributes": {"flavour": "mint"},
        "countries": ["kz", "RU"],
        "retail_chains": ["Corner"],
    }
    sku = call.made("sku", sent)
    assert sku == sku | sent | {"countries": ["KZ", "RU"]}
    assert call.get(f"sku/{sku['id']}").json() == sku


def test_ids_may_come_as_texts_and_go_out_as_integers(call, photo_id):
    brand = call.made("brands", {"name": "Acme"})["id"]
    image = photo_id()
    sku = call.made("sku", {"name": "Tea", "brand": str(brand), "image": str(image)})
    assert (sku["brand"], sku["image"], sku["images"]) == (brand, image, [image])


@pytest.mark.parametrize("field", ["brand", "category", "manufacturer", "image"])
@pytest.mark.parametrize("value", [99, "99", 0, 2**63, 10**40, -1, "x", 1.5, True, [], {}, "１"])
def test_an_id_that_leads_nowhere_is_refused_on_its_field(call, field, value):
    response = call.post("sku", {"name": "Tea", field: value})
    assert (response.status_code, list(response.json())) == (400, [field])


@pytest.mark.parametrize("value", ["", None])
def test_an_empty_reference_is_none(call, value):
    assert call.made("sku", {"name": "Tea", "brand": value})["brand"] is None
    assert call.post("sku", form="name=Tea&brand=&image=").json()["image"] is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", None),
        ("name", {}),
        ("name", "x" * 256),
        ("cid", "x" * 256),
        ("ean13", "12345678901234"),
        ("size_x_mm", 0),
        ("size_x_mm", -4),
        ("size_y_mm", "wide"),
        ("attributes", [1]),
        ("attributes", "text"),
        ("countries", ["RUS"]),
        ("countries", "RU"),
        ("countries", [1]),
        ("retail_chains", {"a": 1}),
        ("images", "x"),
        ("images", [99]),
        ("images", [True]),
        ("images", list(range(1, 102))),
    ],
)
def test_a_value_that_does_not_fit_is_refused_on_its_field(call, field, value):
    response = call.post("sku", {"name": "Tea", field: value})
    assert (response.status_code, list(response.json())) == (400, [field])
    assert not Sku.objects.exists()


def test_a_put_changes_only_what_it_names(call, photo_id):
    sku = call.made("sku", {"name": "Tea", "cid": "T", "image": photo_id(), "size_x_mm": 5})
    changed = call.put(f"sku/{sku['id']}/", {"size_x_mm": 6}).json()
    assert changed == sku | {"size_x_mm": 6.0, "updated_at": changed["updated_at"]}
    assert call.patch(f"sku/{sku['id']}", {"cid": None}).json()["cid"] is None


def test_an_id_that_is_sent_is_not_taken_over(call):
    sku = call.made("sku", {"id": 77, "name": "Tea"})
    assert sku["id"] != 77
    assert call.put(f"sku/{sku['id']}", {**sku, "id": 78}).json()["id"] == sku["id"]


def test_a_sku_can_be_deleted(call, photo_id):
    sku = call.made("sku", {"name": "Tea", "image": photo_id()})["id"]
    gone = call.delete(f"sku/{sku}/")
    assert (gone.status_code, gone.content) == (204, b"")
    assert call.get(f"sku/{sku}").status_code == 404
    assert not PackShot.objects.exists()


def test_one_match_of_a_code_is_a_page_and_the_sku_itself_at_once(call):
    tea = call.made("sku", {"name": "Tea", "cid": "T 25/ä"})
    call.made("sku", {"name": "Coffee", "cid": "C"})
    found = call.get("sku/?cid=T%2025%2F%C3%A4").json()
    assert (found["count"], found["results"]) == (1, [tea])
    assert {name: found[name] for name in tea} == tea


def test_a_code_may_stand_in_the_body_of_the_get(call):
    tea = call.made("sku", {"name": "Tea", "cid": "7"})
    for sent in ({"body": {"cid": 7}}, {"form": "cid=7"}, {"cid": "7"}):
        assert call.get("sku/", sent.pop("body", None), **sent).json()["id"] == tea["id"]


@pytest.mark.parametrize("cid", ["none", "", "%00", "%FF", "x" * 3000])
def test_a_code_that_nothing_has_gives_an_empty_page(call, cid):
    call.made("sku", {"name": "Tea", "cid": "T"})
    assert call.get(f"sku/?cid={cid}").json() == {
        "count": 0,
        "next": None,
        "previous": None,
        "results": [],
    }


def test_a_code_that_several_have_gives_a_page_alone(call):
    for name in ("a", "b"):
        call.made("sku", {"name": name, "cid": "T"})
    found = call.get("sku/?cid=T").json()
    assert set(found) == {"count", "next", "previous", "results"}
    assert found["count"] == 2


def test_listing_takes_no_query_for_each_sku(call, photo_id, django_assert_max_num_queries):
    for number in range(5):
        call.made("sku", {"name": "Tea", "image": photo_id(shade=number)})
    with django_assert_max_num_queries(6):
        assert len(call.get("sku").json()["results"]) == 5


def shots(sku):
    return list(PackShot.objects.filter(sku=sku).values_list("upload_id", flat=True))


def test_the_image_of_a_sku_becomes_its_pack_shot_and_another_one_takes_its_place(call, photo_id):
    first, second = photo_id(shade=1), photo_id(shade=2)
    sku = call.made("sku", {"name": "Tea", "image": first})["id"]
    assert shots(sku) == [first]
    changed = call.put(f"sku/{sku}", {"image": second}).json()
    assert (shots(sku), changed["image"], changed["images"]) == ([second], second, [second])
    assert call.put(f"sku/{sku}", {"image": None}).json()["images"] == []
    assert shots(sku) == []


def test_several_pack_shots_can_be_named_and_the_first_is_the_image(call, photo_id):
    a, b, c = (photo_id(shade=n) for n in (1, 2, 3))
    sku = call.made("sku", {"name": "Tea", "images": [b, a, b]})
    assert (sku["image"], sku["images"]) == (b, [b, a])
    again = call.put(f"sku/{sku['id']}", {"images": [a, c]}).json()
    assert (again["image"], again["images"]) == (a, [a, c])
    assert call.put(f"sku/{sku['id']}", {"images": []}).json()["image"] is None


def test_sending_everything_back_changes_nothing_and_keeps_the_features(call, photo_id):
    sku = call.made("sku", {"name": "Tea", "images": [photo_id(shade=1), photo_id(shade=2)]})
    PackShot.objects.update(features=b"made once")
    assert call.put(f"sku/{sku['id']}", sku).json()["images"] == sku["images"]
    assert {bytes(shot.features) for shot in PackShot.objects.all()} == {b"made once"}


def test_a_client_that_knows_only_image_changes_the_first_of_several(call, photo_id):
    a, b, c = (photo_id(shade=n) for n in (1, 2, 3))
    sku = call.made("sku", {"name": "Tea", "images": [a, b]})
    assert call.put(f"sku/{sku['id']}", {**sku, "image": c}).json()["images"] == [c, b]


@pytest.mark.parametrize(
    ("current", "image", "images", "wanted"),
    [
        ([], [], None, []),
        ([1, 2], [], None, [1, 2]),
        ([1, 2], [1], None, [1, 2]),
        ([1, 2], [3], None, [3, 2]),
        ([1, 2], [2], None, [2]),
        ([1, 2], [None], None, []),
        ([1, 2], [None], [1, 2], []),
        ([1, 2], [None], [3], [3]),
        ([1, 2], [], [2, 1], [2, 1]),
        ([1, 2], [3], [2, 3], [3, 2]),
        ([1, 2], [1], [], []),
        ([], [5], [], [5]),
        ([], [5], [6, 5], [5, 6]),
    ],
)
def test_of_image_and_images_the_one_that_changed_counts(current, image, images, wanted):
    assert wanted_shots(current, image=image, images=images) == wanted


def test_a_sku_counts_as_changed_when_its_pack_shots_change(call, photo_id):
    sku = call.made("sku", {"name": "Tea"})
    later = call.post(f"sku/{sku['id']}/images", {"image": photo_id()})
    assert later.status_code == 201
    assert call.get(f"sku/{sku['id']}").json()["updated_at"] > sku["updated_at"]


def test_pack_shots_are_added_by_id_or_as_a_file_and_taken_away(call, photo_id):
    sku = call.made("sku", {"name": "Tea"})["id"]
    image = photo_id(shade=1)
    by_id = call.post(f"sku/{sku}/images/", {"image": image})
    assert by_id.json()["image"] == image
    file = SimpleUploadedFile("1.jpg", picture(shade=2))
    as_file = call.post(f"sku/{sku}/images/", datafile=file)
    assert as_file.status_code == 201
    listed = call.get(f"sku/{sku}/images").json()
    assert [row["image"] for row in listed["results"]] == [image, as_file.json()["image"]]
    assert set(listed["results"][0]) == {"image", "url", "problem"}
    assert call.delete(f"sku/{sku}/images/{image}").status_code == 204
    assert call.get(f"sku/{sku}").json()["images"] == [as_file.json()["image"]]
    assert call.delete(f"sku/{sku}/images/{image}").status_code == 404


def test_a_pack_shot_added_twice_is_one(call, photo_id):
    sku, image = call.made("sku", {"name": "Tea"})["id"], photo_id()
    for _ in range(2):
        assert call.post(f"sku/{sku}/images", {"image": image}).status_code == 201
    assert shots(sku) == [image]


def test_pack_shots_of_nothing_or_for_nobody_are_refused(call, photo_id):
    sku = call.made("sku", {"name": "Tea"})["id"]
    assert call.post("sku/99/images", {"image": photo_id()}).status_code == 404
    assert call.post(f"sku/{sku}/images", {"image": 99}).json() == {
        "image": ['Invalid pk "99" - object does not exist.']
    }
    assert list(call.post(f"sku/{sku}/images", {}).json()) == ["image"]


def test_a_sku_has_no_more_than_a_hundred_pack_shots(call, photo_id, monkeypatch):
    monkeypatch.setattr("scenes.api.pack_shots.MOST_PACK_SHOTS", 1)
    sku = call.made("sku", {"name": "Tea", "image": photo_id(shade=1)})["id"]
    response = call.post(f"sku/{sku}/images", {"image": photo_id(shade=2)})
    assert (response.status_code, list(response.json())) == (400, ["image"])


def test_the_last_brand_of_a_placeholder_can_go(call):
    brand = Brand.objects.create(name="Acme")
    Sku.objects.create(name="Any", is_placeholder=True)
    mine = Sku.objects.create(name="Acme, any", is_placeholder=True, brand=brand)
    assert call.delete(f"brands/{brand.pk}").status_code == 204
    mine.refresh_from_db()
    assert (mine.brand, mine.is_placeholder) == (None, False)


def test_what_the_database_refuses_is_a_conflict_and_no_failure(call):
    Sku.objects.create(name="Any", is_placeholder=True)
    brand = Brand.objects.create(name="Acme")
    mine = Sku.objects.create(name="Acme, any", is_placeholder=True, brand=brand)
    response = call.patch(f"sku/{mine.pk}", {"brand": None})
    assert (response.status_code, list(response.json())) == (409, ["detail"])
