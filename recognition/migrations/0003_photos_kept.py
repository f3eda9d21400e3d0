from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('recognition', '0002_dashboards'),
    ]

    operations = [
        migrations.AddField(
            model_name='recognitiondetail',
            name='photo',
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AddField(
            model_name='recognitiondetail',
            name='seen',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='recognitionsettings',
            name='photoDays',
            field=models.PositiveIntegerField(default=0, help_text='For so long the admin shows each photo with what was read on it, and can run it again with other settings. 0 = no photo is kept once its answer is given.', verbose_name='keep photos (days)'),
        ),
    ]
