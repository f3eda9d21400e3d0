"""What became of a scene stands beside its timeline, with its photos and tokens."""

from django.db import migrations
from django.db.models import Count, OuterRef, Subquery, Sum, Value
from django.db.models.functions import Coalesce


def say_what_came_of_them(apps, schema_editor):
    """Timelines written before say it too."""
    rows = apps.get_model("scenes", "Scene").objects.filter(timeline_id=OuterRef("pk"))
    parts = apps.get_model("scenes", "ScenePhoto").objects.order_by()
    parts = parts.filter(scene__timeline_id=OuterRef("pk")).values("scene__timeline_id")
    timelines = apps.get_model("core", "TimelineRequest").objects.filter(panel="scenes")
    timelines.update(
        answer=Coalesce(Subquery(rows.values("state")[:1]), Value("")),
        parts=Coalesce(Subquery(parts.annotate(count=Count("pk")).values("count")), 0),
        tokens=Coalesce(Subquery(parts.annotate(spent=Sum("tokens")).values("spent")), 0),
    )


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0010_answers_beside_timelines'),
        ('scenes', '0009_plurals'),
    ]

    operations = [
        migrations.RunPython(say_what_came_of_them, migrations.RunPython.noop),
    ]
