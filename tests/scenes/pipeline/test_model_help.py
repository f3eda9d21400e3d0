"""A vision model's help with what was not named or read, over a provider on real HTTP."""

import io
import json
import logging

import cv2
import numpy as np
import pytest
from django.core.serializers import serialize
from PIL import Image

from core.engines import TextLine
from core.geometry import quad_of
from core.models import Job, TimelineRequest, TimelineStep
from scenes.models import Brand, Scene, ScenePhoto, ShelfSettings, Sku
from scenes.realogram import UNKNOWN, Alternative, Facing, PriceTag, SeenPhoto
from scenes.services.model_use import tokens_today
from tests.scripted_provider import fails, failures, says

KEY = "sk-secret-0123456789abcdefghij"
WIDE, TALL = 60, 90
PRODUCTS = {11: "Green tea 25", 12: "Black tea 25", 13: "Cocoa 200g"}
shown: dict[int, SeenPhoto] = {}
printed: list[TextLine] = []


class Reader:
    """A text engine that reads ``printed`` on whatever it is shown."""

    def read(self, pixels, **options):
        return list(printed)

    def read_strips(self, strips, **options):
        return list(printed)[: len(strips)]


def see(pixels, image, index, *, first_id=1, **more):
    """What the test says is on the photo."""
    seen = shown[pixels.shape[1]]
    facings = tuple(
        Facing(first_id + n, f.sku, f.quad, f.score, f.alternatives)
        for n, f in enumerate(seen.facings)
    )
    return SeenPhoto(image, seen.width, seen.height, facings=facings, tags=seen.tags)


def place(n, width=WIDE, height=TALL):
    left = 10 + 80 * n
    right, bottom = left + width, 10 + height
    return quad_of([(left, 10), (right, 10), (right, bottom), (left, bottom)])


def unnamed(n, *alternatives):
    """A product at the nth place that is one of ``alternatives``, (SKU, probability)."""
    others = tuple(Alternative(sku, score) for sku, score in alternatives)
    return Facing(n, UNKNOWN, place(n), 0.4, others)


def line(text, confidence=0.95):
    quad = quad_of([(0, 0), (20 * len(text), 0), (20 * len(text), 40), (0, 40)])
    return TextLine(text, quad, confidence)


def picture(*looks, width=640):
    """A shelf with a front of each look; the same look is the same print."""
    pixels = np.full((120, width, 3), 200, np.uint8)
    for n, look in enumerate(looks):
        random = np.random.default_rng(look)
        front = random.integers(0, 255, (9, 6, 3), dtype=np.uint8)
        front = cv2.resize(front, (WIDE, TALL), interpolation=cv2.INTER_NEAREST)
        left = 10 + 80 * n
        pixels[10 : 10 + TALL, left : left + WIDE] = front
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return file.getvalue()


@pytest.fixture(autouse=True)
def local(engines, settings, db):
    """The local engines see what the test has put into ``shown`` and ``printed``."""
    settings.SHELF_ENGINES = {**settings.SHELF_ENGINES, "see": f"{__name__}.see"}
    text = {"BACKEND": f"{__name__}.Reader", "OPTIONS": {}}
    settings.ENGINES = {**settings.ENGINES, "text": text}
    for pk, name in PRODUCTS.items():
        Sku.objects.create(pk=pk, name=name)
    shown.clear()
    printed.clear()


@pytest.fixture
def use(provider, shelf):
    """``use(modelTimeout=1)``: ask the scripted provider, with these settings."""

    def use(engines="both", **values):
        row = ShelfSettings.get_solo()
        usual = {"AIModelName": "some-model", "baseUrl": provider.base_url, "modelToken": KEY}
        for name, value in (usual | {"engines": engines} | values).items():
            setattr(row, name, value)
        row.configure()

    use()
    return use


@pytest.fixture
def recognised(call, recognize, drain):
    """``recognised([facing], looks=[1])``: what the scene shows of its one photo."""

    def recognised(facings=(), tags=(), *, looks=(), width=640):
        seen = SeenPhoto(0, width, 120, facings=tuple(facings), tags=tuple(tags))
        shown[width] = seen
        image = call.upload(picture(*(looks or range(len(facings))), width=width)).json()["id"]
        opened = recognize([image], ["FACING_COUNT", "REALOGRAM", "PRICE_TAGS"])
        drain()
        return call.get(f"scenes/{opened['id']}").json()["photos"][0]

    return recognised


