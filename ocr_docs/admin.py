"""Which pages the panel has in the admin."""

from __future__ import annotations

from django.contrib import admin

from ocr_docs.models import DocumentRequest
from ocr_docs.operating.documents_admin import DocumentAdmin

admin.site.register(DocumentRequest, DocumentAdmin)
