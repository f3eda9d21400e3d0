"""From rows to what reports know."""

import pytest

from core.models import new_id
from scenes.master_data import MustHave, Planned
from scenes.models import (
    Brand,
    Category,
    Display,
    Manufacturer,
    MustHaveList,
    MustHaveRecord,
    Planogram,
    PlanogramRecord,
    Scene,
    ShelfSettings,
    Sku,
    Visit,
)
from scenes.realogram import Alternative, Facing, Realogram, SeenPhoto
from scenes.services.master_data import demanded_skus, master_data_of
from tests.scenes.pipeline.scripted import square

pytestmark = pytest.mark.django_db


def seen(*skus, alternative=None):
    others = (Alternative(alternative, 0.1),) if alternative else ()
    facings = tuple(Facing(n, sku, square(0, 0), 0.9, others) for n, sku in enumerate(skus, 1))
    return Realogram((SeenPhoto(1, 100, 100, facings),))


def knowledge(*displays, realogram=None, **settings):
    scene = Scene.objects.create(
        visit=Visit.objects.create(),
        displays=[display.pk for display in displays],
        timeline_id=new_id(),
    )
    row = ShelfSettings(**settings)
    realogram = realogram or Realogram(())
    return scene, master_data_of(scene, realogram, row, url_of=lambda upload: f"/{upload.pk}")


def test_products_carry_what_reports_show():
    sku = Sku.objects.create(
        name="Tea",
        brand=Brand.objects.create(name="Acme"),
        category=Category.objects.create(name="TEA"),
        manufacturer=Manufacturer.objects.create(name="Acme Foods"),
        size_x_mm=60,
    )
    other = Sku.objects.create(name="Other")
    _, known = knowledge(realogram=seen(sku.pk, 999, alternative=other.pk))
    assert set(known.products) == {sku.pk, other.pk, 999}
    tea = known.products[sku.pk]
    assert (tea.name, tea.brand, tea.category, tea.manufacturer, tea.size_x_mm) == (
        "Tea",
        "Acme",
        "TEA",
        "Acme Foods",
        60,
    )
    # One that was deleted since it was recognised keeps its id.
    assert known.products[999].name == "SKU 999"
    assert not known.has_display


def test_the_first_display_that_demands_something_counts():
    skus = [Sku.objects.create(name=name) for name in "abc"]
    wanted = MustHaveList.objects.create(name="Must")
    record = MustHaveRecord.objects.create(
        musthavelist=wanted, name="Any", sku=skus[0], sku3=skus[2]
    )
    plan = Planogram.objects.create(name="Plan")
    planned = PlanogramRecord.objects.create(planogram=plan, sku=skus[1], shelf_index=2)
    PlanogramRecord.objects.create(planogram=plan, sku=None, shelf_index=3)
    bare = Display.objects.create(name="Bare")
    full = Display.objects.create(name="Full", musthavelist=wanted, planogram=plan)
    scene, known = knowledge(bare, full)
    assert known.has_display
    assert known.must_have is not None
    assert known.must_have.records == (MustHave(record.pk, "Any", (skus[0].pk, skus[2].pk)),)
    assert known.planogram is not None
    assert known.planogram.records == (Planned(planned.pk, skus[1].pk, 0, 2, 0, 1, 1),)
    assert demanded_skus(scene) == {sku.pk for sku in skus}
    assert set(known.products) == {sku.pk for sku in skus}


def test_displays_that_were_deleted_demand_nothing():
    display = Display.objects.create(name="Gone")
    scene, _ = knowledge(display)
    display.delete()
    assert demanded_skus(scene) == frozenset()
    known = master_data_of(scene, Realogram(()), ShelfSettings(), url_of=str)
    assert (known.has_display, known.must_have, known.planogram) == (False, None, None)


def test_planograms_and_displays_that_name_each_other_in_a_circle_do_no_harm():
    one, two = (Display.objects.create(name=name) for name in "ab")
    first = Planogram.objects.create(name="First", display=two)
    second = Planogram.objects.create(name="Second", display=one)
    Display.objects.filter(pk=one.pk).update(planogram=first)
    Display.objects.filter(pk=two.pk).update(planogram=second)
    one.refresh_from_db()
    _, known = knowledge(one)
    assert known.planogram is not None
    assert known.planogram.id == first.pk


def test_a_planogram_alone_may_name_its_display():
    display = Display.objects.create(name="Shelf")
    plan = Planogram.objects.create(name="Plan", display=display)
    _, known = knowledge(display)
    assert known.planogram is not None
    assert known.planogram.id == plan.pk


def test_options_come_from_the_settings():
    _, usual = knowledge()
    assert usual.options.promo_colours == ("red", "yellow")
    _, chosen = knowledge(promoColours=["Green"], shareDenominator="photos")
    assert chosen.options.promo_colours == ("green",)
    assert chosen.options.share_denominator == "photos"
