"""What the server does for itself: sweep jobs, show that a worker lives."""

from __future__ import annotations

import os
import socket

from celery import current_app, shared_task
from django.utils import timezone

from core import jobs
from core.engines.loading import engine_states
from core.models import Heartbeat


@shared_task(name="core.sweep")
def sweep() -> None:
    """Send a new message for every job whose worker died or whose message was lost."""
    for job in jobs.due():
        current_app.send_task(job.task, args=[str(job.pk)])


@shared_task(name="core.heartbeat")
def heartbeat() -> None:
    Heartbeat.objects.update_or_create(
        name=f"worker@{socket.gethostname()}",
        defaults={
            "seen_at": timezone.now(),
            "detail": {
                "pid": os.getpid(),
                "engines": engine_states(),
            },
        },
    )
