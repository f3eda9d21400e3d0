"""A caller of the shelf panel, with a token, and photos to send."""

from __future__ import annotations

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from core.models import ApiKey
from scenes.models import Scene, ShelfSettings, Sku, Visit

API = "/api/v1.5/"


def picture(width=64, height=48, *, shade=120, format="JPEG", **options) -> bytes:
    """The bytes of a small photo; ``shade`` makes it another one."""
    file = io.BytesIO()
    Image.new("RGB", (width, height), (shade, 90, 60)).save(file, format, **options)
    return file.getvalue()


class Caller:
    """A client with a token. Paths are relative to ``/api/v1.5/`` unless they begin with a slash.

    Values by keyword go out as a multipart form, ``body`` as JSON, ``form`` URL-encoded.
    """

    def __init__(self, token: str | None) -> None:
        self.client = Client(raise_request_exception=False)
        self.headers = {} if token is None else {"Authorization": f"Token {token}"}

    def __call__(self, method, path, body=None, *, form=None, headers=None, **values):
        path = path if path.startswith("/") else API + path
        if form is not None:
            data, kind = form, "application/x-www-form-urlencoded"
        elif values:
            data, kind = _multipart(values)
        elif body is None:
            data, kind = b"", "application/octet-stream"
        else:
            data, kind = (
                body if isinstance(body, bytes | str) else json.dumps(body),
                "application/json",
            )
        headers = {**self.headers, **(headers or {})}
        return self.client.generic(method, path, data, kind, headers=headers)

    def get(self, path, body=None, **more):
        return self("GET", path, body, **more)

    def post(self, path, body=None, **more):
        return self("POST", path, body, **more)

    def put(self, path, body=None, **more):
        return self("PUT", path, body, **more)

    def patch(self, path, body=None, **more):
        return self("PATCH", path, body, **more)

    def delete(self, path):
        return self("DELETE", path)

    def made(self, path, body=None, **more):
        """The body of an answer to a POST that made something."""
        response = self.post(path, body, **more)
        assert response.status_code == 201, response.content
        return response.json()

    def upload(self, data: bytes | None = None, *, part="datafile", name="1.jpg", **more):
        return self.post("uploads/", **{part: SimpleUploadedFile(name, data or picture())}, **more)


def _multipart(values):
    from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

    return encode_multipart(BOUNDARY, values), MULTIPART_CONTENT


@pytest.fixture
def shelf(db):
    """The settings row, without a limit of calls."""
    row = ShelfSettings(requestsPerMinute=0)
    row.configure()
    return row


@pytest.fixture
def token(db):
    return ApiKey.objects.create_key(name="a client", endpoints=["shelf"])[1]


@pytest.fixture
def call(shelf, token):
    """``call.post("visits/", {})``: a caller who may do what shelf clients do."""
    return Caller(token)


@pytest.fixture
def caller():
    """``caller(token)``: a caller with another token, or with None."""
    return Caller


@pytest.fixture
def photo_id(call):
    """``photo_id(shade=3)``: the id of a new upload."""
    return lambda **options: call.upload(picture(**options)).json()["id"]


@pytest.fixture
def sku_id(db):
    """``sku_id("Tea")``: the id of a new SKU."""
    return lambda name="Tea", **values: Sku.objects.create(name=name, **values).pk


@pytest.fixture
def scene(db):
    """A scene of a new visit, without photos."""
    from core.models import new_id

    return Scene.objects.create(visit=Visit.objects.create(), timeline_id=new_id())
