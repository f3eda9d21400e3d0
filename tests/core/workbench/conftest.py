"""What the workbench's tests stand on: staff, a photo sent, and waiting for its answers."""

import io
import time

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile

from core.models import Job
from core.workbench import taking
from core.workbench.models import Run, Trial
from core.workbench.offers import offers

START = "/workbench"
DEADLINE_S = 90.0
PERMISSIONS = (
    "use_workbench",
    "view_example",
    "add_example",
    "change_example",
    "delete_example",
    "view_serialrecognition",
)


def allowed(person, *names):
    person.user_permissions.add(*Permission.objects.filter(codename__in=names))
    return User.objects.get(pk=person.pk)  # without the permissions it remembers


@pytest.fixture
def staff(transactional_db):
    """Somebody of the staff who may use the workbench for serial numbers alone."""
    return allowed(User.objects.create_user("ann", password="x", is_staff=True), *PERMISSIONS)


@pytest.fixture
def ann(client, staff):
    """Her browser."""
    client.force_login(staff)
    return client


@pytest.fixture
def tried(ann, worker):
    """Send a photo and wait for its answers: ``tried(data, models="a, b")`` -> Trial."""

    def send(data=b"", *, kind="serial", browser=ann, **fields):
        photo = {"photo": SimpleUploadedFile("label.jpg", data)} if data else {}
        answer = browser.post(START, {"kind": kind, **photo, **fields})
        assert answer.status_code == 302, answer.content.decode()
        return ended(Trial.objects.get(pk=answer.url.split("/trials/")[1]))

    return send


def ended(row):
    """The trial or run once it has ended."""
    started = time.monotonic()
    while row.finished_at is None:
        assert time.monotonic() - started < DEADLINE_S, Job.objects.values_list("task", "state")
        time.sleep(0.05)
        row = type(row).objects.get(pk=row.pk)
    return row


@pytest.fixture
def measured(ann, worker):
    """Measure the set of a kind and wait for the end."""

    def go(kind="serial", **fields):
        answer = ann.post(f"/workbench/sets/{kind}/measure", fields)
        assert answer.status_code == 302
        return ended(Run.objects.get(pk=answer.url.split("/runs/")[1]))

    return go


def opened_import(kind, data):
    """The row of an import that nobody works on yet, and the id of its job."""
    row, job = taking.open_import(
        offers()[kind], io.BytesIO(data), name="a.zip", size=len(data), user=None
    )
    return row, str(job.pk)


def imported(kind, data):
    """The import once its job is done."""
    row, job = opened_import(kind, data)
    taking.take(job)
    row.refresh_from_db()
    return row


def page(browser, row):
    return browser.get(f"/workbench/trials/{row.pk}").content.decode()
