"""Every page of the panel opens, for those who may, and says what it should."""

import io
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from core.models import new_id
from scenes import models, tasks
from scenes.operating.photos_admin import LARGE, SMALL, picture_url
from scenes.overlays import tint
from scenes.realogram_json import scene_json, to_json
from scenes.services.uploads import checked, keep
from tests.people import staff
from tests.scenes.conftest import picture
from tests.scenes.reports.building import photo, scene_of

pytestmark = pytest.mark.django_db
MODELS = [
    models.ShelfSettings,
    models.Scene,
    models.Upload,
    models.Sku,
    models.Brand,
    models.Category,
    models.Manufacturer,
    models.Display,
    models.Planogram,
    models.MustHaveList,
    models.Visit,
    models.Agent,
    models.RecognitionError,
    models.OosReason,
]


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def address(model, page="changelist", *args):
    return reverse(f"admin:scenes_{model._meta.model_name}_{page}", args=args)


def text(response):
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def kept_upload(**options):
    return keep(checked(picture(**options)))


@pytest.fixture
def tea(db):
    return models.Sku.objects.create(pk=4101, name="Tea <Black> 25", cid="T-25")


@pytest.fixture
def recognised(tea):
    """A merged scene of one photo: three facings of tea, one unknown product."""
    unknown = models.Sku.objects.create(pk=4999, name="Unknown product", is_placeholder=True)
    seen = scene_of({(0, 0): [[4101], [4101], [unknown.pk]], (0, 1): [[4101]]})
    upload = kept_upload(width=3000, height=2000)
    shown = photo(upload.pk, seen.photos[0].facings)
    visit = models.Visit.objects.create(shop="Shop 7")
    scene = models.Scene.objects.create(
        visit=visit,
        timeline_id=new_id(),
        state="merged",
        realogram=scene_json(seen.__class__((shown,), rows=seen.rows)),
        taken_at=datetime(2026, 11, 21, tzinfo=UTC),
    )
    models.ScenePhoto.objects.create(scene=scene, upload=upload, position=0, seen=to_json(shown))
    return scene


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_list_opens_also_when_something_is_searched(model, admin_client, recognised):
    text(admin_client.get(address(model)))
    if model is not models.ShelfSettings:
        text(admin_client.get(address(model), {"q": "tea"}))
        text(admin_client.get(address(model), {"q": "7"}))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_no_page_is_for_every_member_of_staff(model):
    assert staff("view_job").get(address(model)).status_code == 403


def test_a_scene_shows_what_was_seen_on_each_photo(admin_client, recognised):
    html = text(admin_client.get(address(models.Scene, "change", recognised.pk)))
    assert "Tea &lt;Black&gt; 25" in html
    assert html.count('data-name="Tea &lt;Black&gt; 25"') == 3  # one mark for each facing
    assert html.count('class="v-halo"') == 4
    # On the photo and in the table.
    assert html.count(f'fill="{tint(4101)}"') == 4
    assert "products, each in its colour" in html
    assert "not a known product" in html
    assert "empty place" not in html
    assert "Unknown product" in html
    assert 'viewBox="0 0 3000 2000"' in html
    assert picture_url(recognised.photos.get().upload_id, LARGE) in html


def test_a_scene_shows_its_reports_as_tables(admin_client, recognised):
    counts = [{"sku_id": 4101, "name": "Tea", "count": 3, "share": 0.75}]
    kinds = {"FACING_COUNT": counts, "OWN_TYPE": {"colour": "blue"}}
    for kind, content in kinds.items():
        models.Report.objects.create(
            scene=recognised, report_type=kind, asked_as=kind, status="READY", json=content
        )
    models.Report.objects.create(
        scene=recognised,
        report_type="MHL_COMPLIANCE",
        asked_as="M",
        status="ERROR",
        error="No list.",
    )
    html = text(admin_client.get(address(models.Scene, "change", recognised.pk)))
    for shown in ("75.0%", "No list.", "&quot;colour&quot;: &quot;blue&quot;"):
        assert shown in html


