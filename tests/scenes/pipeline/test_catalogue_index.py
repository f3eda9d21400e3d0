"""The index of pack shots: what is saved is recognised next, in every process."""

import io
import threading
import time

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from core.photos import from_bytes
from scenes import catalogue_index
from scenes.catalogue_index import Catalogue, prepare
from scenes.drawing.packs import draw_pack_shot
from scenes.matching import FEATURES_VERSION
from scenes.models import PackShot, Sku
from scenes.services.catalogue import set_pack_shots
from scenes.services.uploads import keep


def upload_of(pixels):
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return keep(from_bytes(file.getvalue()))


@pytest.fixture
def pack(db):
    """``pack(seed)``: a SKU with a drawn pack shot."""

    def make(seed, **values):
        sku = Sku.objects.create(name=f"Drawn {seed}", **values)
        set_pack_shots(sku, [upload_of(draw_pack_shot(seed)).pk])
        return sku

    return make


@pytest.fixture
def catalogue():
    return Catalogue()


def skus(index):
    return sorted(entry.sku for entry in index.entries)


def test_a_new_sku_is_in_the_index_at_the_next_look(pack, catalogue):
    assert skus(catalogue.index()) == []
    first = pack(1, size_x_mm=60, size_y_mm=90)
    [entry] = catalogue.index().entries
    assert (entry.sku, entry.size_x_mm, entry.size_y_mm) == (first.pk, 60, 90)
    second = pack(2)
    started = time.monotonic()
    assert skus(catalogue.index()) == [first.pk, second.pk]
    assert time.monotonic() - started < 2


def test_features_are_computed_once_for_all_processes(pack, catalogue, monkeypatch):
    pack(1)
    computed = []
    real = catalogue_index.features_of
    monkeypatch.setattr(
        catalogue_index, "features_of", lambda pixels: computed.append(1) or real(pixels)
    )
    catalogue.index()
    Catalogue().index()
    assert len(computed) == 1
    shot = PackShot.objects.get()
    assert (shot.features_version, shot.problem) == (FEATURES_VERSION, "")


def test_without_a_change_the_index_is_the_same_at_one_query(pack, catalogue):
    pack(1)
    index = catalogue.index()
    with CaptureQueriesContext(connection) as queries:
        assert catalogue.index() is index
    assert len(queries) == 1


def test_only_what_changed_is_read_again(pack, catalogue):
    kept, changed = pack(1), pack(2)
    before = {entry.sku: entry for entry in catalogue.index().entries}
    changed.size_x_mm = 75
    changed.save()
    after = {entry.sku: entry for entry in catalogue.index().entries}
    assert after[kept.pk] is before[kept.pk]
    assert after[changed.pk].size_x_mm == 75


def test_what_is_deleted_or_becomes_a_placeholder_leaves_the_index(pack, catalogue):
    gone, placeholder, stays = pack(1), pack(2), pack(3)
    assert len(catalogue.index().entries) == 3
    gone.delete()
    placeholder.is_placeholder = True
    placeholder.save()
    assert skus(catalogue.index()) == [stays.pk]


def test_a_sku_has_as_many_entries_as_pack_shots(pack, catalogue):
    sku = pack(1)
    first = sku.pack_shots.get().upload_id
    set_pack_shots(sku, [first, upload_of(draw_pack_shot(9)).pk])
    assert skus(catalogue.index()) == [sku.pk, sku.pk]


def test_a_pack_shot_that_shows_nothing_says_so_and_harms_no_other(pack, catalogue):
    good = pack(1)
    plain = Sku.objects.create(name="Plain")
    set_pack_shots(plain, [upload_of(np.full((300, 200, 3), 240, np.uint8)).pk])
    gone = pack(3)
    shot = gone.pack_shots.select_related("upload").get()
    shot.upload.file.storage.delete(shot.upload.file.name)
    assert skus(catalogue.index()) == [good.pk]
    assert "no print or pattern" in PackShot.objects.get(sku=plain).problem
    assert PackShot.objects.get(sku=gone).problem == "The photo's file is gone."
    assert Sku.objects.filter(pack_shots=None).count() == 0


def test_features_of_an_older_version_are_computed_anew(pack, catalogue):
    sku = pack(1)
    catalogue.index()
    PackShot.objects.update(features=b"old", features_version=FEATURES_VERSION - 1)
    assert skus(Catalogue().index()) == [sku.pk]
    assert PackShot.objects.get().features_version == FEATURES_VERSION


def test_an_import_is_prepared_before_a_photo_needs_it(pack):
    for seed in range(3):
        pack(seed)
    assert prepare() == 3
    assert prepare() == 0
    assert PackShot.objects.exclude(features=None).count() == 3


@pytest.mark.django_db(transaction=True)
def test_threads_share_one_index(pack, catalogue):
    for seed in range(3):
        pack(seed)
    found = []

    def look():
        found.append(catalogue.index())
        connection.close()

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(found) == 4
    assert len({id(index) for index in found}) == 1
