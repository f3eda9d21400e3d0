"""Lists and pages of the panel: as many queries for many rows as for few, for whoever may look."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.models import new_id
from scenes import models
from scenes.services.uploads import checked, keep
from tests.people import staff
from tests.scenes.conftest import picture
from tests.scenes.operating.test_pages import MODELS, address, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def rows_of_everything(number):
    """One more row of each list, with all that it refers to."""
    maker = models.Manufacturer.objects.create(name=f"Maker {number}")
    brand = models.Brand.objects.create(name=f"Brand {number}", manufacturer=maker)
    parent = models.Category.objects.create(name=f"Parent {number}")
    category = models.Category.objects.create(name=f"Category {number}", parent=parent)
    visit = models.Visit.objects.create(shop=f"Shop {number}")
    upload = keep(checked(picture(shade=number)), visit=visit)
    sku = models.Sku.objects.create(
        name=f"Tea {number}", brand=brand, category=category, manufacturer=maker, image=upload
    )
    models.PackShot.objects.create(sku=sku, upload=upload)
    agent = models.Agent.objects.create(agent_id=str(number), name=f"Agent {number}")
    scene = models.Scene.objects.create(visit=visit, agent=agent, timeline_id=new_id())
    models.ScenePhoto.objects.create(scene=scene, upload=upload, position=0)
    planogram = models.Planogram.objects.create(name=f"Plan {number}")
    models.PlanogramRecord.objects.create(planogram=planogram, sku=sku)
    must_have = models.MustHaveList.objects.create(name=f"List {number}")
    models.MustHaveRecord.objects.create(musthavelist=must_have, sku=sku, sku1=sku)
    display = models.Display.objects.create(
        name=f"Display {number}", planogram=planogram, musthavelist=must_have
    )
    models.Planogram.objects.filter(pk=planogram.pk).update(display=display)
    for kind in (models.RecognitionError, models.OosReason):
        kind.objects.create(scene=scene, sku=sku, message="x").images.add(upload)
    done = models.CatalogueImport.objects.create(
        name="x.csv", size=1, state="done", is_open=False, user=None
    )
    models.ImportProblem.objects.create(catalogue_import=done, text="x")


LISTS = [*(model for model in MODELS if model is not models.ShelfSettings), models.CatalogueImport]


def queries(client, url):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        text(client.get(url))
    return len(asked)


@pytest.mark.parametrize("model", LISTS, ids=lambda model: model.__name__)
def test_a_list_of_many_takes_no_query_for_each(model, admin_client):
    rows_of_everything(1)
    few = queries(admin_client, address(model))
    for number in range(2, 8):
        rows_of_everything(number)
    assert queries(admin_client, address(model)) <= few


@pytest.mark.parametrize("model", LISTS, ids=lambda model: model.__name__)
def test_who_may_look_sees_the_list_and_each_page_and_changes_nothing(model):
    rows_of_everything(1)
    row = model.objects.order_by("-pk").first()
    client = staff(f"view_{model._meta.model_name}")
    text(client.get(address(model)))
    page = address(model, "change", row.pk)
    text(client.get(page))
    assert client.post(page, {"name": "Another"}).status_code == 403
    assert client.get(address(model, "add")).status_code == 403


@pytest.mark.parametrize("model", LISTS, ids=lambda model: model.__name__)
def test_each_page_opens_for_an_operator(model, admin_client):
    rows_of_everything(1)
    row = model.objects.order_by("-pk").first()
    assert str(row) in text(admin_client.get(address(model, "change", row.pk)))


def records(model, count):
    rows_of_everything(1)
    sku = models.Sku.objects.get()
    if model is models.Planogram:
        row = models.Planogram.objects.get()
        for number in range(count):
            models.PlanogramRecord.objects.create(
                planogram=row, sku=sku, rack_index=0, shelf_index=0, product_index=number
            )
    else:
        row = models.MustHaveList.objects.get()
        for _ in range(count):
            models.MustHaveRecord.objects.create(musthavelist=row, sku=sku, sku2=sku)
    return address(model, "change", row.pk)


def test_why_a_sku_is_not_recognised_is_told_in_the_language_of_the_page(admin_client):
    models.Sku.objects.create(name="Tea")
    models.Sku.objects.create(name="Unknown", is_placeholder=True)
    page = admin_client.get("/admin/scenes/sku/", headers={"Accept-Language": "th"}).text
    assert "ยังไม่ได้ ไม่มีภาพสินค้า" in page
    assert "ใช้แทนสินค้าที่ไม่รู้จัก" in page
    assert "without a pack shot" not in page


@pytest.mark.parametrize("model", [models.Planogram, models.MustHaveList])
def test_a_long_list_of_demands_takes_no_query_for_each_record(model, admin_client):
    few = queries(admin_client, records(model, 2))
    row = model.objects.get()
    for record in list(row.records.all()) * 5:
        record.pk = None
        record.save()
    page = address(model, "change", row.pk)
    assert queries(admin_client, page) <= few
    html = text(admin_client.get(page))
    assert html.count("selected>Tea 1") >= 15


@pytest.mark.parametrize("model", [models.Planogram, models.MustHaveList])
def test_who_looks_at_a_long_list_of_demands_sees_every_product(model):
    client = staff(f"view_{model._meta.model_name}")
    assert text(client.get(records(model, 12))).count("Tea 1") >= 12


def test_another_product_that_was_chosen_stays_chosen_while_the_rest_is_mended(admin_client):
    page = records(models.Planogram, 0)
    record = models.PlanogramRecord.objects.get()
    other = models.Sku.objects.create(name="Soup")
    values = {
        "name": "",
        "records-TOTAL_FORMS": 1,
        "records-INITIAL_FORMS": 1,
        "records-0-id": record.pk,
        "records-0-planogram": record.planogram_id,
        "records-0-sku": other.pk,
    }
    html = text(admin_client.post(page, values))
    assert "This field is required." in html
    assert "selected>Soup" in html
    admin_client.post(page, {**values, "name": "Plan"})
    record.refresh_from_db()
    assert record.sku == other
