"""Which pages the panel has in the admin."""

from __future__ import annotations

from django.contrib import admin

from recognition.models import RecognitionSettings, SerialRecognition
from recognition.operating.recognitions_admin import SerialRecognitionAdmin
from recognition.operating.settings_admin import RecognitionSettingsAdmin

admin.site.register(RecognitionSettings, RecognitionSettingsAdmin)
admin.site.register(SerialRecognition, SerialRecognitionAdmin)
