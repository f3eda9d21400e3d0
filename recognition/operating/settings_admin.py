"""The settings page: edit, import, export, and try the model with a sample."""

from __future__ import annotations

import json
import uuid
from functools import partial
from typing import ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.forms import Script
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from unfold.decorators import action, display

from core.audit import Way, visitor
from core.models import Job
from core.vision_admin import VisionSettingsAdmin, model_fields
from recognition import trial as model_test
from recognition.models import RecognitionSettings
from recognition.operating import configuration, settings_file
from recognition.operating.advice import advice
from recognition.operating.forms import ImportForm, SettingsForm
from recognition.tasks import run_model_test


class RecognitionSettingsAdmin(VisionSettingsAdmin):
    form = SettingsForm
    advise = staticmethod(advice)
    fieldsets = (
        (
            _("General"),
            {
                "fields": (
                    "allowedDomains",
                    "titleMessage",
                    ("buttonColor", "textColor"),
                    ("bgColor", "formBgColor"),
                    "preview",
                )
            },
        ),
        model_fields("additionalPrompt"),
        (_("Answers"), {"fields": ("confidenceThreshold", "CacheResults")}),
        (
            _("Limits and retention"),
            {"fields": ("requestsPerMinute", "tokensPerDay", "retentionDays", "photoDays")},
        ),
    )
    readonly_fields = ("preview",)
    change_form_template = "recognition/settings.html"
    actions_detail: ClassVar = ["export_settings", "import_settings"]

    def get_urls(self) -> list[URLPattern]:
        start = require_POST(self.test_model)
        own = [
            path("test/", self.admin_site.admin_view(start), name="recognition_test"),
            path(
                "test/<uuid:job_id>/",
                self.admin_site.admin_view(self.test_result),
                name="recognition_test_result",
            ),
        ]
        return [*own, *super().get_urls()]

    class Media:
        js = (Script("recognition/preview.js", type="module"),)

    @display(description=_("Preview of the form"))
    def preview(self, row: RecognitionSettings) -> str:
        """The form in these colours; it follows what is typed above."""
        return format_html(
            '<iframe class="t-preview" title="{}" data-src="{}"></iframe>'
            '<p class="t-faint">{} <code class="t-key t-snippet">{}</code></p>',
            gettext("Preview of the form"),
            reverse("recognition-form-preview"),
            gettext("For pages of allowed domains:"),
            reverse("recognition-form-script"),
        )

    @action(description=_("Export"), icon="download", permissions=["view"])
    def export_settings(self, request: HttpRequest, object_id: str) -> HttpResponse:
        document = configuration.document_of(RecognitionSettings.get_solo())
        response = JsonResponse(document, json_dumps_params={"indent": 2, "ensure_ascii": False})
        response["Content-Disposition"] = 'attachment; filename="ai_serial_recognition.json"'
        return response

    @action(description=_("Import"), icon="upload", permissions=["change"])
    def import_settings(self, request: HttpRequest, object_id: str) -> HttpResponse:
        form = ImportForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid() and self._import(request, form):
            return redirect("admin:recognition_recognitionsettings_changelist")
        context = {
            **self.admin_site.each_context(request),
            "title": _("Import settings"),
            "form": form,
            "opts": self.opts,
        }
        return TemplateResponse(request, "recognition/import_settings.html", context)

    def _import(self, request: HttpRequest, form: ImportForm) -> bool:
        row = RecognitionSettings.get_solo()
        try:
            read = settings_file.from_document(json.load(form.cleaned_data["file"]))
            configuration.apply(row, read.values, by=visitor(request, Way.IMPORT))
        except settings_file.NotASettingsFile as error:
            form.add_error("file", list(error.problems))
        except ValidationError as error:
            form.add_error("file", configuration.sentences(error))
        except ValueError:
            form.add_error("file", _("This is not JSON."))
        else:
            self.log_change(request, row, f"Imported: {', '.join(read.values)}.")
            done = ngettext(
                "Imported %(count)d setting.", "Imported %(count)d settings.", len(read.values)
            )
            messages.success(request, done % {"count": len(read.values)})
            for name in read.ignored:
                text = _("Ignored, no such setting: %(name)s") % {"name": name}
                messages.warning(request, text)
            return True
        return False

    def test_model(self, request: HttpRequest) -> HttpResponse:
        """Start the test; answers with the fragment that asks for its result."""
        self._may_change(request)
        row = RecognitionSettings.load()
        if row is None:
            return render(request, "recognition/test_result.html", {"unsaved": True})
        with transaction.atomic():
            job = model_test.open_test(row)
            transaction.on_commit(partial(run_model_test.delay, str(job.pk)))
        return render(request, "recognition/test_result.html", {"job": job})

    def test_result(self, request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
        self._may_change(request)
        job = get_object_or_404(Job, pk=job_id, task=model_test.TASK)
        waited = (timezone.now() - job.created_at).total_seconds()
        return render(request, "recognition/test_result.html", {"job": job, "waited": waited})

    def _may_change(self, request: HttpRequest) -> None:
        if not self.has_change_permission(request):
            raise PermissionDenied
