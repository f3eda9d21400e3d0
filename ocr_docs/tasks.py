"""Tasks carry an id and sit above services."""

from __future__ import annotations

from celery import shared_task

from core import examples
from ocr_docs import page_reading, services


@shared_task(name=services.TASK)
def read_page(job_id: str) -> None:
    page_reading.read_page_of(job_id)


@shared_task(name="ocr_docs.purge")
def purge() -> None:
    services.purge()


@shared_task(name="ocr_docs.example")
def show_example(job_id: str) -> None:
    examples.run(job_id)
