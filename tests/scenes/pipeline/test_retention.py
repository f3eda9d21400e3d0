"""Scenes go when their time is over; what something else needs stays."""

from datetime import timedelta

from django.core.files.storage import default_storage
from django.utils import timezone

from core.models import Job, TimelineRequest
from scenes import tasks
from scenes.models import PackShot, Report, Scene, ShelfSettings, Sku, Upload
from scenes.services.retention import purge


def test_nothing_goes_while_scenes_are_kept(photo, recognize, drain, shelf):
    recognize([photo(11)])
    drain()
    Scene.objects.update(created_at=timezone.now() - timedelta(days=4000))
    assert purge(shelf) == 0
    assert Scene.objects.exists()


def test_old_scenes_go_with_their_photos_reports_jobs_and_timelines(photo, recognize, drain, shelf):
    recognize([photo(11), photo(12)], ["PANORAMA"])
    drain()
    shot = photo(13)
    PackShot.objects.create(sku=Sku.objects.get(pk=13), upload_id=shot)
    files = {upload.pk: upload.file.name for upload in Upload.objects.all()}
    long_ago = timezone.now() - timedelta(days=31)
    Upload.objects.update(created_date=long_ago)
    new = recognize([photo(11, shade=9)])
    drain()
    old = Scene.objects.exclude(pk=new["id"])
    TimelineRequest.objects.filter(pk__in=old.values("timeline_id")).update(created_at=long_ago)
    old.update(created_at=long_ago)
    shelf.retentionDays = 30
    assert purge(shelf) == 1
    assert list(Scene.objects.values_list("pk", flat=True)) == [new["id"]]
    assert set(Report.objects.values_list("scene", flat=True)) == {new["id"]}
    assert set(Upload.objects.values_list("pk", flat=True)) == {shot, *new["images"]}
    kept = {pk for pk, name in files.items() if default_storage.exists(name)}
    assert kept == {shot}
    timelines = set(Job.objects.values_list("timeline_id", flat=True))
    assert timelines == {Scene.objects.get().timeline_id}


def test_the_hourly_purge_reads_the_settings(photo, recognize, drain, shelf):
    recognize([photo(11)])
    Scene.objects.update(created_at=timezone.now() - timedelta(days=3))
    ShelfSettings.objects.update(retentionDays=2)
    tasks.purge()
    assert not Scene.objects.exists()
