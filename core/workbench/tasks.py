"""Tasks carry an id. Each panel has its own, so that its worker, with its engines, runs them."""

from __future__ import annotations

from celery import shared_task

from core.workbench import measuring, taking, trials, trying
from core.workbench.offers import offers


@shared_task(name="workbench.forget_old")
def forget_old() -> None:
    trials.forget_old()


@shared_task(name=taking.TASK)
def take_examples(job_id: str) -> None:
    """No engine is needed, so any worker will do."""
    taking.take(job_id)


for _offer in {offer.app: offer for offer in offers().values()}.values():
    shared_task(name=_offer.try_task)(trying.run)
    shared_task(name=_offer.measure_task)(measuring.measure)
