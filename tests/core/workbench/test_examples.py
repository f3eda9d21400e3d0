"""Labelled photos: saved, mended, deleted; out as the folder that `evaluate` reads, and in."""

import csv
import io
import json
import zipfile

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command

from core.errors import InvalidInput
from core.workbench import examples, pictures
from core.workbench.models import Example
from core.workbench.offers import bench_of, offers
from scenes.models import PackShot, Sku
from scenes.services import uploads
from tests.conftest import draw_label, jpeg
from tests.core.workbench.conftest import allowed, imported

SET = "/workbench/sets/serial"


def saved(kind="serial", label="SN-4711-0815", data=None, **more):
    photo = pictures.checked(data or jpeg(draw_label(label)))
    return examples.save(offers()[kind], photo, label, **more)[0]


def exported(browser, kind="serial"):
    answer = browser.get(f"/workbench/sets/{kind}.zip")
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def unpacked(data, folder):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        archive.extractall(folder)
    return folder


def test_a_trial_is_saved_with_the_answer_that_was_typed(ann, staff, tried, photo):
    row = tried(photo)
    page = ann.get(f"/workbench/trials/{row.pk}").content.decode()
    assert ">SN-4711-0815</textarea>" in page
    answer = ann.post(
        f"/workbench/trials/{row.pk}/save", {"expected": " SN-4711-0816 ", "note": "by hand"}
    )
    assert answer.url == SET
    example = Example.objects.get()
    assert (example.expected, example.note, example.added_by) == ("SN-4711-0816", "by hand", staff)
    assert default_storage.open(example.picture.name).read() == photo
    row.delete()
    assert default_storage.exists(example.picture.name)


def test_the_same_photo_is_in_a_set_once_with_the_latest_answer(db, photo):
    first = saved(data=photo, label="A1")
    second, is_new = examples.save(offers()["serial"], pictures.checked(photo), "A2")
    assert not is_new
    assert first.pk == second.pk
    assert Example.objects.get().expected == "A2"
    _folders, files = default_storage.listdir("workbench/examples")
    assert sum(name in first.picture.name for name in files) == 1


@pytest.mark.parametrize(
    ("label", "words"), [("a\0b", "Null characters"), ("x" * 20_001, "more than 20,000")]
)
def test_a_label_that_cannot_be_one_is_told_and_nothing_is_kept(ann, tried, photo, label, words):
    row = tried(photo)
    page = ann.post(f"/workbench/trials/{row.pk}/save", {"expected": label}, follow=True)
    assert words in page.content.decode()
    assert not Example.objects.exists()


def test_saving_needs_the_permission_to_label(client, tried, photo, db):
    bob = allowed(
        User.objects.create_user("bob", password="x", is_staff=True),
        "use_workbench",
        "view_serialrecognition",
    )
    client.force_login(bob)
    row = tried(photo, browser=client)
    assert "Save as example" not in client.get(f"/workbench/trials/{row.pk}").content.decode()
    assert client.post(f"/workbench/trials/{row.pk}/save", {"expected": "x"}).status_code == 403
    assert client.get(SET).status_code == 403
    assert client.get(f"{SET}.zip").status_code == 403


def test_sets_of_other_panels_are_closed(ann):
    saved("meter", "1283.638")
    row = Example.objects.get()
    for address in ("sets/meter", "sets/meter.zip", "sets/meter/import", "sets/meter/measure"):
        assert ann.get(f"/workbench/{address}").status_code in (403, 405)
        assert ann.post(f"/workbench/{address}").status_code in (403, 405)
    assert ann.get(f"/workbench/examples/{row.pk}/picture-160.jpg").status_code == 404
    page = ann.get("/admin/workbench/example/").content.decode()
    assert str(row.pk) not in page
    assert ann.get(f"/admin/workbench/example/{row.pk}/change/").status_code in (302, 404)


def test_the_list_shows_thumbnails_and_deleting_takes_the_file_along(ann, staff):
    row = saved()
    text = ann.get("/admin/workbench/example/").content.decode()
    assert f"/workbench/examples/{row.pk}/picture-160.jpg" in text
    assert ann.get(f"/workbench/examples/{row.pk}/picture-160.jpg").status_code == 200
    chosen = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    ann.post("/admin/workbench/example/", chosen)
    assert not Example.objects.exists()
    assert not default_storage.exists(row.picture.name)


