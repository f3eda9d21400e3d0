"""What many tests stand on: a real worker on the real queue, a photo server, drawn labels."""

from __future__ import annotations

import io
from urllib.parse import quote

import numpy as np
import pytest
import zxingcpp
from celery.contrib.testing.worker import start_worker
from django.test import Client
from PIL import Image, ImageDraw, ImageFont

from config.celery import app as celery_app
from core.models import ApiKey
from recognition.models import RecognitionSettings

pytest_plugins = ["tests.scripted_provider"]

ANALYZE = "/api/data/ai_serial_recognition/analyze"
RATE = "/api/data/ai_serial_recognition/rateai"


@pytest.fixture(scope="session")
def _worker(django_db_setup, django_db_blocker):
    """A worker in this process, on the queue and the engines of the settings."""
    options = {"pool": "threads", "concurrency": 3, "shutdown_timeout": 30}
    with (
        django_db_blocker.unblock(),
        start_worker(celery_app, perform_ping_check=False, **options),
    ):
        yield


@pytest.fixture
def worker(_worker, transactional_db):
    """Tests that wait for an answer need real commits and a worker."""


@pytest.fixture
def row(db):
    """The settings row, configured, local engines, no limits."""
    row = RecognitionSettings(allowedDomains=["localhost", "example.com"], requestsPerMinute=0)
    row.configure()
    return row


@pytest.fixture
def api():
    """A client on this machine that posts JSON: ``api(path, body, **headers)``."""

    def post(path, body, **headers):
        return Client().post(path, body, content_type="application/json", headers=headers)

    return post


@pytest.fixture
def key(db):
    return ApiKey.objects.create_key(name="a caller")[1]


def draw_label(
    serial: str = "SN-4711-0815", *, barcode: bool = True, extra: str = ""
) -> Image.Image:
    """A clean device label, 900 x 480 pixels."""
    picture = Image.new("RGB", (900, 480), (236, 236, 232))
    draw = ImageDraw.Draw(picture)
    font, small = ImageFont.load_default(46), ImageFont.load_default(30)
    draw.rounded_rectangle((30, 30, 870, 450), 20, outline=(40, 40, 40), width=3, fill="white")
    draw.text((60, 60), "ACME Pump  Model: PX-200", font=small, fill="black")
    draw.text((60, 120), f"S/N: {serial}", font=font, fill="black")
    draw.text((60, 400), extra, font=small, fill="black")
    if barcode:
        code = zxingcpp.create_barcode(serial, zxingcpp.BarcodeFormat.Code128)
        bars = np.array(zxingcpp.write_barcode_to_image(code, scale=3))
        picture.paste(Image.fromarray(bars).convert("RGB").resize((760, 150)), (60, 220))
    return picture


def jpeg(picture: Image.Image, **options) -> bytes:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=92, **options)
    return file.getvalue()


@pytest.fixture
def photo():
    return jpeg(draw_label())


@pytest.fixture
def photo_url(httpserver, settings):
    """Serve bytes as a photo from a host that is allowed: ``photo_url(data, path)`` -> URL."""
    settings.ALLOWED_PRIVATE_HOSTS = [f"{httpserver.host}:{httpserver.port}"]

    def serve(data: bytes, path: str = "/label.jpg", content_type: str = "image/jpeg") -> str:
        httpserver.expect_request(path).respond_with_data(data, content_type=content_type)
        return httpserver.url_for(quote(path))

    return serve


@pytest.fixture(scope="session")
def httpserver_listen_address():
    return ("127.0.0.1", 0)