@pytest.mark.parametrize("state", ["photos", "merging", "failed"])
def test_a_scene_that_is_not_recognised_opens_too(admin_client, recognised, state):
    models.Scene.objects.update(state=state, realogram=None)
    models.ScenePhoto.objects.update(seen=None)
    html = text(admin_client.get(address(models.Scene, "change", recognised.pk)))
    assert "Not recognised yet." in html
    assert "Make a planogram" not in html


def make_planogram(client, scene):
    data = {"action": "make_planogram", "_selected_action": str(scene.pk)}
    return text(client.post(address(models.Scene), data, follow=True))


def test_a_planogram_is_made_from_a_scene_without_what_was_not_named(admin_client, recognised):
    assert "Choose the display" in make_planogram(admin_client, recognised)
    planogram = models.Planogram.objects.get()
    assert planogram.name == f"From scene {recognised.pk}, 2026-11-21"
    records = planogram.records.values_list("sku", "shelf_index", "product_index", "facing_x")
    assert list(records) == [(4101, 0, 0, 2), (4101, 1, 1, 1)]
    html = text(admin_client.get(address(models.Planogram, "change", planogram.pk)))
    assert html.count('class="v-shelf"') == 2


def test_a_scene_without_a_named_product_gives_no_planogram(admin_client, recognised):
    models.Scene.objects.update(realogram=None)
    assert "shows no named product" in make_planogram(admin_client, recognised)
    assert not models.Planogram.objects.exists()


def test_who_may_not_add_planograms_makes_none(recognised):
    client = staff("view_scene")
    assert "Make a planogram" not in text(
        client.get(address(models.Scene, "change", recognised.pk))
    )
    make_planogram(client, recognised)
    assert not models.Planogram.objects.exists()


@pytest.mark.parametrize("side", [SMALL, LARGE])
def test_a_picture_is_a_jpeg_of_the_upright_photo(admin_client, side):
    upload = kept_upload(width=2400, height=1200, format="PNG")
    response = admin_client.get(picture_url(upload.pk, side))
    shown = Image.open(io.BytesIO(response.content))
    assert (shown.format, shown.size) == ("JPEG", (side, side // 2))


def test_pictures_are_for_those_who_may_see_scenes(admin_client):
    upload = kept_upload()
    url = picture_url(upload.pk)
    assert staff("view_job").get(url).status_code == 404
    assert Client().get(url).status_code == 302
    assert admin_client.get(url.replace(f"-{SMALL}", "-161")).status_code == 404
    upload.file.storage.delete(upload.file.name)
    assert admin_client.get(url).status_code == 404


# --- master data ---------------------------------------------------------------------------------


def inline(prefix, rows, *, kept=0):
    data = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": kept}
    for number, row in enumerate(rows):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


SKU = {"name": "Tea", "countries": "th, LA", "retail_chains": "", "attributes": "null"}


def file(data=None):
    return SimpleUploadedFile("pack.jpg", data or picture(), "image/jpeg")


def test_a_sku_is_made_with_its_pack_shots(admin_client):
    shots = [{"picture": file(picture(shade=1))}, {"picture": file(picture(shade=2))}]
    response = admin_client.post(
        address(models.Sku, "add"), SKU | inline("pack_shots", shots), follow=True
    )
    assert "errorlist" not in text(response)
    sku = models.Sku.objects.get()
    assert (sku.countries, sku.retail_chains, sku.attributes) == (["TH", "LA"], [], None)
    uploads = list(sku.pack_shots.values_list("upload", flat=True))
    assert len(uploads) == 2
    assert sku.image_id == uploads[0]
    assert "is being prepared" in text(admin_client.get(address(models.Sku, "change", sku.pk)))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"no picture", "not an image that can be read"),
        (picture()[:300], "The image file is broken."),
    ],
)
def test_what_is_no_picture_is_told_and_nothing_is_saved(admin_client, data, said):
    shots = inline("pack_shots", [{"picture": file(data)}])
    response = admin_client.post(address(models.Sku, "add"), SKU | shots, follow=True)
    assert said in text(response)
    assert not models.Sku.objects.exists()
    assert not models.Upload.objects.exists()


