"""/uploads: photos as files or by their address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core.fetching_photos import fetch_photo
from core.photos import Photo
from scenes.api.conventions import Route, ShelfView, rfc3339
from scenes.api.fields import Reference
from scenes.api.sent_photos import photo_sent, told_on
from scenes.models import Upload, Visit
from scenes.openapi import IDEMPOTENCY_KEY, operation
from scenes.services import uploads

TAG = "photos"

_SHOWN: dict[str, serializers.Field[Any, Any, Any, Any]] = {
    "id": serializers.IntegerField(),
    "url": serializers.URLField(),
    "width": serializers.IntegerField(help_text="Pixels of the upright photo."),
    "height": serializers.IntegerField(),
    "created_date": serializers.DateTimeField(),
    "quality": serializers.DictField(
        required=False,
        help_text="How fit it is to be recognised: `problems` (blurred, dark, glare, tilted; worst "
        "first) and what they were told from.",
    ),
}
_KEPT = inline_serializer("Upload", _SHOWN)
_NEW = inline_serializer("NewUpload", {**_SHOWN, "duplicate": serializers.BooleanField()})


class ForVisit(serializers.Serializer[Any]):
    """The visit that a photo is for, where a caller names one."""

    visit = Reference(queryset=Visit.objects.all(), required=False, allow_null=True)


class ByUrl(ForVisit):
    url = serializers.CharField(help_text="http or https.")


def shown(upload: Upload, request: Request) -> dict[str, Any]:
    """A photo as every endpoint shows it."""
    about = {
        "id": upload.pk,
        "url": uploads.media_url(upload, request.build_absolute_uri("/")),
        "width": upload.width,
        "height": upload.height,
        "created_date": rfc3339(upload.created_date),
    }
    return about if upload.quality is None else {**about, "quality": upload.quality}


class UploadsView(ShelfView):
    limited = "uploads"

    @extend_schema(
        **operation(
            "upload_photo",
            "Upload a photo",
            tag=TAG,
            about="The photo is the part `datafile`, else `file`, else the only file; its content "
            "tells its format. The same bytes again get a new id and `duplicate: true`. Width and "
            "height are those of the upright photo (EXIF applied), as are all coordinates in "
            "reports.",
            answers={201: _NEW},
            body={
                "multipart/form-data": inline_serializer(
                    "PhotoFile",
                    {"datafile": serializers.FileField(help_text=uploads.READABLE)},
                )
            },
            parameters=[IDEMPOTENCY_KEY],
            fails=(400, 409, 413, 422, 429),
        )
    )
    def post(self, request: Request) -> Response:
        visit = _visit(ForVisit(data=self.body))
        return _kept(self, photo_sent(self), visit, status=201)


class UploadsByUrlView(ShelfView):
    """200, as the documentation says, also for a photo that is new."""

    limited = "uploads_by_url"

    @extend_schema(
        **operation(
            "upload_photo_by_url",
            "Upload a photo by its address",
            tag=TAG,
            about="Addresses inside a private network are refused unless the operator allows them.",
            answers={200: _NEW},
            body=ByUrl,
            parameters=[IDEMPOTENCY_KEY],
            fails=(400, 409, 413, 422, 429),
        )
    )
    def post(self, request: Request) -> Response:
        sent = ByUrl(data=self.body)
        visit = _visit(sent)
        assert self.timeline is not None
        with told_on("url"):
            with self.timeline.step("photo_fetched"):
                data = fetch_photo(sent.validated_data["url"]).data
            with self.timeline.step("photo_checked"):
                photo = uploads.checked(data)
        return _kept(self, photo, visit, status=200)


class UploadsByUrlAliasView(UploadsByUrlView):
    """The same under the names that clients and other pages use."""

    schema = None


class UploadView(ShelfView):
    @extend_schema(
        **operation(
            "read_upload", "Read about a photo", tag=TAG, answers={200: _KEPT}, fails=(404,)
        )
    )
    def get(self, request: Request, pk: int) -> Response:
        return Response(shown(self.found(Upload.objects.all(), pk), request))


def _visit(sent: ForVisit) -> Visit | None:
    sent.is_valid(raise_exception=True)
    visit: Visit | None = sent.validated_data.get("visit")
    return visit


def _kept(view: ShelfView, photo: Photo, visit: Visit | None, *, status: int) -> Response:
    assert view.timeline is not None
    with view.timeline.step("quality_judged"):
        quality = uploads.judged(photo)
    with uploads.stored(photo) as name, transaction.atomic():
        upload = uploads.record(photo, name, key=view.key, visit=visit, quality=quality)
        answer = shown(upload, view.request) | {"duplicate": uploads.is_duplicate(upload)}
        view.remember(status, answer)
    return Response(answer, status=status)


ROUTES: Sequence[Route] = (
    ("uploads", UploadsView),
    ("uploads/uploads_by_url", UploadsByUrlView),
    ("uploads/upload_by_url", UploadsByUrlAliasView),
    ("uploads_by_url", UploadsByUrlAliasView),
    ("upload_by_url", UploadsByUrlAliasView),
    ("uploads/<int:pk>", UploadView),
)
