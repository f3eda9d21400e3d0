"""A ZIP of labelled photos into a set: by a worker, one by one, none twice, whoever dies."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from core import file_imports, jobs
from core.models import Job
from core.workbench import examples, pictures, taking
from core.workbench.models import Example, ExampleImport
from tests.conftest import draw_label, jpeg
from tests.core.workbench.conftest import allowed, ended, opened_import
from tests.core.workbench.test_examples import exported, saved

THREE = ("A1", "B2", "C3")


def zipped(**files):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", ".").replace("_in_", "/"), data)
    return file.getvalue()


def three():
    rows = "".join(f"{name}.jpg,{name}\n" for name in THREE)
    photos = {f"{name}__jpg": jpeg(draw_label(name)) for name in THREE}
    return zipped(labels__csv=f"image,truth\n{rows}", **photos)


def sent(browser, data, kind="serial"):
    """The page that answers when the ZIP is sent."""
    file = SimpleUploadedFile("set.zip", data)
    return browser.post(f"/workbench/sets/{kind}/import", {"file": file}, follow=True)


def taken(browser, data):
    """The import when it has ended, and its page."""
    sent(browser, data)
    row = ExampleImport.objects.first()
    taking.take(str(row.job_id))
    row = ended(row)  # a worker of an earlier test may have been faster
    return row, browser.get(f"/workbench/imports/{row.pk}").content.decode()


def counts(row):
    return (row.state, row.new, row.known, row.unread)


def test_an_export_comes_in_again_as_it_was(ann):
    saved(label="SN-4711-0815", note="sharp")
    data = exported(ann)
    Example.objects.all().delete()
    assert counts(taken(ann, data)[0]) == ("done", 1, 0, 0)
    assert counts(taken(ann, data)[0]) == ("done", 0, 1, 0)
    row = Example.objects.get()
    assert (row.expected, row.note, row.added_by.username) == ("SN-4711-0815", "sharp", "ann")


def test_a_worker_takes_it_while_the_page_tells_how_far_it_is(ann, worker):
    page = sent(ann, three()).content.decode()
    row = ended(ExampleImport.objects.get())
    assert f"/workbench/imports/{row.pk}/progress" in page
    assert counts(row) == ("done", 3, 0, 0)
    told = ann.get(f"/workbench/imports/{row.pk}/progress").content.decode()
    assert "3 of 3" in told
    assert "hx-get" not in told
    assert f"/workbench/imports/{row.pk}" in ann.get("/workbench/sets/serial").content.decode()


def test_the_file_goes_when_it_was_read(ann):
    row, job = opened_import("serial", three())
    kept = row.file
    assert default_storage.exists(kept)
    taking.take(job)
    assert not default_storage.exists(kept)
    assert ExampleImport.objects.get().file == ""


def test_what_cannot_be_taken_from_a_zip_is_told_and_the_rest_is_in(ann, photo):
    labels = "image,truth\ngone.jpg,A1\nbad.jpg,A2\ngood.jpg,A3\n"
    data = zipped(set_in_labels__csv=labels, set_in_bad__jpg=b"no photo", set_in_good__jpg=photo)
    row, page = taken(ann, data)
    assert counts(row) == ("done", 1, 0, 2)
    assert [name for name, _why in row.problems] == ["gone.jpg", "bad"]
    assert "This picture is not in the ZIP." in page
    assert Example.objects.get().expected == "A3"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"no zip", "The file is no ZIP"),
        (zipped(a__txt=b"x"), "The ZIP holds no labels.csv"),
        (zipped(labels__csv=b"a,b\n1,2\n"), "no column “image”"),
        (zipped(labels__csv=b"image,truth\n\xff\xfe,1\n"), "not in UTF-8"),
    ],
)
def test_a_file_that_is_no_labelled_folder_is_refused_in_words(ann, data, words):
    assert words in sent(ann, data).content.decode()
    assert not ExampleImport.objects.exists()
    assert not Job.objects.exists()


def test_a_name_in_a_zip_never_leads_out_of_it(ann):
    data = zipped(labels__csv="image,truth\n../../../etc/passwd,A1\n/etc/passwd,A2\n")
    assert counts(taken(ann, data)[0]) == ("done", 0, 0, 2)


def test_an_import_whose_worker_died_goes_on_where_it_was(ann, monkeypatch):
    row, job = opened_import("serial", three())
    dies_at(monkeypatch, "B2")
    with pytest.raises(KeyboardInterrupt):
        taking.take(job)
    monkeypatch.undo()
    row.refresh_from_db()
    assert (row.done, row.new, row.is_open) == (1, 1, True)
    lease_ends()
    taking.take(job)
    row.refresh_from_db()
    assert counts(row) == ("done", 3, 0, 0)
    assert sorted(Example.objects.values_list("expected", flat=True)) == list(THREE)


def test_an_import_that_kills_every_worker_ends_with_what_to_do(ann, monkeypatch):
    row, job = opened_import("serial", three())
    dies_at(monkeypatch, "A1")
    for _ in range(jobs.MAX_ATTEMPTS):
        with pytest.raises(KeyboardInterrupt):
            taking.take(job)
        lease_ends()
    taking.take(job)
    row.refresh_from_db()
    assert (row.state, row.file) == ("failed", "")
    assert file_imports.GO_ON in row.error
    assert Job.objects.get().state == Job.State.DONE


def test_an_import_that_is_stopped_keeps_what_is_in_and_takes_no_more(ann, monkeypatch):
    row, job = opened_import("serial", three())
    checked, before, looked_at = pictures.checked, pictures_kept(), []

    def stopping(data):
        looked_at.append(data)
        if len(looked_at) == 2:
            assert ann.post(f"/workbench/imports/{row.pk}/stop").status_code == 302
        return checked(data)

    monkeypatch.setattr(pictures, "checked", stopping)
    taking.take(job)
    row.refresh_from_db()
    assert counts(row) == ("stopped", 1, 0, 0)
    assert row.file == ""
    (example,) = Example.objects.all()
    assert {f"workbench/examples/{name}" for name in pictures_kept() - before} == {
        example.picture.name
    }
    assert example.expected == "A1"


def test_imports_of_other_panels_and_without_the_right_are_closed(ann, client):
    row, _job = opened_import("serial", three())
    ExampleImport.objects.update(kind="meter")
    for path in ("", "/progress"):
        assert ann.get(f"/workbench/imports/{row.pk}{path}").status_code == 404
    assert ann.post(f"/workbench/imports/{row.pk}/stop").status_code == 404
    bob = User.objects.create_user("bob", password="x", is_staff=True)
    client.force_login(allowed(bob, "use_workbench", "view_serialrecognition"))
    ExampleImport.objects.update(kind="serial")
    assert client.get(f"/workbench/imports/{row.pk}").status_code == 403
    assert client.post(f"/workbench/imports/{row.pk}/stop").status_code == 403
    assert ExampleImport.objects.get().is_open


def pictures_kept():
    return set(default_storage.listdir("workbench/examples")[1])


def dies_at(monkeypatch, label):
    """The worker dies when it is about to save the photo of that label."""
    save = examples.save

    def dying(offer, photo, said, **more):
        if said == label:
            raise KeyboardInterrupt
        return save(offer, photo, said, **more)

    monkeypatch.setattr(examples, "save", dying)


def lease_ends():
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
