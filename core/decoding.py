"""The one place that turns bytes into pixels.

``name`` is a format found by ``core.image_formats.sniff``; only its decoder is
tried. No state is changed per call, so threads may decode side by side.
"""

from __future__ import annotations

import io
from typing import TypeAlias

import numpy as np
import pillow_heif
from numpy.typing import NDArray
from PIL import Image, ImageOps

from core.errors import ImageTooLarge, TooManyPages, UnsupportedImage

RgbPixels: TypeAlias = NDArray[np.uint8]

_ORIENTATION = 0x0112
_TURNED_BY_A_QUARTER = {5, 6, 7, 8}
# TIFF 6.0, NewSubfileType: a smaller copy of another frame, or a mask for one.
_SUBFILE_TYPE, _NO_PAGE = 0x00FE, 0b101
# A page and its smaller copies, each half as wide as the one before.
_FRAMES_A_PAGE = 10

# Only a backstop, for a header that changes its mind while it is decoded: Pillow
# refuses at twice this number. The check that counts is made in upright_size().
Image.MAX_IMAGE_PIXELS = 60_000_000
pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)


def _opened(data: bytes, name: str) -> Image.Image:
    """The header, read by the one decoder that ``name`` stands for."""
    try:
        return Image.open(io.BytesIO(data), formats=[name])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ImageTooLarge(detail=str(error)) from error
    except Exception as error:
        raise UnsupportedImage("The image file is broken.", detail=repr(error)) from error


def upright_size(data: bytes, name: str, max_pixels: int) -> tuple[int, int]:
    """Width and height of the upright picture, from the header alone.

    Raises:
        ImageTooLarge: more than ``max_pixels``.
        UnsupportedImage: no header that the decoder of ``name`` understands.
    """
    with _opened(data, name) as image:
        width, height = _size_within(image, max_pixels)
        turned = _orientation(image) in _TURNED_BY_A_QUARTER and name != "TIFF"
    return (height, width) if turned else (width, height)


def _size_within(image: Image.Image, max_pixels: int) -> tuple[int, int]:
    width, height = image.size
    if width * height > max_pixels:
        raise ImageTooLarge(
            f"The image has more than {max_pixels / 1e6:g} megapixels.",
            detail=f"{width} x {height}",
        )
    return width, height


def page_frames(
    data: bytes, *, max_pages: int, max_pixels: int
) -> list[tuple[int, tuple[int, int]]]:
    """Number and upright (width, height) of each frame of a TIFF that is a page.

    Smaller copies of a page and masks are none. Of a file with too many pages, no more
    headers are read than tell so.

    Raises:
        ImageTooLarge: a page of more than ``max_pixels``.
        TooManyPages: more than ``max_pages``.
        UnsupportedImage: a header that the decoder does not understand.
    """
    pages: list[tuple[int, tuple[int, int]]] = []
    with _opened(data, "TIFF") as image:
        for number in range(_FRAMES_A_PAGE * max_pages + 1):
            if not _turn_to(image, number):
                return pages
            if number == 0 or not _is_no_page(image):
                pages.append((number, _size_within(image, max_pixels)))
            if len(pages) > max_pages:
                break
    raise TooManyPages(f"The document has more than {max_pages:,} pages.")


def _turn_to(image: Image.Image, number: int) -> bool:
    """Read the header of a frame; False after the last. Raises UnsupportedImage."""
    try:
        image.seek(number)
    except EOFError:
        return False
    except Exception as error:
        raise UnsupportedImage("The image file is broken.", detail=repr(error)) from error
    return True


def _is_no_page(image: Image.Image) -> bool:
    kind = image.getexif().get(_SUBFILE_TYPE, 0)
    return isinstance(kind, int) and bool(kind & _NO_PAGE)


def _orientation(image: Image.Image) -> int:
    """The EXIF orientation, 1 to 8; 1 if there is none or the EXIF block is damaged."""
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except Exception:  # noqa: BLE001 - a damaged remark about a photo does not spoil the photo
        return 1


def decode(data: bytes, name: str, *, frame: int = 0) -> RgbPixels:
    """Decode one frame (the first if none is named): upright RGB, ``(height, width, 3)``,
    read-only.

    Raises:
        UnsupportedImage: cut off or broken, or 32 bits per sample.
    """
    try:
        with _opened(data, name) as image:
            if frame:
                image.seek(frame)
            image.load()
            upright = ImageOps.exif_transpose(image) if _orientation(image) > 1 else image
            pixels = _rgb(upright)
    except (ImageTooLarge, UnsupportedImage):
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ImageTooLarge(detail=str(error)) from error
    except Exception as error:
        raise UnsupportedImage(
            "The image file is incomplete or broken.", detail=repr(error)
        ) from error
    pixels.setflags(write=False)
    return pixels


def _rgb(image: Image.Image) -> RgbPixels:
    if image.mode in {"I", "F"}:
        raise UnsupportedImage("Images with 32 bits per sample cannot be read.")
    if image.mode.startswith("I;16"):
        # Pillow would clip everything above 255 to white.
        image = Image.fromarray((np.asarray(image) >> 8).astype(np.uint8))
    if image.has_transparency_data:
        seen = image.convert("RGBA")
        image = Image.new("RGB", seen.size, "white")
        image.paste(seen, mask=seen.getchannel("A"))
    return np.asarray(image if image.mode == "RGB" else image.convert("RGB"))
