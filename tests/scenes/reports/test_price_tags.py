"""PRICE_TAGS and PANORAMA."""

from scenes.master_data import MasterData, Options, Product
from scenes.realogram import UNKNOWN, Panorama, Placement, PriceTag, Realogram
from scenes.reports.registry import REPORTS
from tests.scenes.reports.building import box, facing, master_of, photo

PRICES, PANORAMA = REPORTS["PRICE_TAGS"], REPORTS["PANORAMA"]
ONE = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)


def tag(number, price, facings, **more):
    return PriceTag(
        **{"id": number, "quad": box(0, 700), "price": price, "facings": facings, **more}
    )


def scene(*tags, facings=None):
    seen = facings or [facing(1, 4101), facing(2, 4101), facing(3, 4102)]
    return Realogram((photo(900001, seen, tags=tags),))


def test_a_price_is_told_as_clients_decode_it():
    product = Product(
        4101,
        "Tea Black 25",
        brand="Acme",
        category="TEA",
        manufacturer="Acme Foods",
        image_url="https://shop.example/tea.jpg",
    )
    colours = (("white", 0.31), ("red", 0.52), ("grey", 0.02))
    red = tag(550001, 99.9, (1, 2), colours=colours, currency="€", text="99.90", score=0.8)
    (entry,) = PRICES(scene(red), MasterData(products={4101: product}))
    detail = entry.pop("tags")
    assert entry == {
        "sku_id": 4101,
        "name": "Tea Black 25",
        "brand": "Acme",
        "manufacturer": "Acme Foods",
        "category": "TEA",
        "price": 99.9,
        "min_price": 99.9,
        "max_price": 99.9,
        "promo": True,
        "sku_image_url": "https://shop.example/tea.jpg",
        "price_tag_colors": ["red", "white"],
        "colors": [
            {"color": "red", "score": 0.52},
            {"color": "white", "score": 0.31},
            {"color": "grey", "score": 0.02},
        ],
        "result_pricetag": 550001,
        "result_object": 1,
        "currency": "€",
        "score": 0.8,
    }
    assert [(one["id"], one["image"], one["text"]) for one in detail] == [(550001, 900001, "99.90")]


def test_the_price_is_the_surest_one_and_the_others_are_its_spread():
    tags = [tag(1, 10, (1,), score=0.6), tag(2, 12, (2,), score=0.9), tag(3, 8, (1,), score=0.5)]
    (entry,) = PRICES(scene(*tags), master_of(4101))
    assert (entry["price"], entry["min_price"], entry["max_price"]) == (12, 8.0, 12.0)
    assert entry["result_pricetag"] == 2


def test_a_tag_that_cannot_be_read_gives_no_price():
    assert PRICES(scene(tag(1, None, (1,))), master_of(4101)) == []
    (entry,) = PRICES(scene(tag(1, None, (1,)), tag(2, 5.5, (2,))), master_of(4101))
    assert [one["price"] for one in entry["tags"]] == [None, 5.5]
    assert (entry["min_price"], entry["max_price"]) == (5.5, 5.5)


def test_one_tag_may_stand_for_several_skus():
    entries = PRICES(scene(tag(1, 7, (2, 3))), master_of(4101, 4102))
    assert [(one["sku_id"], one["result_object"]) for one in entries] == [(4101, 2), (4102, 3)]


def test_a_tag_without_a_product_and_a_product_without_a_name_have_no_price():
    placeholder = {4200: Product(4200, "Unknown product", is_placeholder=True)}
    seen = [facing(1, UNKNOWN), facing(2, 4200)]
    tags = [tag(1, 7, (1,)), tag(2, 7, (2,)), tag(3, 7, ()), tag(4, 7, (99,))]
    assert PRICES(scene(*tags, facings=seen), MasterData(products=placeholder)) == []


def test_what_counts_as_a_promotion_can_be_set():
    blue = tag(1, 7, (1,), colours=(("blue", 0.5),))
    assert not PRICES(scene(blue), MasterData())[0]["promo"]
    blue_means_it = MasterData(options=Options(promo_colours=("blue",)))
    assert PRICES(scene(blue), blue_means_it)[0]["promo"]
    assert PRICES(scene(tag(1, 7, (1,), promo=True)), MasterData())[0]["promo"]


def panorama_scene(**more):
    places = (Placement(900001, ONE, 0, 0), Placement(900002, ONE, 0, 1))
    one = Panorama(
        **{"width": 9100, "height": 4100, "placements": places, "stitched": True, **more}
    )
    return Realogram((photo(900001, []), photo(900002, [])), panoramas=(one,))


def test_a_panorama_is_an_upload_and_says_where_each_photo_lies():
    master = MasterData(panorama_uploads=((900077, "https://shop.example/p.jpg"),))
    assert PANORAMA(panorama_scene(skipped=(900003,)), master) == [
        {
            "image": 900077,
            "url": "https://shop.example/p.jpg",
            "width": 9100,
            "height": 4100,
            "images": [
                {"image": 900001, "homography": list(ONE), "row": 0, "column": 0},
                {"image": 900002, "homography": list(ONE), "row": 0, "column": 1},
            ],
            "skipped": [900003],
            "stitched": True,
        }
    ]


def test_a_panorama_without_a_picture_still_says_how_photos_lie():
    (entry,) = PANORAMA(panorama_scene(stitched=False), MasterData())
    assert (entry["image"], entry["url"], entry["stitched"]) == (None, "", False)
    assert len(entry["images"]) == 2
