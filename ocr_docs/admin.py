"""Which pages the panel has in the admin."""

from __future__ import annotations

from django.contrib import admin

from ocr_docs.models import DocumentRequest, OcrSettings
from ocr_docs.operating.documents_admin import DocumentAdmin
from ocr_docs.operating.settings_admin import OcrSettingsAdmin

admin.site.register(DocumentRequest, DocumentAdmin)
admin.site.register(OcrSettings, OcrSettingsAdmin)
