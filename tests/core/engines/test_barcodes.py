import cv2
import numpy as np
import pytest
import zxingcpp

from core.engines.barcodes import ZxingCpp
from core.geometry import box_of


def picture_of(text, name, *, scale=3, canvas=(600, 900), at=(200, 150)):
    made = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, name))
    symbol = np.array(zxingcpp.write_barcode_to_image(made, scale=scale))
    photo = np.full((*canvas, 3), 225, np.uint8)
    top, left = at
    photo[top : top + symbol.shape[0], left : left + symbol.shape[1]] = symbol[..., None]
    return photo


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("CNK8181G2C", "Code128"),
        ("165627", "Code39"),
        ("4006381333931", "EAN13"),
        ("VS20-118734", "QRCode"),
        ("AB-77-1002", "DataMatrix"),
    ],
)
def test_it_reads_the_usual_symbologies(text, name):
    (found,) = ZxingCpp().read(picture_of(text, name))
    assert (found.text, found.format) == (text, name)
    box = box_of(found.quad)
    assert box.left >= 150
    assert box.top >= 190


@pytest.mark.parametrize("quarter", [1, 2, 3])
def test_it_reads_turned_codes(quarter):
    photo = np.ascontiguousarray(np.rot90(picture_of("CNK8181G2C", "Code128"), quarter))
    assert [found.text for found in ZxingCpp().read(photo)] == ["CNK8181G2C"]


def test_control_characters_of_a_gs1_code_are_kept():
    photo = picture_of("hello \x1d world", "QRCode")
    (found,) = ZxingCpp().read(photo)
    assert "\x1d" in found.text


def test_a_code_seen_in_several_looks_counts_once():
    photo = picture_of("CNK8181G2C", "Code128", scale=2)
    photo[400:560] = picture_of("AB-77-1002", "Code128", scale=2)[140:300]
    assert sorted(found.text for found in ZxingCpp().read(photo)) == ["AB-77-1002", "CNK8181G2C"]


def test_a_code_in_the_shade_is_read():
    photo = picture_of("CNK8181G2C", "Code128").astype(np.float32)
    shade = np.linspace(0.15, 1.0, photo.shape[1])[None, :, None]
    blurred = cv2.GaussianBlur(photo * shade, (0, 0), 1.2)
    assert [found.text for found in ZxingCpp().read(blurred.astype(np.uint8))] == ["CNK8181G2C"]


def test_places_on_large_photos_are_in_photo_pixels():
    photo = picture_of("CNK8181G2C", "Code128", canvas=(2200, 3000), at=(1500, 2000))
    (found,) = ZxingCpp().read(photo)
    box = box_of(found.quad)
    assert 2000 <= box.left < 2060
    assert 1490 <= box.top < 1600


def test_an_empty_photo_has_no_codes():
    assert ZxingCpp().read(np.full((480, 640, 3), 255, np.uint8)) == []
