"""What the server does for itself."""

from __future__ import annotations

from celery import current_app, shared_task

from core import jobs


@shared_task(name="core.sweep")
def sweep() -> None:
    """Send a new message for every job whose worker died or whose message was lost."""
    for job in jobs.due():
        current_app.send_task(job.task, args=[str(job.pk)])
