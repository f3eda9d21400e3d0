"""A drawn shelf through everything that is real: matching, price tags, merging, panorama.

How often they are right is measured by ``manage.py evaluate``; here the parts meet.
"""

import io
from collections import Counter

import pytest
from django.conf import settings as configured
from PIL import Image

from scenes.drawing.packs import draw_pack_shot
from scenes.drawing.plans import Wishes, random_plan
from scenes.drawing.scene import draw_scene
from scenes.drawing.shots import Grid
from scenes.models import Scene, Sku

SHELF = {
    "see": "scenes.seeing.see",
    "merge": "scenes.merging.merge",
    "compose": "scenes.stitching.compose",
}
REAL_TEXT = configured.ENGINES["text"]


@pytest.fixture
def real(engines, settings):
    settings.SHELF_ENGINES = SHELF
    settings.ENGINES = {**settings.ENGINES, "text": REAL_TEXT}


def test_a_drawn_shelf_in_two_photos_is_counted_once(real, call, recognize, drain, report):
    wishes = Wishes(shelves=2, products=4, width_mm=700, gaps=0, piles=0, tagged=1)
    drawn = draw_scene(random_plan(9, wishes), 9, Grid(columns=2, side=1000, skew=0.3))
    ids = {}
    for product in drawn.products:
        shot = io.BytesIO()
        Image.fromarray(draw_pack_shot(product.sku)).save(shot, "PNG")
        image = call.upload(shot.getvalue()).json()["id"]
        made = {"name": f"Drawn {product.sku}", "image": image}
        made |= {"size_x_mm": product.width_mm, "size_y_mm": product.height_mm}
        ids[product.sku] = call.made("sku/", made)["id"]
    images = [call.upload(photo.data).json()["id"] for photo in drawn.photos]
    names = ["FACING_COUNT", "REALOGRAM", "PRICE_TAGS", "PANORAMA", "SHARE_OF_SPACE"]
    opened = recognize(images, names, panorama_stack_height=1, panorama_stack_width=2)
    drain()
    made = {name: report(pk) for name, pk in opened["reports"].items()}
    assert {body["status"] for body in made.values()} == {"READY"}, made
    truth = Counter(
        ids[sku] for _, sku in {(f.product, f.sku) for photo in drawn.photos for f in photo.facings}
    )
    unknown = Sku.objects.filter(is_placeholder=True).values_list("pk", flat=True)
    rows = made["FACING_COUNT"]["json"]
    counted = Counter({row["sku_id"]: row["count"] for row in rows if row["sku_id"] not in unknown})
    wrong = sum(abs(truth[sku] - counted[sku]) for sku in truth | counted)
    assert wrong <= 0.2 * truth.total(), (truth, counted)
    scene = Scene.objects.get()
    assert [row["image"] for row in made["REALOGRAM"]["json"]] == images
    tally = Counter(
        annotation["sku_id"]
        for row in made["REALOGRAM"]["json"]
        for annotation in row["annotations"]
        if not annotation["duplicate"]
    )
    assert tally == Counter({row["sku_id"]: row["count"] for row in rows})
    _duplicates_are_views_of_what_another_photo_counts(made["REALOGRAM"]["json"])
    assert made["PRICE_TAGS"]["json"]
    assert made["PANORAMA"]["json"][0]["image"] == scene.panoramas.get().pk


def _duplicates_are_views_of_what_another_photo_counts(realogram):
    counted, seen_again = {}, []
    for row in realogram:
        for annotation in row["annotations"]:
            if annotation["duplicate"]:
                seen_again.append((annotation["track_id"], row["image"], annotation["sku_id"]))
            else:
                # Every physical product is counted by one view of it alone.
                assert annotation["track_id"] not in counted
                counted[annotation["track_id"]] = row["image"], annotation["sku_id"]
    assert seen_again
    for track, image, sku in seen_again:
        assert counted[track][0] != image
        assert counted[track][1] == sku
