import base64
import hashlib
import io
import struct
import zlib
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pillow_heif
import pytest
from PIL import Image, ImageOps

from core.errors import ImageTooLarge, InvalidInput, UnsupportedImage
from core.photos import from_base64, from_bytes, from_upload

# Four flat quarters: red, green / blue, yellow. 60 wide and 40 high, so that a turn shows.
WIDTH, HEIGHT = 60, 40
CORNERS = {(5, 5): (255, 0, 0), (5, 54): (0, 255, 0), (34, 5): (0, 0, 255), (34, 54): (255, 255, 0)}
GPS_IFD, MAKE = 0x8825, 0x010F


def quarters() -> Image.Image:
    image = Image.new("RGB", (WIDTH, HEIGHT))
    for (row, column), colour in CORNERS.items():
        left, top = (column // 30) * 30, (row // 20) * 20
        image.paste(colour, (left, top, left + 30, top + 20))
    return image


def encoded(image: Image.Image, name: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, name, **options)
    return buffer.getvalue()


def shows_the_quarters(pixels: np.ndarray, tolerance: int = 12) -> bool:
    return pixels.shape == (HEIGHT, WIDTH, 3) and all(
        np.abs(pixels[place].astype(int) - colour).max() <= tolerance
        for place, colour in CORNERS.items()
    )


def png_claiming(width: int, height: int, depth: int = 1, colour_type: int = 0) -> bytes:
    """A PNG whose header claims a size; its body is one tiny well-compressed stream."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = struct.pack(">IIBBBBB", width, height, depth, colour_type, 0, 0, 0)
    body = zlib.compress(bytes(10_000_000), 9)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("name", "options", "media_type"),
    [
        ("JPEG", {"quality": 95, "subsampling": 0}, "image/jpeg"),
        ("JPEG", {"quality": 95, "subsampling": 0, "progressive": True}, "image/jpeg"),
        ("PNG", {}, "image/png"),
        ("WEBP", {"lossless": True}, "image/webp"),
        ("GIF", {}, "image/gif"),
        ("BMP", {}, "image/bmp"),
        ("TIFF", {"compression": "tiff_lzw"}, "image/tiff"),
        ("HEIF", {"quality": 95, "chroma": 444}, "image/heif"),
    ],
)
def test_every_readable_format_becomes_upright_rgb(
    name: str, options: dict[str, object], media_type: str
) -> None:
    data = encoded(quarters(), name, **options)

    photo = from_bytes(data)

    assert (photo.format, photo.media_type) == (name, media_type)
    assert (photo.width, photo.height) == (WIDTH, HEIGHT)
    assert photo.digest == hashlib.sha256(data).hexdigest()
    assert photo.data == data
    assert photo.pixels().dtype == np.uint8
    assert shows_the_quarters(photo.pixels())


@pytest.mark.parametrize("name", ["JPEG", "PNG", "WEBP", "TIFF", "HEIF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_turned_photo_is_turned_back_once(name: str, orientation: int) -> None:
    # exif_transpose of an image with the inverse orientation gives what a camera would store.
    inverse = {6: 8, 8: 6}.get(orientation, orientation)
    stored = quarters()
    stored.getexif()[0x0112] = inverse
    stored = ImageOps.exif_transpose(stored)
    exif = Image.Exif()
    exif[0x0112] = orientation
    options = {"WEBP": {"lossless": True}, "HEIF": {"quality": 95, "chroma": 444}}
    jpeg = {"quality": 95, "subsampling": 0}

    photo = from_bytes(encoded(stored, name, exif=exif.tobytes(), **options.get(name, jpeg)))

    assert (photo.width, photo.height) == (WIDTH, HEIGHT)
    assert shows_the_quarters(photo.pixels())


def test_a_damaged_exif_block_does_not_spoil_the_photo() -> None:
    data = encoded(quarters(), "JPEG", quality=95, subsampling=0, exif=b"Exif\0\0garbage")

    assert shows_the_quarters(from_bytes(data).pixels())


@pytest.mark.parametrize("mode", ["L", "1", "P", "CMYK", "YCbCr"])
def test_other_colour_modes_become_rgb(mode: str) -> None:
    name = {"CMYK": "JPEG", "YCbCr": "JPEG"}.get(mode, "PNG")
    pixels = from_bytes(encoded(quarters().convert(mode), name)).pixels()

    assert pixels.shape == (HEIGHT, WIDTH, 3)
    assert (
        np.abs(
            pixels[5, 5].astype(int) - quarters().convert(mode).convert("RGB").getpixel((5, 5))
        ).max()
        < 12
    )


def test_a_cmyk_jpeg_keeps_its_colours() -> None:
    data = encoded(quarters().convert("CMYK"), "JPEG", quality=95, subsampling=0)

    assert shows_the_quarters(from_bytes(data).pixels(), tolerance=20)


def test_a_16_bit_picture_keeps_its_greys() -> None:
    ramp = np.linspace(0, 65_535, 256, dtype=np.uint16).reshape(16, 16)

    pixels = from_bytes(encoded(Image.fromarray(ramp), "PNG")).pixels()

    assert np.array_equal(pixels[:, :, 0], (ramp >> 8).astype(np.uint8))


def test_32_bit_samples_are_refused_in_words() -> None:
    data = encoded(Image.fromarray(np.zeros((4, 4), dtype=np.float32)), "TIFF")

    with pytest.raises(UnsupportedImage, match="unsupported_image") as refusal:
        from_bytes(data).pixels()
    assert refusal.value.message == "Images with 32 bits per sample cannot be read."


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_transparency_lies_on_white(mode: str) -> None:
    image = Image.new(mode, (4, 4), (0,) * len(mode))

    assert (from_bytes(encoded(image, "PNG")).pixels() == 255).all()


def test_a_transparent_palette_colour_lies_on_white() -> None:
    image = Image.new("P", (4, 4), 3)
    image.putpalette(range(30))
    data = encoded(image, "PNG", transparency=3)

    assert (from_bytes(data).pixels() == 255).all()


def test_a_transparent_key_colour_lies_on_white() -> None:
    data = encoded(Image.new("RGB", (4, 4), (1, 2, 3)), "PNG", transparency=(1, 2, 3))

    assert (from_bytes(data).pixels() == 255).all()


@pytest.mark.parametrize("name", ["GIF", "WEBP", "PNG", "TIFF"])
def test_of_an_animation_only_the_first_frame_is_read(name: str) -> None:
    others = [
        Image.new("RGB", (WIDTH, HEIGHT), "black"),
        Image.new("RGB", (WIDTH, HEIGHT), "white"),
    ]
    options = {"lossless": True} if name == "WEBP" else {}

    data = encoded(quarters(), name, save_all=True, append_images=others, **options)

    assert shows_the_quarters(from_bytes(data).pixels())


def test_of_a_multi_picture_jpeg_the_first_is_read() -> None:
    second = Image.new("RGB", (8, 8))
    data = encoded(
        quarters(), "MPO", save_all=True, append_images=[second], quality=95, subsampling=0
    )

    photo = from_bytes(data)

    assert photo.format == "JPEG"
    assert shows_the_quarters(photo.pixels())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00" * 1000,
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<?xml version='1.0'?><svg/>",
        b"<!doctype html><title>no photo</title>",
        b"%PDF-1.7\n",
        b"%PDF-1.7\n" + encoded(quarters(), "JPEG"),
        b"<html>" + encoded(quarters(), "GIF"),
        b"%!PS-Adobe-3.0 EPSF-3.0\n",
        b"8BPS\x00\x01" + bytes(20),
        b"\x00\x00\x01\x00\x01\x00\x10\x10",
        b"\x00\x00\x00\x18ftypmp42" + bytes(20),
        b"\x00\x00\x00\x1cftypavif" + bytes(20),
        b"RIFF\x00\x00\x00\x00AVI LIST",
        b"\x1aE\xdf\xa3matroska",
        b"SIMPLE  =                    T",
        b"PK\x03\x04" + bytes(30),
        b"GIF89a/*" + b"=0;*/alert(1)//",
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xe0" + bytes(100),
        b"\x89PNG\r\n\x1a\n",
        b"BM" + bytes(60),
        b"II*\x00\xff\xff\xff\xff",
        b"RIFF\x10\x00\x00\x00WEBPVP8 ",
        b"\x00\x00\x00\x18ftypheic" + bytes(40),
    ],
)
def test_what_is_no_image_is_refused(data: bytes) -> None:
    with pytest.raises(UnsupportedImage):
        from_bytes(data).pixels()


def test_a_picture_that_is_also_a_script_is_decoded_as_a_picture_only() -> None:
    data = encoded(quarters(), "GIF") + b"\n/*</script><script>alert(1)</script>*/"
    photo = from_bytes(data)

    assert shows_the_quarters(photo.pixels())
    assert b"script" not in photo.jpeg()


def test_a_jpeg_that_is_also_a_pdf_is_decoded_as_a_jpeg_only() -> None:
    data = encoded(quarters(), "JPEG", quality=95, subsampling=0, comment=b"%PDF-1.7 obj")
    photo = from_bytes(data)

    assert shows_the_quarters(photo.pixels())
    assert b"%PDF" not in photo.jpeg()


@pytest.mark.parametrize("name", ["JPEG", "PNG", "WEBP", "GIF", "TIFF", "HEIF", "BMP"])
@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_a_cut_off_file_is_refused_and_never_half_read(name: str, share: float) -> None:
    noise = Image.fromarray(np.random.default_rng(7).integers(0, 255, (200, 300, 3), np.uint8))
    data = encoded(noise, name)

    with pytest.raises(UnsupportedImage) as refusal:
        from_bytes(data[: int(len(data) * share)]).pixels()
    assert refusal.value.message.startswith("The image file is")


def test_too_many_bytes_are_refused_before_anything_is_read() -> None:
    data = encoded(quarters(), "BMP")

    assert from_bytes(data, max_bytes=len(data))
    with pytest.raises(ImageTooLarge):
        from_bytes(data, max_bytes=len(data) - 1)


def test_900_megapixels_in_10_kilobytes_are_refused_from_the_header() -> None:
    data = png_claiming(30_000, 30_000)
    assert len(data) < 11_000

    with pytest.raises(ImageTooLarge):
        from_bytes(data)


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_100_megapixels_are_refused() -> None:
    with pytest.raises(ImageTooLarge) as refusal:
        from_bytes(png_claiming(10_000, 10_000))
    assert refusal.value.message == "The image has more than 60 megapixels."


@pytest.mark.filterwarnings("error::PIL.Image.DecompressionBombWarning")
def test_pillows_warning_is_a_refusal_too() -> None:
    with pytest.raises(ImageTooLarge):
        from_bytes(png_claiming(10_000, 10_000))


def test_50_megapixels_are_read() -> None:
    photo = from_bytes(encoded(Image.new("L", (8_192, 6_144), 200), "JPEG"))

    assert photo.pixels().shape == (6_144, 8_192, 3)


def test_the_pixel_limit_is_the_callers() -> None:
    data = encoded(quarters(), "PNG")

    assert from_bytes(data, max_pixels=WIDTH * HEIGHT)
    with pytest.raises(ImageTooLarge):
        from_bytes(data, max_pixels=WIDTH * HEIGHT - 1)


def test_a_gif_whose_frame_outgrows_its_screen_is_measured_by_its_frame() -> None:
    data = bytearray(encoded(quarters(), "GIF"))
    data[6:10] = struct.pack("<HH", 1, 1)

    with pytest.raises(ImageTooLarge):
        from_bytes(bytes(data), max_pixels=100)


def test_a_jpeg_of_thousands_of_scans_is_refused() -> None:
    data = encoded(quarters(), "JPEG", progressive=True)
    scan = data[data.rindex(b"\xff\xda") : -2]
    bomb = data[:-2] + scan * 2_000 + b"\xff\xd9"

    with pytest.raises(ImageTooLarge):
        from_bytes(bomb)


def test_what_follows_a_jpeg_is_not_counted_as_scans() -> None:
    data = encoded(quarters(), "JPEG", quality=95, subsampling=0) + b"\xff\xda\x00\x02" * 1_000

    assert shows_the_quarters(from_bytes(data).pixels())


def test_zero_sized_pictures_are_refused() -> None:
    with pytest.raises(UnsupportedImage):
        from_bytes(png_claiming(0, 10)).pixels()


def test_pixels_are_decoded_once_and_cannot_be_changed() -> None:
    photo = from_bytes(encoded(quarters(), "PNG"))

    assert photo.pixels() is photo.pixels()
    with pytest.raises(ValueError, match="read-only"):
        photo.pixels()[0, 0] = 0


def test_many_threads_decode_many_photos() -> None:
    data = [encoded(quarters(), name) for name in ("PNG", "GIF", "BMP", "TIFF")] * 10
    photos = [from_bytes(item) for item in data]

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda photo: photo.pixels(), photos * 2))

    assert all(shows_the_quarters(pixels) for pixels in results)


def test_a_new_jpeg_carries_no_metadata() -> None:
    exif = Image.Exif()
    exif[MAKE] = "SecretCamera"
    exif.get_ifd(GPS_IFD)[1] = "N"
    data = encoded(
        quarters(), "JPEG", exif=exif, comment=b"SecretComment", icc_profile=b"SecretProfile",
        xmp=b"<x:xmpmeta>SecretXmp</x:xmpmeta>",
    )  # fmt: skip
    assert data.count(b"Secret") == 4

    written = from_bytes(data).jpeg()

    assert b"Secret" not in written
    assert b"Exif" not in written
    assert not Image.open(io.BytesIO(written)).getexif()


def test_a_new_jpeg_is_upright_and_no_larger_than_asked() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    photo = from_bytes(encoded(Image.new("RGB", (400, 200)), "JPEG", exif=exif))

    assert Image.open(io.BytesIO(photo.jpeg())).size == (200, 400)
    assert Image.open(io.BytesIO(photo.jpeg(max_side=100))).size == (50, 100)
    assert Image.open(io.BytesIO(photo.jpeg(max_side=1000))).size == (200, 400)
    assert len(photo.jpeg(quality=20)) <= len(photo.jpeg(quality=95))


@pytest.mark.parametrize(
    "spell",
    [
        lambda data: base64.b64encode(data).decode(),
        lambda data: base64.urlsafe_b64encode(data).decode(),
        lambda data: base64.b64encode(data).decode().rstrip("="),
        lambda data: base64.encodebytes(data).decode(),
        lambda data: base64.encodebytes(data).decode().replace("\n", "\r\n"),
        lambda data: "data:image/png;base64," + base64.b64encode(data).decode(),
        lambda data: " data:image/jpeg;charset=x;BASE64," + base64.urlsafe_b64encode(data).decode(),
    ],
)
@pytest.mark.parametrize("padding", [0, 1, 2])
def test_base64_is_read_in_every_spelling(spell, padding: int) -> None:
    data = encoded(quarters(), "PNG")
    data += b"\x00" * ((padding - len(data)) % 3)

    assert from_base64(spell(data)).data == data


@pytest.mark.parametrize("text", ["?", "a", "äöü", "data:image/png,rawtext", "AA=AA", "A" * 5])
def test_text_that_is_not_base64_is_invalid_input(text: str) -> None:
    with pytest.raises(InvalidInput):
        from_base64(text)


def test_base64_of_nothing_is_an_empty_file() -> None:
    with pytest.raises(UnsupportedImage) as refusal:
        from_base64("")
    assert refusal.value.message == "The file is empty."


def test_base64_that_must_be_too_large_is_refused_before_decoding() -> None:
    with pytest.raises(ImageTooLarge):
        from_base64("?" * 10_000, max_bytes=1_000)
    with pytest.raises(ImageTooLarge):
        from_base64(base64.b64encode(bytes(1_001)).decode(), max_bytes=1_000)


def test_of_an_upload_never_more_than_the_cap_is_read() -> None:
    upload = io.BytesIO(encoded(quarters(), "BMP"))

    with pytest.raises(ImageTooLarge):
        from_upload(upload, max_bytes=100)
    assert upload.tell() == 101


def test_an_upload_becomes_a_photo() -> None:
    assert shows_the_quarters(from_upload(io.BytesIO(encoded(quarters(), "PNG"))).pixels())


def test_the_heif_decoder_takes_ten_bit_pictures() -> None:
    deep = np.full((40, 60, 3), 32_768, dtype=np.uint16)
    buffer = io.BytesIO()
    pillow_heif.encode("RGB;16", (60, 40), deep.tobytes(), buffer, quality=95)

    pixels = from_bytes(buffer.getvalue()).pixels()

    assert np.abs(pixels.astype(int) - 128).max() < 6
