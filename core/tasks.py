"""What the server does for itself."""

from __future__ import annotations

from celery import current_app, shared_task

from core import jobs, webhooks


@shared_task(name="core.sweep")
def sweep() -> None:
    """Send a new message for every job whose worker died or whose message was lost."""
    for job in jobs.due():
        current_app.send_task(job.task, args=[str(job.pk)])


@shared_task(name=webhooks.TASK)
def deliver(delivery_id: str) -> None:
    following = webhooks.deliver(delivery_id)
    if following is not None:
        deliver.delay(str(following))


@shared_task(name="core.sweep_deliveries")
def sweep_deliveries() -> None:
    """Send a message for every delivery that has come due, or whose worker died."""
    for delivery_id in webhooks.due():
        deliver.delay(str(delivery_id))
