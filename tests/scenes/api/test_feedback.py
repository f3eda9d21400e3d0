"""/recognition_error and /oos_reason."""

import pytest

from scenes.models import OosReason, RecognitionError


@pytest.fixture
def about(scene, sku_id):
    """What every feedback names."""
    return {"sku_gid": sku_id(), "scene": scene.scene}


def test_a_recognition_error_is_kept_with_its_proof(call, about, photo_id):
    image = photo_id()
    response = call.post("recognition_error/", about | {"message": "no", "images": [str(image)]})
    assert response.status_code == 201
    row = RecognitionError.objects.get()
    assert response.json() == {"recognition_error_id": row.pk}
    assert (row.sku_id, row.scene.scene, row.message) == (about["sku_gid"], about["scene"], "no")
    assert [upload.pk for upload in row.images.all()] == [image]


@pytest.mark.parametrize("message", [None, "", "x" * 9000])
def test_message_and_images_may_be_left_out(call, about, message):
    assert call.post("recognition_error", about).status_code == 201
    assert call.post("recognition_error", about | {"message": message}).status_code == 201


def test_feedback_may_come_as_a_form(call, about, photo_id):
    image = photo_id()
    form = f"sku_gid={about['sku_gid']}&scene={about['scene']}&images=[{image}]"
    assert call.post("recognition_error", form=form).status_code == 201
    assert call.post("oos_reason", form=form + "&reason=sold+out").status_code == 200
    assert RecognitionError.objects.get().images.count() == 1


def test_a_scene_may_be_written_as_a_uuid(call, about):
    hexa = about["scene"]
    dashed = f"{hexa[:8]}-{hexa[8:12]}-{hexa[12:16]}-{hexa[16:20]}-{hexa[20:]}".upper()
    assert call.post("recognition_error", about | {"scene": dashed}).status_code == 201


@pytest.mark.parametrize("path", ["recognition_error", "oos_reason"])
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("sku_gid", 99),
        ("sku_gid", "x"),
        ("sku_gid", None),
        ("sku_gid", 2**70),
        ("scene", "0" * 32),
        ("scene", "x"),
        ("scene", 7),
        ("scene", None),
        ("scene", ["a"]),
        ("images", [99]),
        ("images", "x"),
        ("images", {"a": 1}),
        ("images", [None]),
        ("images", [[1]]),
        ("message", {"a": 1}),
        ("message", "x" * 10_001),
    ],
)
def test_a_value_that_does_not_fit_is_refused_on_its_field(call, about, path, field, value):
    response = call.post(path, {"reason": "r", **about, field: value})
    assert (response.status_code, list(response.json())) == (400, [field])
    assert not RecognitionError.objects.exists()
    assert not OosReason.objects.exists()


def test_an_out_of_stock_reason_is_kept(call, about):
    response = call.post("oos_reason/", about | {"reason": "not delivered", "message": "again"})
    row = OosReason.objects.get()
    assert (response.status_code, response.json()) == (200, {"oos_reason_id": row.pk})
    assert (row.reason, row.message, row.sku_id) == ("not delivered", "again", about["sku_gid"])


@pytest.mark.parametrize("field", ["sku_gid", "scene", "reason"])
def test_a_post_must_say_which_sku_of_which_scene_and_why(call, about, field):
    body = {**about, "reason": "r"}
    del body[field]
    assert call.post("oos_reason", body).json() == {field: ["This field is required."]}


def test_a_reason_may_come_by_a_get_with_a_body_as_the_documentation_shows(call, about):
    sent = about | {"reason": "sold out"}
    form = "&".join(f"{name}={value}" for name, value in sent.items())
    answers = [
        call.get("oos_reason/", sent),
        call.get("oos_reason", form=form),
        call.get("oos_reason", **{name: str(value) for name, value in sent.items()}),
        call.get(f"oos_reason?{form}"),
    ]
    assert [answer.status_code for answer in answers] == [200] * 4
    assert set(OosReason.objects.values_list("reason", flat=True)) == {"sold out"}
    assert OosReason.objects.count() == 4


def test_in_a_get_everything_may_be_left_out_but_not_all(call, about):
    assert call.get("oos_reason", {"reason": "sold out"}).status_code == 200
    assert call.get("oos_reason", {"sku_gid": about["sku_gid"]}).status_code == 200
    nothing = call.get("oos_reason")
    assert (nothing.status_code, list(nothing.json())) == (400, ["non_field_errors"])
    assert OosReason.objects.count() == 2


def test_a_head_keeps_nothing(call, about):
    assert call("HEAD", "oos_reason?reason=r").status_code == 405
    assert not OosReason.objects.exists()


def test_thousands_of_ids_are_refused_without_looking_them_up(
    call, about, django_assert_max_num_queries
):
    with django_assert_max_num_queries(20):
        response = call.post("recognition_error", about | {"images": list(range(100_000))})
    assert response.json() == {"images": ["Ensure this field has no more than 50 elements."]}


@pytest.mark.parametrize("spelling", ["{0},{1}", "[{0}, {1}]", '["{0}","{1}"]'])
def test_ids_may_be_written_as_one_text(call, about, photo_id, spelling):
    ids = [photo_id(shade=n) for n in (1, 2)]
    sent = about | {"images": spelling.format(*ids)}
    assert call.post("recognition_error", sent).status_code == 201
    assert RecognitionError.objects.get().images.count() == 2