def chooses(*names, tokens=1000):
    """Answer each picture with the number of the product of that name in the list asked about;
    a name that is not a text goes as it is."""

    def behave(connection, asked):
        listed = [row.split(". ", 1) for row in asked.texts.splitlines() if row[:1].isdigit()]
        numbers = {name: int(number) for number, name in listed}
        form = asked.body["response_format"]["json_schema"]["schema"]["properties"]
        values = [numbers.get(name) if isinstance(name, str) else name for name in names]
        says(dict(zip(form, values, strict=False)), tokens=tokens)(connection, asked)

    return behave


def reads(*prices):
    return says({f"picture_{n}": price for n, price in enumerate(prices, 1)})


def steps(name):
    return list(TimelineStep.objects.filter(name=name).order_by("pk"))


# --- naming ------------------------------------------------------------------------------------


def test_what_matching_could_not_name_is_named_from_the_catalogue(use, provider, recognised):
    provider.will(chooses("Black tea 25"))
    [facing] = recognised([unnamed(0, (11, 0.4), (12, 0.3))])["facings"]
    assert (facing["sku_id"], facing["named_by"]) == (12, "model")
    assert 0.8 < facing["score"] <= 0.95
    assert [other["sku_id"] for other in facing["alternatives"]] == [11]
    assert facing["quad"] == [list(point) for point in place(0)]
    [step] = steps("model_named")
    assert step.detail == {"photo": 0, "asked": 1, "left": 0, "named": 1}


def test_a_product_without_a_pack_shot_can_be_named(use, provider, recognised, call):
    provider.will(chooses("Cocoa 200g"))
    [facing] = recognised([unnamed(0, (11, 0.4))])["facings"]
    assert facing["sku_id"] == 13
    assert 0.5 <= facing["score"] < 0.8
    [report] = [r for r in call.get("reports/").json()["results"] if "COUNT" in r["report_type"]]
    counts = call.get(f"reports/{report['id']}").json()["json"]
    assert [(row["sku_id"], row["count"]) for row in counts] == [(13, 1)]


def test_the_realogram_says_who_named_a_product(use, provider, recognised, call):
    provider.will(chooses("Black tea 25"))
    recognised([unnamed(0, (12, 0.3)), Facing(2, 11, place(1), 0.9)])
    [report] = [r for r in call.get("reports/").json()["results"] if "REALO" in r["report_type"]]
    [photo] = call.get(f"reports/{report['id']}").json()["json"]
    assert [(a["sku_id"], a["named_by"]) for a in photo["annotations"]] == [
        (12, "model"),
        (11, "matching"),
    ]


def test_look_alikes_are_asked_about_once_and_named_alike(use, provider, recognised):
    provider.will(chooses("Green tea 25", "Cocoa 200g"))
    facings = [unnamed(n, (11, 0.4)) for n in range(5)]
    photo = recognised(facings, looks=[1, 1, 2, 1, 1])
    [asked] = provider.history
    assert len(asked.pictures) == 2
    assert [f["sku_id"] for f in photo["facings"]] == [11, 11, 13, 11, 11]


def test_what_is_named_already_is_neither_sent_nor_changed(use, provider, recognised):
    [facing] = recognised([Facing(1, 11, place(0), 0.9)])["facings"]
    assert (facing["sku_id"], facing["named_by"], provider.history) == (11, "matching", [])


@pytest.mark.parametrize("said", [None, 0, -1, 4, 999, "Green tea 25 "], ids=str)
def test_what_is_not_on_the_list_names_nothing(use, provider, recognised, said):
    provider.will(chooses(said))
    [facing] = recognised([unnamed(0, (11, 0.4))])["facings"]
    assert Sku.objects.get(pk=facing["sku_id"]).is_placeholder
    assert facing["named_by"] is None
    assert [other["sku_id"] for other in facing["alternatives"]] == [11]


