"""Photos as they were uploaded, and small pictures of them for other pages."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from core.errors import RecognitionError
from core.read_only_admin import ReadOnlyAdmin, moment
from scenes.models import PackShot, Upload
from scenes.operating.thumbnails import SIDES, thumbnail

SMALL, LARGE = SIDES
_SEEN_WITH = ("scenes.view_upload", "scenes.view_scene", "scenes.view_sku")
"""Any of these permissions shows pictures."""


def picture_url(upload_id: int, side: int = SMALL) -> str:
    return reverse("admin:shelf_picture", args=[upload_id, side])


def picture_tag(upload_id: int | None) -> SafeString | str:
    """A small picture that leads to a large one; "–" for none."""
    if upload_id is None:
        return "–"
    return format_html(
        '<a href="{}"><img class="t-thumb" src="{}" alt="photo {}" loading="lazy"></a>',
        picture_url(upload_id, LARGE),
        picture_url(upload_id),
        upload_id,
    )


class UploadAdmin(ReadOnlyAdmin):
    list_display = ("picture", "id", "sent", "size", "format", "problems", "visit", "key")
    list_filter = ("format", "created_date", "key")
    list_select_related = ("visit", "key")
    search_fields = ("=id", "digest")
    search_help_text = _("The photo's id or SHA-256")
    fields = (
        "large",
        "id",
        "sent",
        "size",
        "format",
        "problems",
        "used_in",
        "visit",
        "key",
        "sha256",
    )

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.picture_view)
        own = path("<int:pk>/picture-<int:side>.jpg", view, name="shelf_picture")
        return [own, *super().get_urls()]

    def picture_view(self, request: HttpRequest, pk: int, side: int) -> HttpResponse:
        """A photo as a JPEG, for people who may see what is made of photos."""
        if side not in SIDES or not any(map(request.user.has_perm, _SEEN_WITH)):
            raise Http404
        try:
            data = thumbnail(get_object_or_404(Upload, pk=pk), side)
        except RecognitionError as error:
            raise Http404 from error
        response = HttpResponse(data, content_type="image/jpeg")
        response["Cache-Control"] = "private, max-age=86400"
        return response

    @display(description=_("photo"))
    def picture(self, row: Upload) -> SafeString | str:
        return picture_tag(row.pk)

    @display(description=_("photo"))
    def large(self, row: Upload) -> SafeString:
        tag = '<img class="t-large" src="{}" alt="photo {}">'
        return format_html(tag, picture_url(row.pk, LARGE), row.pk)

    @display(description=_("used in"))
    def used_in(self, row: Upload) -> SafeString | str:
        """Scenes and products."""
        photos = row.scene_photos.select_related("scene").defer("seen", "scene__realogram")
        shots = PackShot.objects.filter(upload=row).select_related("sku").defer("features")
        links = [
            *((reverse("admin:scenes_scene_change", args=[p.scene_id]), p.scene) for p in photos),
            *((reverse("admin:scenes_sku_change", args=[s.sku_id]), s.sku) for s in shots),
        ]
        return format_html_join(", ", '<a class="t-link" href="{}">{}</a>', links) or "–"

    @display(description=_("SHA-256"))
    def sha256(self, row: Upload) -> SafeString:
        return format_html('<span class="t-mono">{}</span>', row.digest)

    @display(description=_("sent"), ordering="created_date")
    def sent(self, row: Upload) -> str:
        return moment(row.created_date)

    @display(description=_("pixels"), ordering="width")
    def size(self, row: Upload) -> str:
        return f"{row.width} × {row.height}"

    @display(description=_("problems"))
    def problems(self, row: Upload) -> str:
        quality: dict[str, Any] = row.quality or {}
        return ", ".join(quality.get("problems", [])) or "–"
