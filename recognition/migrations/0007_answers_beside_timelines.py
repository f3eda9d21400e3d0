"""What came of a recognition stands beside its timeline, and beside its tokens."""

from uuid import UUID

from django.db import migrations, models
from django.db.models import OuterRef, Subquery


BATCH = 500


def say_what_came_of_them(apps, schema_editor):
    """Timelines written before say it too. Recognitions keep the id of theirs as text."""
    timeline = apps.get_model("core", "TimelineRequest")
    rows = apps.get_model("recognition", "SerialRecognition").objects.order_by()
    known = rows.exclude(timeline_request_id="").values_list(
        "timeline_request_id", "recognition_status", "detail__tokens"
    )
    made = [
        timeline(pk=UUID(pk), answer=answer, parts=1, tokens=tokens or 0)
        for pk, answer, tokens in known.iterator()
    ]
    timeline.objects.bulk_update(made, ["answer", "parts", "tokens"], batch_size=BATCH)


def copy_to_details(apps, schema_editor):
    """The client and the status of each recognition, beside its tokens."""
    rows = apps.get_model("recognition", "SerialRecognition").objects.filter(pk=OuterRef("pk"))
    apps.get_model("recognition", "RecognitionDetail").objects.update(
        client=Subquery(rows.values("clientUid")),
        status=Subquery(rows.values("recognition_status")),
    )


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0010_answers_beside_timelines'),
        ('recognition', '0006_plurals'),
    ]

    operations = [
        migrations.RunPython(say_what_came_of_them, migrations.RunPython.noop),
        migrations.RemoveIndex(
            model_name='recognitiondetail',
            name='recognition_models',
        ),
        migrations.AddField(
            model_name='recognitiondetail',
            name='client',
            field=models.CharField(blank=True, db_default='', default='', max_length=200),
        ),
        migrations.AddField(
            model_name='recognitiondetail',
            name='status',
            field=models.CharField(blank=True, db_default='', default='', max_length=20),
        ),
        migrations.RunPython(copy_to_details, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name='recognitiondetail',
            index=models.Index(fields=['created_at', 'model', 'cached', 'tokens', 'client', 'status'], name='recognition_models'),
        ),
    ]
