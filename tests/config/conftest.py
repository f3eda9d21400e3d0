"""What tests of the pages that are open to all stand on."""

import pytest
from django.conf import settings
from django.utils import timezone

from core.models import Heartbeat


@pytest.fixture
def heartbeat(db):
    """``heartbeat(ago=…, text="ok")``: a worker of all queues reported, with its engines."""

    def beat(ago=None, name="worker@inner-host-name", **engines):
        engines = engines or {"text": "ok", "barcodes": "ok"}
        detail = {"pid": 1, "queues": list(settings.QUEUES), "engines": engines}
        seen = timezone.now() - ago if ago else timezone.now()
        return Heartbeat.objects.create(name=name, seen_at=seen, detail=detail)

    return beat
