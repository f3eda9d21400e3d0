"""The pages of imports: sending a file, watching it, what could not be taken, who may."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core import leases
from core.models import Job
from scenes import tasks
from scenes.models import CatalogueImport, Sku
from scenes.services import catalogue_imports as imports
from tests.people import staff
from tests.scenes.importing.building import TEA, encrypted, front, table, zipped
from tests.scenes.operating.test_pages import address, text

pytestmark = pytest.mark.django_db
ADD = "/admin/scenes/catalogueimport/add/"


@pytest.fixture(autouse=True)
def _media(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    # The thread that renews leases would wait for the transaction that the test is in.
    monkeypatch.setattr(leases, "RENEW_EVERY_S", 600)


def send(client, data, name="catalogue.zip"):
    return client.post(ADD, {"file": SimpleUploadedFile(name, data)}, follow=True)


def part(name, row, client):
    return client.get(reverse(f"admin:shelf_import_{name}", args=[row.pk]))


def test_the_page_documents_every_column_and_offers_a_sample(admin_client):
    html = text(admin_client.get(ADD))
    for column in ("ean13", "size_x_mm", "retail_chains", "pictures"):
        assert f"<strong>{column}</strong>" in html
    response = admin_client.get(reverse("admin:shelf_import_sample"))
    assert response["Content-Type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [row["cid"] for row in rows] == ["T-25", "T-50"]


def test_the_list_of_skus_leads_to_the_import_who_may(admin_client):
    button = "Import a catalogue"
    assert button in text(admin_client.get(address(Sku)))
    assert button not in text(staff("view_sku").get(address(Sku)))


def test_a_file_is_sent_worked_off_and_told_about(admin_client):
    sheet = table(("T-1", TEA, "Tea"), ("T-2", "", ""))
    html = text(send(admin_client, zipped({"s.csv": sheet, "T-1.png": front()})))
    assert "waiting for a worker" in html
    row, job = CatalogueImport.objects.get(), Job.objects.get()
    assert (row.name, row.total, row.user.username) == ("catalogue.zip", 2, "admin")
    assert 'hx-trigger="load delay:1s"' in text(part("progress", row, admin_client))
    tasks.import_catalogue(str(job.pk))
    html = text(part("progress", row, admin_client))
    assert "hx-trigger" not in html
    for said in ("2 of 2", "1 of 1", "A new product needs a name."):
        assert said in html
    assert "1" in text(admin_client.get(address(CatalogueImport)))


def test_progress_counts_what_is_written_so_far(admin_client):
    send(admin_client, table(*[(f"T-{n}", "", "Tea") for n in range(4)]), "x.csv")
    CatalogueImport.objects.update(state="reading", done=3, made=3)
    html = text(part("progress", CatalogueImport.objects.get(), admin_client))
    assert 'aria-valuenow="3"' in html
    assert "width:75%" in html


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "The submitted file is empty."),
        (b"name\nTea\n", "cid or ean13 among them"),
        (encrypted(zipped({"a.jpg": b"x"})), "protected with a password"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_on_the_page(admin_client, data, said):
    assert said in text(send(admin_client, data))
    assert not CatalogueImport.objects.exists()


def test_a_file_that_is_too_large_is_refused(admin_client, monkeypatch):
    monkeypatch.setattr(imports, "MAX_BYTES", 10)
    assert "Send it in parts." in text(send(admin_client, table(("T-1", "", "Tea"))))


def test_no_file_at_all_is_told(admin_client):
    assert "This field is required." in text(admin_client.post(ADD, {}))


def test_problems_come_as_a_table_without_formulas(admin_client):
    send(admin_client, zipped({"s.csv": table(("T-1", "", "Tea")), "=1+1.txt": b"x"}))
    row = CatalogueImport.objects.get()
    tasks.import_catalogue(str(row.job_id))
    data = b"".join(part("problems", row, admin_client).streaming_content)
    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert lines == [
        ["row", "column or file", "problem"],
        ["", "'=1+1.txt", "This is no picture. Readable are JPEG, PNG, WebP and HEIC."],
    ]


def test_an_import_is_stopped_from_its_page(admin_client):
    send(admin_client, table(("T-1", "", "Tea")), "x.csv")
    row = CatalogueImport.objects.get()
    stop = reverse("admin:shelf_import_stop", args=[row.pk])
    assert admin_client.get(stop).status_code == 405
    assert "stopped" in text(admin_client.post(stop, follow=True))
    row.refresh_from_db()
    assert (row.state, row.is_open) == ("stopped", False)
    assert "x.csv" in text(send(admin_client, table(("T-1", "", "Tea")), "x.csv"))


def test_who_may_only_look_sends_and_stops_nothing(admin_client):
    send(admin_client, table(("T-1", "", "Tea")), "x.csv")
    row = CatalogueImport.objects.get()
    looker = staff("view_catalogueimport")
    html = text(looker.get(address(CatalogueImport, "change", row.pk)))
    assert ">Stop<" not in html
    assert part("progress", row, looker).status_code == 200
    assert looker.get(ADD).status_code == 403
    assert send(looker, table(("T-2", "", "Tea"))).status_code == 403
    stop = reverse("admin:shelf_import_stop", args=[row.pk])
    assert looker.post(stop).status_code == 403
    assert CatalogueImport.objects.get().is_open


def test_no_part_of_an_import_is_for_every_member_of_staff(admin_client):
    send(admin_client, table(("T-1", "", "Tea")), "x.csv")
    row = CatalogueImport.objects.get()
    other = staff("view_job")
    assert other.get(address(CatalogueImport)).status_code == 403
    assert other.get(reverse("admin:shelf_import_sample")).status_code == 403
    for name in ("progress", "problems"):
        assert part(name, row, other).status_code == 403
