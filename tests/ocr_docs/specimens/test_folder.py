"""A folder of specimens: what labels.json says of each picture."""

import json

from PIL import Image

from ocr_docs.specimens.folder import Order, write
from ocr_docs.specimens.strangers import draw_stranger


def test_labels_tell_of_every_picture_in_its_order(tmp_path):
    names = list(write(tmp_path, Order(count=2, others=1, seed=5, damage="none", dpi=150)))
    labels = json.loads((tmp_path / "labels.json").read_text(encoding="utf-8"))
    assert [image["image"] for image in labels["images"]] == names
    for image in labels["images"]:
        with Image.open(tmp_path / image["image"]) as picture:
            assert picture.size == (image["width"], image["height"])
    book, _, other = labels["images"]
    assert all(field["value"] and field["quads"] for field in book["fields"].values())
    assert (other["kind"], other["fields"]) == ("other", {})


def test_a_folder_left_half_drawn_has_the_labels_of_what_is_there(tmp_path):
    drawing = write(tmp_path, Order(count=3, others=0, seed=5, damage="none", kind="upper"))
    name = next(drawing)
    labels = json.loads((tmp_path / "labels.json").read_text(encoding="utf-8"))
    assert [image["image"] for image in labels["images"]] == [name]


def test_pictures_of_no_book_take_turns_and_are_large_enough_to_be_sent():
    for number in range(11):
        stranger = draw_stranger(number, number, 200)
        assert stranger.kind == "other"
        assert min(stranger.pixels.shape[:2]) >= 500
