"""What came of a request stands beside its timeline, in the index that dashboards ask."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0009_words'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='timelinerequest',
            name='core_timeli_panel_04b0aa_idx',
        ),
        migrations.AddField(
            model_name='timelinerequest',
            name='answer',
            field=models.CharField(blank=True, db_default='', default='', max_length=20, verbose_name='answer'),
        ),
        migrations.AddField(
            model_name='timelinerequest',
            name='parts',
            field=models.PositiveIntegerField(db_default=0, default=0, verbose_name='photos or pages'),
        ),
        migrations.AddField(
            model_name='timelinerequest',
            name='tokens',
            field=models.PositiveIntegerField(db_default=0, default=0, verbose_name='tokens'),
        ),
        migrations.AddIndex(
            model_name='timelinerequest',
            index=models.Index(fields=['panel', 'created_at', 'status', 'client', 'answer', 'parts', 'tokens'], name='timelines_figures'),
        ),
    ]
