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

from core.errors import ImageTooLarge, UnsupportedImage

RgbPixels: TypeAlias = NDArray[np.uint8]

_ORIENTATION = 0x0112
_TURNED_BY_A_QUARTER = {5, 6, 7, 8}

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
        width, height = image.size
        if width * height > max_pixels:
            raise ImageTooLarge(
                f"The image has more than {max_pixels / 1e6:g} megapixels.",
                detail=f"{width} x {height}",
            )
        turned = _orientation(image) in _TURNED_BY_A_QUARTER and name != "TIFF"
    return (height, width) if turned else (width, height)


def _orientation(image: Image.Image) -> int:
    """The EXIF orientation, 1 to 8; 1 if there is none or the EXIF block is damaged."""
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except Exception:  # noqa: BLE001 - a damaged remark about a photo does not spoil the photo
        return 1


def decode(data: bytes, name: str) -> RgbPixels:
    """Decode the first frame: upright RGB, ``(height, width, 3)``, read-only.

    Raises:
        UnsupportedImage: cut off or broken, or 32 bits per sample.
    """
    try:
        with _opened(data, name) as image:
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