def test_the_pack_shots_of_a_saved_sku_are_prepared_at_once(
    admin_client, monkeypatch, django_capture_on_commit_callbacks
):
    asked = []
    monkeypatch.setattr(tasks.prepare_catalogue, "delay", lambda: asked.append(1))
    with django_capture_on_commit_callbacks(execute=True):
        admin_client.post(address(models.Sku, "add"), SKU | inline("pack_shots", []))
    assert asked == [1]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"countries": "Thailand"}, "is no code of two letters"),
        ({"attributes": "[1]"}, "An object in JSON"),
        ({"attributes": "{"}, "Enter a valid JSON"),
    ],
)
def test_a_wrong_value_of_a_sku_is_told_and_nothing_is_saved(admin_client, wrong, said):
    values = SKU | wrong | inline("pack_shots", [])
    assert said in text(admin_client.post(address(models.Sku, "add"), values, follow=True))
    assert not models.Sku.objects.exists()


def test_a_picture_that_another_sku_has_is_warned_of(admin_client, tea):
    models.PackShot.objects.create(sku=tea, upload=kept_upload(shade=1))
    shots = inline("pack_shots", [{"picture": file(picture(shade=1))}])
    page = text(admin_client.post(address(models.Sku, "add"), SKU | shots, follow=True))
    assert "Another SKU has the same picture: Tea &lt;Black&gt; 25." in page
    assert models.Sku.objects.count() == 2
    assert page.count("not apart from a SKU with the same picture") == 2


def test_pictures_of_its_own_are_not_warned_of(admin_client, tea):
    models.PackShot.objects.create(sku=tea, upload=kept_upload(shade=1))
    shots = inline("pack_shots", [{"picture": file(picture(shade=200))}])
    page = text(admin_client.post(address(models.Sku, "add"), SKU | shots, follow=True))
    assert "same picture" not in page


def test_taking_away_the_first_pack_shot_makes_the_next_one_the_skus_picture(admin_client, tea):
    first, second = (
        models.PackShot.objects.create(sku=tea, upload=kept_upload(shade=shade)) for shade in (1, 2)
    )
    models.Sku.objects.filter(pk=tea.pk).update(image=first.upload)
    rows = [{"id": first.pk, "sku": tea.pk, "DELETE": "on"}, {"id": second.pk, "sku": tea.pk}]
    response = admin_client.post(
        address(models.Sku, "change", tea.pk),
        SKU | {"name": "Tea 2"} | inline("pack_shots", rows, kept=2),
        follow=True,
    )
    assert "errorlist" not in text(response)
    tea.refresh_from_db()
    assert (tea.name, tea.image_id) == ("Tea 2", second.upload_id)


def test_a_display_and_its_planogram_name_each_other(admin_client):
    planogram = models.Planogram.objects.create(name="P")
    values = {"name": "D", "planogram": planogram.pk, "musthavelist": ""}
    text(admin_client.post(address(models.Display, "add"), values, follow=True))
    display = models.Display.objects.get()
    planogram.refresh_from_db()
    assert planogram.display_id == display.pk
    values = {"name": "P", "display": ""} | inline("records", [])
    page = address(models.Planogram, "change", planogram.pk)
    assert "errorlist" not in text(admin_client.post(page, values, follow=True))
    display.refresh_from_db()
    assert display.planogram_id is None


def test_a_must_have_list_is_made_with_its_records(admin_client, tea):
    values = {"name": "L"} | inline("records", [{"name": "any tea", "sku": tea.pk}])
    text(admin_client.post(address(models.MustHaveList, "add"), values, follow=True))
    assert models.MustHaveList.objects.get().records.get().sku_id == tea.pk


def test_placeholders_of_a_brand_that_is_deleted_are_ordinary_skus(admin_client):
    brand = models.Brand.objects.create(name="Acme")
    sku = models.Sku.objects.create(name="Acme, any", brand=brand, is_placeholder=True)
    models.Sku.objects.create(name="Unknown product", is_placeholder=True)
    page = address(models.Brand, "delete", brand.pk)
    text(admin_client.post(page, {"post": "yes"}, follow=True))
    sku.refresh_from_db()
    assert (sku.brand_id, sku.is_placeholder) == (None, False)