def test_print_that_speaks_for_another_product_leaves_it_a_mere_possibility(
    use, provider, recognised
):
    provider.will(chooses("Cocoa 200g"))
    printed.append(line("GREEN TEA"))
    [facing] = recognised([unnamed(0, (11, 0.4))])["facings"]
    assert Sku.objects.get(pk=facing["sku_id"]).is_placeholder
    assert {other["sku_id"] for other in facing["alternatives"]} == {11, 13}


def test_candidates_are_narrowed_by_country_as_for_matching(use, provider, call, recognize, drain):
    Sku.objects.filter(pk=12).update(countries=["KZ"])
    shown[640] = SeenPhoto(0, 640, 120, facings=(unnamed(0, (11, 0.4)),))
    provider.will(chooses("Green tea 25"))
    image = call.upload(picture(1)).json()["id"]
    recognize([image], country_code="RU")
    drain()
    [asked] = provider.history
    assert "Green tea 25" in asked.texts
    assert "Black tea 25" not in asked.texts


def test_no_more_than_sixty_candidates_are_sent_and_the_likely_ones_are(use, provider, recognised):
    acme = Brand.objects.create(name="Acme")
    for number in range(100):
        Sku.objects.create(name=f"Tea no {number:03}", brand=acme)
    far = Sku.objects.create(name="Oolong")
    provider.will(chooses(None))
    printed.append(line("acme 077"))
    recognised([unnamed(0, (far.pk, 0.3))])
    listed = [row for row in provider.history[0].texts.splitlines() if row[:1].isdigit()]
    assert len([row for row in listed if "Acme Tea" in row or "Oolong" in row]) <= 60
    assert any("Oolong" in row for row in listed)
    assert any("Acme Tea no 077" in row for row in listed)


def test_only_cut_outs_leave_the_server(use, provider, recognised):
    provider.will(chooses("Green tea 25"))
    recognised([unnamed(0, (11, 0.4))], width=1600)
    [asked] = provider.history
    assert asked.key == KEY
    [url] = asked.pictures
    import base64

    sent = Image.open(io.BytesIO(base64.b64decode(url.split(",")[1])))
    assert sent.height / sent.width == pytest.approx(TALL / WIDE, rel=0.1)


# --- prices ------------------------------------------------------------------------------------


def tag(price=None, *, prices=(), currency=""):
    return PriceTag(1, place(0, 120, 60), price, prices, currency)


@pytest.mark.parametrize(
    ("said", "lines", "price"),
    [
        ("12.90", [], 12.9),
        ("$12.90", [line("12.90", 0.9)], 12.9),
        ("12.90", [line("2.90", 0.6)], 12.9),
        ("12.90", [line("12.98", 0.95)], None),
        ("129.0", [line("12.90", 0.95)], None),
        ("12.90", [line("1290", 0.95)], 12.9),
        ("not legible", [], None),
        ("12.90 or 13.90", [], None),
        ("12.90 / kg", [], None),
        ("", [], None),
        (None, [], None),
    ],
)
def test_a_price_is_taken_where_the_digits_read_here_do_not_speak_against_it(
    use, provider, recognised, said, lines, price
):
    provider.will(reads(said))
    printed.extend(lines)
    [shown_tag] = recognised(tags=[tag()])["tags"]
    assert shown_tag["price"] == price
    assert shown_tag["read_by"] == (None if price is None else "model")
    [step] = steps("model_priced")
    assert step.detail["read"] == int(price is not None)


def test_a_price_of_another_currency_or_with_cents_where_there_are_none_is_dropped(
    use, provider, recognised
):
    provider.will(reads("€12.90"))
    assert recognised(tags=[tag(currency="USD")])["tags"][0]["price"] is None
    provider.will(reads("129.90"))
    assert recognised(tags=[tag(currency="JPY")])["tags"][0]["price"] is None


def test_a_price_that_was_read_here_is_neither_sent_nor_changed(use, provider, recognised):
    assert recognised(tags=[tag(9.5)])["tags"][0]["price"] == 9.5
    assert provider.history == []


def test_the_price_agreed_on_is_surer_than_the_models_alone(use, provider, recognised):
    provider.always(reads("12.90"))
    alone = recognised(tags=[tag()])["tags"][0]["score"]
    printed.append(line("12.90", 0.7))
    agreed = recognised(tags=[tag()])["tags"][0]["score"]
    assert 0.5 <= alone < 0.7 < agreed < 1


