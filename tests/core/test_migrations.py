"""What migrations do to rows that were there before."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

NOW = timezone.now()
BEFORE = [
    ("core", "0009_words"),
    ("recognition", "0006_plurals"),
    ("scenes", "0009_plurals"),
    ("ocr_docs", "0006_plurals"),
]


@pytest.fixture
def migrated():
    """Migrate to what is named and give its models; afterwards everything is up to date."""

    def to(targets):
        executor = MigrationExecutor(connection)
        executor.migrate(targets)
        return MigrationExecutor(connection).loader.project_state(targets).apps

    yield to
    to(MigrationExecutor(connection).loader.graph.leaf_nodes())


def after():
    return MigrationExecutor(connection).loader.graph.leaf_nodes()


def written(apps):
    """A request of each panel, and one of which nothing was kept; their ids."""
    timeline = apps.get_model("core", "TimelineRequest")
    ids = [
        timeline.objects.create(panel=panel, status=200, created_at=NOW).pk
        for panel in ("recognition", "scenes", "documents", "documents")
    ]
    recognition = apps.get_model("recognition", "SerialRecognition").objects.create(
        clientUid="ware", recognition_status="failed", timeline_request_id=str(ids[0])
    )
    apps.get_model("recognition", "RecognitionDetail").objects.create(
        recognition=recognition, tokens=7
    )
    visit = apps.get_model("scenes", "Visit").objects.create()
    scene = apps.get_model("scenes", "Scene").objects.create(
        visit=visit, timeline_id=ids[1], state="merged"
    )
    upload = apps.get_model("scenes", "Upload").objects.create(file="x.jpg", width=9, height=9)
    for position in range(2):
        apps.get_model("scenes", "ScenePhoto").objects.create(
            scene=scene, upload=upload, position=position, tokens=5
        )
    request = apps.get_model("ocr_docs", "DocumentRequest").objects.create(
        kind="book", media_type="image/png", timeline_id=ids[2]
    )
    for number in (1, 2, 3):
        apps.get_model("ocr_docs", "DocumentPage").objects.create(
            request=request, number=number, width=9, height=9
        )
    return ids


@pytest.mark.django_db(transaction=True)
def test_requests_of_before_are_found_by_what_came_of_them(migrated):
    ids = written(migrated(BEFORE))
    apps = migrated(after())
    rows = apps.get_model("core", "TimelineRequest").objects.in_bulk(ids)
    assert [(rows[pk].answer, rows[pk].parts, rows[pk].tokens) for pk in ids] == [
        ("failed", 1, 7),
        ("merged", 2, 10),
        ("book", 3, 0),
        ("", 0, 0),
    ]
    detail = apps.get_model("recognition", "RecognitionDetail").objects.get()
    assert (detail.client, detail.status) == ("ware", "failed")
    back = migrated(BEFORE).get_model("core", "TimelineRequest")
    assert back.objects.filter(pk__in=ids).count() == 4
