"""Pages of documents: PDF and TIFF of many pages, and what is refused before it is decoded."""

import base64
import io
import zipfile
import zlib
from concurrent.futures import ThreadPoolExecutor
from itertools import zip_longest

import numpy as np
import pytest
from PIL import Image
from PIL.TiffImagePlugin import AppendingTiffWriter

from core import pages
from core.errors import ImageTooLarge, InvalidInput, TooManyPages, UnsupportedImage
from core.photos import bytes_of_base64

LIMITS = {"max_bytes": 10_000_000, "max_pages": 30, "max_pixels": 60_000_000}
A4 = (595, 842)
NEW_SUBFILE_TYPE, ORIENTATION = 254, 274


def opened(data, **limits):
    return pages.open_document(data, **{**LIMITS, **limits})


def stream(entries, body):
    return b"<<%b/Length %d>>stream\n%b\nendstream" % (entries, len(body), body)


def pdf(objects, trailer=b""):
    """A PDF of numbered objects; the first is the catalogue."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF"
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
        + table
        + end % (len(objects) + 1, trailer, len(out))
    )


def pdf_of(sizes, content=b"", page=b"", resources=b"", more=()):
    """Pages of these sizes in points, all with the same content; ``more`` begin at 4 + pages."""
    first = 4
    kids = b" ".join(b"%d 0 R" % (first + n) for n in range(len(sizes)))
    return pdf([
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, len(sizes)),
        stream(b"", content),
        *(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %g %g]/Contents 3 0 R/Resources<<%b>>%b>>"
            % (width, height, resources, page)
            for width, height in sizes
        ),
        *more,
    ])  # fmt: skip


def tiff_of(pictures, *, tags=(), **options):
    """A TIFF of these frames; ``tags`` holds a dict for each frame that has some of its own."""
    file = io.BytesIO()
    with AppendingTiffWriter(file, True) as writer:
        for picture, own in zip_longest(pictures, tags, fillvalue={}):
            picture.save(writer, "TIFF", tiffinfo=own, **options)
            writer.newFrame()
    return file.getvalue()


def encoded(picture, name):
    file = io.BytesIO()
    picture.save(file, name)
    return file.getvalue()


# --- PDF -----------------------------------------------------------------------------------


def test_a_pdf_page_has_200_pixels_an_inch_rounded_up():
    points = [A4, (595.276, 841.89), (612, 792), (72, 72), (360.1, 36)]
    document = opened(pdf_of(points))
    assert document.sizes == ((1653, 2339), (1654, 2339), (1700, 2200), (200, 200), (1001, 100))
    assert document.page(0).shape == (2339, 1653, 3)
    assert document.page(4).shape == (100, 1001, 3)


def test_of_a_pdf_each_page_is_drawn_by_itself_in_rgb():
    document = opened(pdf_of([(72, 36), (36, 72)], content=b"1 0 0 rg 0 0 18 18 re f"))
    assert (document.media_type, document.page_count) == ("application/pdf", 2)
    assert document.sizes == ((200, 100), (100, 200))
    for index, height in ((0, 100), (1, 200)):
        pixels = document.page(index)
        assert pixels[height - 10, 10].tolist() == [255, 0, 0]
        assert pixels[10, 90].tolist() == [255, 255, 255]
        assert not pixels.flags.writeable


def test_a_turned_pdf_page_is_upright():
    document = opened(pdf_of([(72, 36)], content=b"0 0 18 18 re f", page=b"/Rotate 90"))
    assert document.page_size(0) == (100, 200)
    assert document.page(0)[10, 10].tolist() == [0, 0, 0]


def test_a_pdf_page_is_what_its_crop_box_shows():
    document = opened(
        pdf_of([(72, 72)], content=b"36 36 36 36 re f", page=b"/CropBox[36 36 72 72]")
    )
    assert document.sizes == ((100, 100),)
    assert document.page(0).max() == 0


def test_what_was_filled_into_a_form_is_drawn():
    shape = stream(b"/Type/XObject/Subtype/Form/BBox[0 0 72 36]", b"0 0 72 36 re f")
    field = b"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(x)/F 4/Rect[0 0 72 36]/AP<</N 6 0 R>>>>"
    data = pdf([
        b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R]>>>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]/Contents 4 0 R/Annots[5 0 R]>>",
        stream(b"", b""), field, shape,
    ])  # fmt: skip
    pixels = opened(data).page(0)
    assert pixels[150, 100].max() == 0
    assert pixels[50, 100].min() == 255


def test_a_pdf_that_a_library_wrote_is_read():
    file = io.BytesIO()
    Image.new("RGB", (300, 200), "red").save(file, "PDF", resolution=100)
    document = opened(file.getvalue())
    assert document.sizes == ((600, 400),)
    assert np.abs(document.page(0).astype(int) - [255, 0, 0]).max() < 5


def test_a_pdf_behind_a_byte_order_mark_is_read():
    assert opened(b"\xef\xbb\xbf\r\n" + pdf_of([(72, 72)])).page_count == 1


def test_many_threads_draw_pages_of_one_pdf():
    document = opened(pdf_of([(36 + n, 36) for n in range(4)]))
    with ThreadPoolExecutor(3) as pool:
        widths = [pixels.shape[1] for pixels in pool.map(document.page, range(4))]
    assert widths == [width for width, _ in document.sizes]


def test_a_pdf_of_500_pages_is_refused_and_the_limit_itself_is_not():
    with pytest.raises(TooManyPages) as refused:
        opened(pdf_of([A4] * 500))
    assert (refused.value.status, refused.value.code) == (413, "too_many_pages")
    assert refused.value.message == "The document has more than 30 pages."
    assert opened(pdf_of([A4] * 30)).page_count == 30


def test_a_pdf_page_of_a_hundred_metres_is_refused_before_it_is_drawn():
    with pytest.raises(ImageTooLarge) as refused:
        opened(pdf_of([A4, (283_465, 283_465)]))
    assert refused.value.message == "A page of the PDF is too large."


def test_a_picture_in_a_pdf_that_unpacks_to_gigabytes_is_not_unpacked():
    picture = b"/Type/XObject/Subtype/Image/Width 50000/Height 50000/BitsPerComponent 8"
    picture += b"/ColorSpace/DeviceGray/Filter/FlateDecode"
    bomb = stream(picture, zlib.compress(bytes(1_000_000)))
    document = opened(
        pdf_of([A4], b"99 0 0 99 0 0 cm /I Do", resources=b"/XObject<</I 5 0 R>>", more=[bomb])
    )
    with pytest.raises(ImageTooLarge) as refused:
        document.page(0)
    assert refused.value.message == "A picture in the PDF is too large."


def test_a_small_pdf_that_asks_for_endless_work_is_stopped(monkeypatch):
    monkeypatch.setattr(pages, "PDF_SECONDS", 1)
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]"
    laughs = [
        stream(form + b"/Resources<</XObject<</F %d 0 R>>>>" % (number + 1), b"/F Do " * 10)
        for number in range(5, 13)
    ]
    laughs.append(stream(form, b"0 0 m 9 9 l S"))
    data = pdf_of([A4], b"/F Do", resources=b"/XObject<</F 5 0 R>>", more=laughs)
    assert len(data) < 4_000
    with pytest.raises(ImageTooLarge) as refused:
        opened(data).page(0)
    assert refused.value.message == "The PDF takes too much time or memory to read."


def test_a_pdf_with_a_password_is_refused_with_the_reason():
    locked = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%b>/U<%b>>>/ID[<00><00>]"
    with pytest.raises(UnsupportedImage) as refused:
        opened(pdf([
            b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"
        ], locked % (b"11" * 32, b"22" * 32)))  # fmt: skip
    assert refused.value.message == "The PDF is protected with a password."


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7\n", b"%PDF-1.4 nothing of a PDF follows", pdf_of([A4])[:150], b"<html>%PDF-1.7"],
)
def test_a_broken_pdf_is_refused(data):
    with pytest.raises(UnsupportedImage) as refused:
        opened(data)
    assert refused.value.message == "The PDF is broken."
    assert refused.value.status == 415


def test_a_pdf_without_pages_is_refused():
    with pytest.raises(UnsupportedImage):
        opened(pdf_of([]))


def test_a_pdf_whose_page_is_missing_is_refused_when_the_page_is_drawn_at_the_latest():
    data = pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[9 0 R]/Count 1>>"])
    with pytest.raises(UnsupportedImage):
        opened(data).page(0)


def test_the_reader_of_pdfs_gets_none_of_our_secrets(monkeypatch, tmp_path):
    seen = tmp_path / "environment"
    spy = tmp_path / "spy.py"
    spy.write_text(f"import os; open({str(seen)!r}, 'w').write(' '.join(os.environ))")
    monkeypatch.setenv("SECRET_KEY", "secret")
    monkeypatch.setattr(pages, "_PDF_READER", spy)
    with pytest.raises(ValueError, match="not found"):
        opened(pdf_of([A4]))
    assert "SECRET_KEY" not in seen.read_text()


def test_a_reader_that_crashes_takes_nobody_with_it(monkeypatch, tmp_path):
    crash = tmp_path / "crash.py"
    crash.write_text("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)")
    monkeypatch.setattr(pages, "_PDF_READER", crash)
    with pytest.raises(UnsupportedImage) as refused:
        opened(pdf_of([A4]))
    assert refused.value.message == "The PDF cannot be read."


# --- TIFF ----------------------------------------------------------------------------------


def test_of_a_tiff_each_frame_is_a_page():
    colours = [(200, 0, 0), (0, 200, 0), (0, 0, 200)]
    pictures = [Image.new("RGB", (30 + n, 20), colour) for n, colour in enumerate(colours)]
    document = opened(tiff_of(pictures))
    assert document.media_type == "image/tiff"
    assert document.sizes == ((30, 20), (31, 20), (32, 20))
    assert [document.page(n)[5, 5].tolist() for n in (2, 0, 1)] == [
        [0, 0, 200],
        [200, 0, 0],
        [0, 200, 0],
    ]


@pytest.mark.parametrize("compression", ["group4", "tiff_lzw", "jpeg", "raw"])
def test_scanners_tiffs_are_read(compression):
    mode = "1" if compression == "group4" else "L"
    pictures = [Image.fromarray(np.tri(40, 50, n, dtype=np.uint8) * 255).convert(mode)
                for n in (5, 20)]  # fmt: skip
    document = opened(tiff_of(pictures, compression=compression))
    for index, picture in enumerate(pictures):
        found = document.page(index)[:, :, 0].astype(int)
        assert np.abs(found - np.asarray(picture.convert("L"))).mean() < 4


def test_a_later_frame_is_turned_upright_too():
    picture = Image.new("RGB", (40, 20), "white")
    picture.paste("black", (0, 0, 10, 10))
    turned = picture.transpose(Image.Transpose.ROTATE_90)
    document = opened(tiff_of([picture, turned], tags=[{}, {ORIENTATION: 6}]))
    assert document.sizes == ((40, 20), (40, 20))
    assert np.array_equal(document.page(0), document.page(1))


def test_smaller_copies_and_masks_are_no_pages():
    pictures = [Image.new("L", size) for size in ((40, 40), (20, 20), (40, 30), (40, 30))]
    tags = [{}, {NEW_SUBFILE_TYPE: 1}, {NEW_SUBFILE_TYPE: 2}, {NEW_SUBFILE_TYPE: 4}]
    document = opened(tiff_of(pictures, tags=tags))
    assert document.sizes == ((40, 40), (40, 30))
    assert document.page(1).shape == (30, 40, 3)


def test_a_tiff_of_too_many_pages_is_refused():
    data = tiff_of([Image.new("1", (8, 8))] * 31)
    with pytest.raises(TooManyPages):
        opened(data)
    assert opened(data, max_pages=31).page_count == 31


def test_a_tiff_of_endless_copies_is_refused():
    frames = [Image.new("1", (8, 8))] * 30
    with pytest.raises(TooManyPages):
        opened(tiff_of(frames, tags=[{NEW_SUBFILE_TYPE: 1}] * 30), max_pages=2)


def test_a_tiff_whose_later_frame_has_too_many_pixels_is_refused_before_it_is_decoded():
    bomb = Image.new("1", (3_000, 3_000))
    data = tiff_of([Image.new("1", (8, 8)), bomb], compression="group4")
    assert opened(data, max_pixels=9_000_000).page_count == 2
    with pytest.raises(ImageTooLarge):
        opened(data, max_pixels=8_999_999)


def test_of_a_cut_off_tiff_the_whole_pages_are_read_and_the_others_refused():
    noise = np.random.default_rng(7).integers(0, 255, (2, 50, 50), np.uint8)
    data = bytearray(tiff_of([Image.fromarray(frame) for frame in noise]))
    whole = opened(bytes(data))
    with Image.open(io.BytesIO(data)) as picture:
        picture.seek(1)
        (strip,) = picture.tag_v2[273]
    cut = opened(bytes(data[: strip + 100])) if strip + 100 < len(data) else whole
    assert np.array_equal(cut.page(0), whole.page(0))
    with pytest.raises(UnsupportedImage):
        cut.page(1)


# --- one page ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "media_type"),
    [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp"), ("GIF", "image/gif")],
)
def test_any_photo_is_a_document_of_one_page(name, media_type):
    document = opened(encoded(Image.new("RGB", (40, 20), "white"), name))
    assert (document.media_type, document.sizes) == (media_type, ((40, 20),))
    assert document.page(0).shape == (20, 40, 3)


@pytest.mark.parametrize(("width", "height"), [(10_001, 600), (499, 600)])
def test_a_size_is_known_without_decoding(width, height):
    data = encoded(Image.new("1", (width, height)), "PNG")
    assert opened(data).page_size(0) == (width, height)
    # The header is whole, the picture is not.
    assert opened(data[:60]).page_size(0) == (width, height)


@pytest.mark.parametrize("index", [1, -2])
def test_a_page_that_is_not_there_is_an_index_error(index):
    document = opened(encoded(Image.new("L", (8, 8)), "PNG"))
    with pytest.raises(IndexError):
        document.page(index)
    with pytest.raises(IndexError):
        document.page_size(index)


def zipped():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("page.txt", "text")
    return file.getvalue()


@pytest.mark.parametrize(
    "data", [b"just text", b"<!doctype html><title>a page</title>", zipped(), b"\x00" * 2000]
)
def test_what_is_no_document_is_refused_in_words(data):
    with pytest.raises(UnsupportedImage) as refused:
        opened(data)
    assert refused.value.status == 415
    assert refused.value.message == (
        "The file is no document that can be read. "
        "Readable are PDF, JPEG, PNG, WebP, GIF, BMP, TIFF and HEIC."
    )


def test_an_empty_file_is_refused_as_empty():
    with pytest.raises(UnsupportedImage) as refused:
        opened(b"")
    assert refused.value.message == "The file is empty."


@pytest.mark.parametrize("beginning", [b"%PDF-1.7\n", b"II*\x00", b"\xff\xd8\xff"])
def test_eleven_megabytes_are_refused_whatever_they_are(beginning):
    with pytest.raises(ImageTooLarge) as refused:
        opened(beginning + bytes(11_000_000))
    assert refused.value.message == "The document has more than 10,000,000 bytes."


# --- Base64 --------------------------------------------------------------------------------


def test_a_pdf_comes_as_a_data_uri_too():
    data = pdf_of([(72, 72)])
    uri = "data:application/pdf;base64," + base64.urlsafe_b64encode(data).decode().rstrip("=")
    assert opened(bytes_of_base64(uri, max_bytes=10_000)).page_count == 1


def test_text_that_is_not_base64_and_base64_of_too_much_are_told_apart():
    with pytest.raises(InvalidInput) as invalid:
        bytes_of_base64("not base64!", max_bytes=1_000)
    assert invalid.value.code == "invalid_input"
    full = base64.b64encode(bytes(1_000)).decode()
    assert bytes_of_base64(full, max_bytes=1_000) == bytes(1_000)
    with pytest.raises(ImageTooLarge):
        bytes_of_base64(full, max_bytes=999)
    with pytest.raises(ImageTooLarge):
        bytes_of_base64(full, max_bytes=10)


def test_base64_of_text_is_bytes_that_no_document_can_be_made_of():
    data = bytes_of_base64(base64.b64encode(b"hello").decode(), max_bytes=100)
    with pytest.raises(UnsupportedImage):
        opened(data)
