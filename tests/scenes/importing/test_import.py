"""A file into the catalogue: by a job, item by item, none twice, whoever dies on the way."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from PIL import Image

from core import file_imports, jobs, leases
from core.models import Job, TimelineRequest
from core.tasks import sweep
from scenes import importing, tasks
from scenes.catalogue_files import NotReadable
from scenes.catalogue_index import Catalogue
from scenes.models import Brand, CatalogueImport, PackShot, Sku, Upload
from scenes.services import catalogue_imports as imports
from scenes.services.product_writing import MOST_PACK_SHOTS
from tests.scenes.importing.building import SOUP, TEA, front, picture, table, zipped

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    # The thread that renews leases would wait for the transaction that the test is in.
    monkeypatch.setattr(leases, "RENEW_EVERY_S", 600)


def sent(data, name="file.zip"):
    """The row of an import that waits for a worker, and its job."""
    return imports.open_import(io.BytesIO(data), name=name, size=len(data), user=None)


def work(job):
    tasks.import_catalogue(str(job.pk))


def imported(data):
    row, job = sent(data)
    work(job)
    row.refresh_from_db()
    return row


def told(row):
    return [(one.row, one.place, one.text) for one in row.problems.all()]


def counts(row):
    return (row.made, row.changed, row.unchanged, row.pictures)


CATALOGUE = {
    "skus.csv": table(
        ("T-1", TEA, "Tea", "Acme", "61.5", "TH; la"),
        ("S-1", SOUP, "Soup", "acme", "", ""),
        columns=("cid", "ean13", "name", "brand", "size_x_mm", "countries"),
    ),
    "T-1.png": front(1),
    f"{SOUP}.png": front(2),
    f"{SOUP}_2.png": front(3),
}


def test_products_and_their_pictures_go_in_and_can_be_recognised_at_once():
    row = imported(zipped(CATALOGUE))
    assert (row.state, row.is_open, row.total, row.done) == ("done", False, 2, 2)
    assert counts(row) == (2, 0, 0, 3)
    assert told(row) == []
    tea, soup = Sku.objects.order_by("name").reverse()
    assert (tea.cid, tea.ean13, tea.size_x_mm, tea.countries) == ("T-1", TEA, 61.5, ["TH", "LA"])
    assert (tea.image, soup.pack_shots.count()) == (tea.pack_shots.get().upload, 2)
    assert Brand.objects.get() == tea.brand == soup.brand
    assert {entry.sku for entry in Catalogue().index().entries} == {tea.pk, soup.pk}
    assert not PackShot.objects.filter(features=None).exists()
    timeline = TimelineRequest.objects.get()
    assert (timeline.status, timeline.steps.get(name="features").detail) == (200, {"pack_shots": 3})


def test_the_same_file_once_more_changes_nothing():
    imported(zipped(CATALOGUE))
    stamps = list(Sku.objects.values_list("updated_at", flat=True))
    row = imported(zipped(CATALOGUE))
    assert counts(row) == (0, 0, 2, 0)
    assert list(Sku.objects.values_list("updated_at", flat=True)) == stamps
    assert (Sku.objects.count(), PackShot.objects.count(), Upload.objects.count()) == (2, 3, 3)


def test_a_product_that_is_known_by_its_code_is_changed_where_the_row_says_something():
    tea = Sku.objects.create(cid="T-1", name="Tea", size_x_mm=60)
    by_ean = Sku.objects.create(ean13=SOUP, name="Soup")
    row = imported(table(("T-1", TEA, ""), ("S-1", SOUP, "Hot soup")))
    tea.refresh_from_db()
    by_ean.refresh_from_db()
    assert (tea.name, tea.ean13, tea.size_x_mm) == ("Tea", TEA, 60)
    assert (by_ean.name, by_ean.cid) == ("Hot soup", "S-1")
    assert counts(row) == (0, 2, 0, 0)


def test_good_rows_go_in_and_bad_ones_are_told():
    Sku.objects.create(cid="X-1", ean13=SOUP, name="Soup")
    for _ in range(2):
        Sku.objects.create(cid="D", name="Doubled")
    row = imported(
        table(
            ("T-1", "", "Tea"),
            ("T-2", "", ""),
            ("T-3", "123", "Bad"),
            ("X-2", SOUP, "Other"),
            ("D", "", "Which"),
            ("T-4", "", "Tea 4"),
        )
    )
    assert [(line, place) for line, place, _ in told(row)] == [
        (3, "name"),
        (4, "ean13"),
        (5, "cid"),
        (6, "cid"),
    ]
    assert told(row)[0][2] == "A new product needs a name."
    assert "“Soup” has this EAN, and the code X-1." in told(row)[2][2]
    assert "Several products have the code D" in told(row)[3][2]
    assert set(Sku.objects.filter(cid__startswith="T").values_list("cid", flat=True)) == {
        "T-1",
        "T-4",
    }
    assert (row.state, row.done, row.total) == ("done", 6, 6)


def test_two_products_are_not_taken_for_one():
    Sku.objects.create(cid="A", name="A")
    Sku.objects.create(ean13=TEA, name="B")
    row = imported(table(("A", TEA, "")))
    assert told(row) == [(2, "ean13", f"“B” has the EAN {TEA} already.")]


def test_a_placeholder_is_no_product_that_can_be_changed():
    Sku.objects.create(cid="T-1", name="Unknown", is_placeholder=True)
    assert counts(imported(table(("T-1", "", "Tea")))) == (1, 0, 0, 0)


def too_wide():
    file = io.BytesIO()
    Image.new("1", (10_001, 8)).save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"no picture at all", "not an image that can be read"),
        (picture()[:300], "The image file is broken."),
        (picture(format="GIF"), "Readable are JPEG, PNG, WebP and HEIC."),
        (too_wide(), "It has 10,001 × 8 pixels; a pack shot has at most 10,000 a side."),
    ],
)
def test_a_picture_that_cannot_be_used_is_told_and_its_product_goes_in(data, said):
    sheet = table(("T-1", "", "Tea"), ("S-1", "", "Soup"))
    row = imported(zipped({"s.csv": sheet, "T-1.jpg": data, "S-1.png": front()}))
    ((line, place, text),) = told(row)
    assert (line, place) == (2, "pictures")
    assert text.startswith("“T-1.jpg”: ")
    assert said in text
    assert counts(row) == (2, 0, 0, 1)


def test_a_picture_with_nothing_on_it_is_told_to_be_of_no_use():
    row = imported(zipped({"T-1.jpg": picture()}))
    ((line, place, text),) = told(row)
    assert (line, place) == (None, "T-1")
    assert text.startswith("Its new pack shot is of no use: ")


def test_pictures_alone_make_products_and_join_those_that_are_known():
    tea = Sku.objects.create(ean13=TEA, name="Tea")
    soup = Sku.objects.create(cid="S-1", name="Soup")
    files = {f"{TEA}.png": front(1), "S-1_2.png": front(2), "N-1.png": front(3)}
    row = imported(zipped(files | {"N-1_2.png": front(4)}))
    assert counts(row) == (1, 3, 0, 4)
    assert [tea.pack_shots.count(), soup.pack_shots.count()] == [1, 1]
    new = Sku.objects.get(cid="N-1")
    assert (new.name, new.pack_shots.count()) == ("N-1", 2)


def test_a_picture_of_no_row_and_no_product_is_told():
    row = imported(zipped({"s.csv": table(("T-1", "", "Tea")), "T-9.png": front()}))
    assert told(row) == [
        (None, "T-9.png", "No row and no product has the code “T-9”. It was left out.")
    ]


def test_a_product_has_only_so_many_pack_shots(monkeypatch):
    monkeypatch.setattr("scenes.services.product_writing.MOST_PACK_SHOTS", 1)
    assert MOST_PACK_SHOTS == 100
    files = {"s.csv": table(("T-1", "", "Tea")), "T-1.png": front(1), "T-1_2.png": front(2)}
    row = imported(zipped(files))
    assert told(row) == [(2, "pictures", "A product has at most 1 pack shots.")]
    assert not Sku.objects.exists()
    assert not Upload.objects.exists()


def test_the_file_goes_when_the_import_has_ended(tmp_path):
    row, job = sent(zipped(CATALOGUE))
    assert Path(tmp_path, row.file).exists()
    work(job)
    assert list(Path(tmp_path, "imports").iterdir()) == []


def test_a_file_that_is_refused_leaves_nothing_behind(tmp_path):
    with pytest.raises(NotReadable):
        sent(b"name\nTea\n")
    assert not CatalogueImport.objects.exists()
    assert not Job.objects.exists()
    assert list(tmp_path.iterdir()) == []


def test_one_import_at_a_time():
    sent(table(("T-1", "", "Tea")))
    with pytest.raises(NotReadable, match="Another import is under way"):
        sent(table(("T-2", "", "Tea")))


@pytest.mark.django_db(transaction=True)
def test_of_two_that_are_sent_at_once_one_is_refused(monkeypatch, tmp_path):
    sent(table(("T-1", "", "Tea")))
    none = CatalogueImport.objects.none()
    monkeypatch.setattr(imports.CatalogueImport.objects, "filter", lambda **_: none)
    with pytest.raises(NotReadable, match="Another import is under way"):
        sent(table(("T-2", "", "Tea")))
    assert len(list(Path(tmp_path, "imports").iterdir())) == 1


# --- workers that die, and operators who stop it -------------------------------------------------


class Killed(BaseException):
    """As ``kill -9``: nothing is told to anybody."""


def killed_at(monkeypatch, function, call):
    """Let the worker die when ``function`` of ``scenes.importing`` is called for the nth time."""
    real, calls = getattr(importing, function), []

    def dying(*args):
        calls.append(args)
        if len(calls) == call:
            raise Killed
        return real(*args)

    monkeypatch.setattr(importing, function, dying)


def its_lease_runs_out():
    long_ago = timezone.now() - timedelta(minutes=1)
    Job.objects.filter(state=Job.State.RUNNING).update(lease_until=long_ago, nudged_at=long_ago)


@pytest.mark.parametrize(("function", "call"), [("write", 1), ("write", 3), ("_useless", 1)])
def test_an_import_whose_worker_died_goes_on_and_takes_nothing_twice(monkeypatch, function, call):
    names = [f"T-{n}" for n in range(4)]
    sheet = table(*[(name, "", name) for name in names], ("T-9", "", ""))
    row, job = sent(zipped({"s.csv": sheet} | {f"{n}.png": front(i) for i, n in enumerate(names)}))
    with monkeypatch.context() as patch:
        killed_at(patch, function, call)
        with pytest.raises(Killed):
            work(job)
    its_lease_runs_out()
    work(job)
    row.refresh_from_db()
    assert (row.state, row.done) == ("done", 5)
    assert counts(row) == (4, 0, 0, 4)
    assert told(row) == [(6, "name", "A new product needs a name.")]
    assert sorted(Sku.objects.values_list("cid", flat=True)) == names
    assert (PackShot.objects.count(), Upload.objects.count()) == (4, 4)
    assert Job.objects.get().state == Job.State.DONE


def test_the_sweeper_sends_an_import_again_whose_message_was_lost(monkeypatch):
    _, job = sent(table(("T-1", "", "Tea")))
    Job.objects.update(nudged_at=timezone.now() - jobs.STALE * 2)
    again = []
    monkeypatch.setattr(
        "core.tasks.current_app.send_task", lambda task, args: again.append((task, args))
    )
    sweep()
    assert again == [("scenes.import_catalogue", [str(job.pk)])]


def test_an_item_that_kills_its_workers_ends_the_import_and_what_is_in_stays(monkeypatch):
    row, job = sent(table(("T-1", "", "Tea"), ("T-2", "", "Tea 2")))
    for attempt in range(jobs.MAX_ATTEMPTS):
        with monkeypatch.context() as patch:
            killed_at(patch, "write", 2 if attempt == 0 else 1)
            with pytest.raises(Killed):
                work(job)
        its_lease_runs_out()
    work(job)
    row.refresh_from_db()
    assert (row.state, row.done, row.is_open) == ("failed", 1, False)
    assert "Send the file again to go on" in row.error
    assert Sku.objects.get().cid == "T-1"
    assert counts(imported(table(("T-1", "", "Tea"), ("T-2", "", "Tea 2")))) == (1, 0, 1, 0)


def test_a_worker_believed_dead_that_comes_back_writes_nothing(monkeypatch):
    row, job = sent(table(("T-1", "", "Tea"), ("T-2", "", "Tea 2")))
    real = importing._photos

    def overtaken(*args):
        monkeypatch.setattr(importing, "_photos", real)
        its_lease_runs_out()
        work(job)
        return real(*args)

    monkeypatch.setattr(importing, "_photos", overtaken)
    work(job)
    row.refresh_from_db()
    assert (row.state, counts(row)) == ("done", (2, 0, 0, 0))
    assert Sku.objects.count() == 2


def test_an_import_that_is_stopped_writes_no_more(monkeypatch, tmp_path):
    row, job = sent(table(*[(f"T-{n}", "", "Tea") for n in range(5)]))
    real, calls = importing._photos, []

    def stopping(*args):
        calls.append(args)
        if len(calls) == 3:
            assert file_imports.stop(row)
        return real(*args)

    monkeypatch.setattr(importing, "_photos", stopping)
    work(job)
    stopped = CatalogueImport.objects.get()
    assert (stopped.state, stopped.done, stopped.file) == ("stopped", 2, "")
    assert Sku.objects.count() == 2
    assert Job.objects.get().state == Job.State.DONE
    assert not file_imports.stop(stopped)


def test_an_import_that_is_stopped_before_a_worker_takes_it_is_not_begun():
    row, job = sent(table(("T-1", "", "Tea")))
    file_imports.stop(row)
    work(job)
    assert not Sku.objects.exists()
    assert CatalogueImport.objects.get().file == ""


def test_an_import_outlives_the_account_that_sent_it():
    user = User.objects.create_user("someone")
    data = table(("T-1", "", "Tea"))
    row, _ = imports.open_import(io.BytesIO(data), name="x.csv", size=len(data), user=user)
    user.delete()
    row.refresh_from_db()
    assert row.user is None
