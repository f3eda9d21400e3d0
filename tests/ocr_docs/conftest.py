"""A caller of the documents panel, and pages whose reading is given in the test."""

import base64
import io
import json

import numpy as np
import pytest
from django.test import Client
from PIL import Image

from ocr_docs.kinds import ENDPOINTS, Kind
from ocr_docs.models import OcrSettings

PATHS = {kind: "/" + endpoint.path for kind, endpoint in ENDPOINTS.items()}


def picture(width=700, height=600, *, shade=255) -> Image.Image:
    return Image.new("RGB", (width, height), (shade,) * 3)


def encoded(image: Image.Image, form="PNG", **options) -> bytes:
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def tiff(pages: int, **size) -> bytes:
    """A TIFF whose page n has the shade n, so that a reading can tell which page it got."""
    first, *rest = (picture(shade=number, **size) for number in range(1, pages + 1))
    return encoded(first, "TIFF", save_all=True, append_images=rest)


def base64_of(data: bytes) -> str:
    return base64.b64encode(data).decode()


@pytest.fixture
def documents(transactional_db):
    """The settings row, saved with a deadline that no test waits for."""
    row = OcrSettings(deadlineSeconds=20)
    row.configure()
    return row


@pytest.fixture
def send(documents, key):
    """``send(kind, bytes or dict, **headers)`` -> (status, body, response)."""

    def send(kind, body, **headers):
        if isinstance(body, bytes):
            body = {"image": base64_of(body)}
        text = body if isinstance(body, str) else json.dumps(body)
        headers = {"x-aigen-key": key} | {k.replace("_", "-"): v for k, v in headers.items()}
        response = Client(raise_request_exception=False).post(
            PATHS[Kind(kind)], text, content_type="application/json", headers=headers
        )
        return response.status_code, response.json(), response

    return send


@pytest.fixture
def reading(monkeypatch):
    """``reading(function of the page's shade)``: what a worker finds on a page in its place."""

    def install(function):
        def answer_of(kind, pixels, *, number, of, model):
            return function(int(np.median(pixels)))

        monkeypatch.setattr("ocr_docs.readings.answer_of", answer_of)

    return install