def test_a_true_answer_is_mended_in_the_admin_as_its_kind_takes_it(admin_client):
    row = saved("meter", "1283.638")
    address = f"/admin/workbench/example/{row.pk}/change/"
    answer = admin_client.post(address, {"expected": "about twelve", "note": ""})
    assert "is no reading" in answer.content.decode()
    admin_client.post(address, {"expected": "1283,639", "note": ""})
    assert Example.objects.get().expected == "1283.639"


def test_an_export_is_measured_by_evaluate(ann, transactional_db, tmp_path, capsys):
    saved(label="SN-4711-0815")
    saved(label="WRONG", data=jpeg(draw_label("SN-1111-2222")))
    folder = unpacked(exported(ann), tmp_path)
    report = tmp_path / "report.json"
    call_command("evaluate", "serial", folder, json=report)
    told = json.loads(report.read_text())
    assert told["summary"]["photos"] == 2
    assert told["summary"]["exact_match"] == 0.5


def test_several_readings_of_a_meter_count_as_right(db):
    bench = bench_of("meter")
    label = bench.checked("1283.638; 1283,639")
    assert label == "1283.638;1283.639"
    answer = type("A", (), {"label": "01283.639", "confidence": 0.9, "notes": ""})()
    (case,) = bench.cases("m", label, answer, 0.1)
    assert case.right
    with pytest.raises(InvalidInput):
        bench.checked("12a")


def test_a_books_label_has_a_line_for_each_field_and_comes_back_from_its_folder(db, photo):
    bench = bench_of("book")
    label = bench.checked("color: ขาว\n\n  province :  กรุงเทพมหานคร \nmodel:")
    assert label == "province: กรุงเทพมหานคร\ncolor: ขาว"
    row = saved("book", label, photo)
    data = examples.as_zip(offers()["book"], Example.objects.all()).read()
    row.delete()
    taken = imported("book", data)
    assert (taken.new, taken.known, taken.problems) == (1, 0, [])
    assert Example.objects.get().expected == label
    for wrong in ("colour: ขาว", "no colon", ""):
        with pytest.raises(InvalidInput):
            bench.checked(wrong)


def test_an_exported_book_is_measured_by_evaluate(transactional_db, tmp_path, photo):
    saved("book", "color: ขาว", photo)
    data = examples.as_zip(offers()["book"], Example.objects.all()).read()
    report = tmp_path / "report.json"
    call_command("evaluate", "book", unpacked(data, tmp_path), json=report)
    (case,) = json.loads(report.read_text())["cases"]
    assert (case["expected"], case["right"]) == ("ขาว", False)


@pytest.fixture
def product(db):
    sku = Sku.objects.create(name="Oat milk", ean13="4006381333931")
    picture = uploads.keep(pictures.checked(jpeg(draw_label("OAT"))))
    PackShot.objects.create(sku=sku, upload=picture)
    return sku


def test_a_shelf_goes_out_with_its_catalogue_and_in_by_what_its_products_are(
    product, photo, tmp_path
):
    bench = bench_of("shelf")
    label = bench.checked(f"{product.pk}: 2")
    assert label == f"{product.pk} Oat milk: 2"
    saved("shelf", label, photo).save()
    data = examples.as_zip(offers()["shelf"], Example.objects.all()).read()
    folder = unpacked(data, tmp_path)
    (row,) = csv.DictReader((folder / "labels.csv").open(encoding="utf-8"))
    assert (row["truth"], row["catalog"]) == (f"{product.pk}:2", str(product.pk))
    call_command("evaluate", "shelf", folder, json=tmp_path / "report.json")
    # On another server the product has another id.
    Example.objects.all().delete()
    PackShot.objects.all().delete()
    product.delete()
    Sku.objects.create(name="Something else")
    here = Sku.objects.create(name="Oat drink", ean13="4006381333931")
    taken = imported("shelf", data)
    assert (taken.new, taken.problems) == (1, [])
    assert Example.objects.get().expected == f"{here.pk} Oat drink: 2"
    here.delete()
    ((_name, why),) = imported("shelf", data).problems
    assert "no product, or several" in why


def test_a_shelfs_label_names_products_of_the_catalogue_alone(product):
    bench = bench_of("shelf")
    for wrong in (f"{product.pk + 1000}: 2", "Oat milk: 2", f"{product.pk}"):
        with pytest.raises(InvalidInput):
            bench.checked(wrong)


def test_an_example_whose_file_is_gone_is_left_out_of_an_export(ann):
    row = saved()
    default_storage.delete(row.picture.name)
    with zipfile.ZipFile(io.BytesIO(exported(ann))) as archive:
        assert archive.namelist() == ["labels.csv"]
    default_storage.save(row.picture.name, ContentFile(b"x"))