# --- the model is not heard --------------------------------------------------------------------

FAILURES = failures(limit_s=3)


@pytest.mark.parametrize(("behaviour", "seconds", "outcome"), FAILURES.values(), ids=FAILURES)
def test_a_model_that_fails_takes_nothing_away_and_the_timeline_says_so(
    use, provider, recognised, behaviour, seconds, outcome
):
    provider.always(behaviour)
    use(modelTimeout=seconds)
    photo = recognised([unnamed(0, (11, 0.4)), Facing(2, 12, place(1), 0.9)], [tag()])
    assert (photo["state"], len(photo["facings"])) == ("recognised", 2)
    assert Scene.objects.get().state == Scene.State.MERGED
    assert [step.outcome for step in steps("model_call")] == [outcome]


def test_a_bug_in_the_help_takes_nothing_away_either(use, provider, recognised, monkeypatch):
    monkeypatch.setattr("scenes.model_help.completing.narrowed", lambda *_: 1 / 0)
    [facing] = recognised([unnamed(0, (11, 0.4))])["facings"]
    assert Sku.objects.get(pk=facing["sku_id"]).is_placeholder
    assert [step.outcome for step in steps("model_named")] == ["ZeroDivisionError"]


def test_after_a_failure_the_other_photos_of_the_scene_do_not_wait_for_it(
    use, provider, call, recognize, drain
):
    provider.always(fails(503))
    shown[640] = SeenPhoto(0, 640, 120, facings=(unnamed(0, (11, 0.4)),))
    images = [call.upload(picture(look)).json()["id"] for look in (1, 2, 3)]
    recognize(images)
    drain()
    assert len(provider.history) == 1
    outcomes = [step.outcome for step in steps("model_call")]
    assert outcomes == ["engine_unavailable", "given_up", "given_up"]
    assert Scene.objects.get().state == Scene.State.MERGED


def test_with_local_engines_or_without_a_key_nothing_leaves_the_server(use, provider, recognised):
    use("local")
    recognised([unnamed(0, (11, 0.4))])
    use(modelToken="", baseUrl="https://models.example/v1")
    recognised([unnamed(0, (11, 0.4))])
    assert provider.history == []
    assert list(Scene.objects.values_list("model", flat=True)) == [{}, {}]


def test_an_empty_catalogue_asks_nobody(use, provider, recognised):
    Sku.objects.all().delete()
    recognised([unnamed(0)])
    assert provider.history == []


# --- tokens ------------------------------------------------------------------------------------


def test_tokens_are_noted_with_the_photo_and_for_the_token_of_the_caller(use, provider, recognised):
    provider.will(chooses("Green tea 25", tokens=1234))
    recognised([unnamed(0, (11, 0.4))])
    assert ScenePhoto.objects.get().tokens == 1234
    assert TimelineRequest.objects.get(pk=Scene.objects.get().timeline_id).tokens == 1234
    assert tokens_today(Scene.objects.get().key_id) == 1234
    [step] = steps("model_call")
    assert step.detail | {"tokens": 1234, "model": "some-model", "about": "products"} == step.detail


def test_spent_tokens_leave_the_local_engines(use, provider, recognised):
    provider.always(chooses("Green tea 25", tokens=1000))
    use(tokensPerDay=900)
    assert recognised([unnamed(0, (11, 0.4))])["facings"][0]["named_by"] == "model"
    assert recognised([unnamed(0, (11, 0.4))])["facings"][0]["named_by"] is None
    assert len(provider.history) == 1
    assert steps("model_call")[-1].outcome == "tokens_used_up"


@pytest.mark.parametrize(
    "behaviour", [chooses("Green tea 25"), says("nonsense"), fails(400, f"bad key {KEY}")]
)
def test_no_key_reaches_a_log_a_job_or_a_timeline(
    use, provider, recognised, behaviour, caplog, capfd
):
    caplog.set_level(logging.DEBUG)
    provider.always(behaviour)
    recognised([unnamed(0, (11, 0.4))])
    rows = "".join(serialize("json", model.objects.all()) for model in (Job, TimelineStep, Scene))
    assert provider.history
    assert KEY not in rows + caplog.text + "".join(capfd.readouterr())
    assert KEY not in json.dumps(provider.history[0].body)
