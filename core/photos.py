"""Photos, from whatever way their bytes came in.

Everything is checked before it is decoded: number of bytes, real format,
number of pixels. Inside Triptych a photo is upright RGB; its coordinate frame
is pixels with the origin at the top left of the upright picture.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
from dataclasses import dataclass, field
from threading import Lock
from typing import Protocol

from PIL import Image

from core.decoding import RgbPixels, decode, upright_size
from core.errors import ImageTooLarge, InvalidInput
from core.image_formats import MEDIA_TYPES, jpeg_scans, sniff

# A phone's largest photos have 50 megapixels and rarely 20 MB.
DEFAULT_MAX_BYTES = 25 * 1024 * 1024
DEFAULT_MAX_PIXELS = 60_000_000
# Encoders write about ten scans; the optimisers that try hardest, about twenty.
MAX_JPEG_SCANS = 64


class Upload(Protocol):
    """Anything with ``read``: Django's ``UploadedFile``, an open file."""

    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True)
class Photo:
    """A picture that has passed every check that needs no decoding.

    ``data`` are the bytes as received and ``digest`` their SHA-256 in hex;
    ``format`` is a key of ``core.image_formats.MEDIA_TYPES``; ``width`` and
    ``height`` are pixels of the upright picture. Of an animation, only the
    first frame is ever decoded.
    """

    data: bytes = field(repr=False)
    format: str
    width: int
    height: int
    digest: str
    _decoded: list[RgbPixels] = field(default_factory=list, repr=False, compare=False)
    _lock: Lock = field(default_factory=Lock, repr=False, compare=False)

    @property
    def media_type(self) -> str:
        """The media type of ``data``, from its content."""
        return MEDIA_TYPES[self.format]

    def pixels(self) -> RgbPixels:
        """Upright RGB, ``(height, width, 3)``, read-only; decoded once and kept.

        Colours: transparency lies on white, 16-bit samples are cut to their
        upper 8, CMYK is converted without a profile.

        Raises:
            UnsupportedImage: the file is cut off or broken. A picture of which
                only the upper half arrived is refused, not guessed at.
        """
        with self._lock:
            if not self._decoded:
                self._decoded.append(decode(self.data, self.format))
            return self._decoded[0]

    def jpeg(self, max_side: int | None = None, quality: int = 90) -> bytes:
        """Encode the upright pixels anew: no EXIF, no position, no profile, no thumbnail.

        ``max_side`` shrinks (never enlarges) so that neither side is longer.
        Raises as :meth:`pixels` does.
        """
        image = Image.fromarray(self.pixels())
        if max_side is not None:
            image.thumbnail((max_side, max_side), Image.Resampling.HAMMING)
        encoded = io.BytesIO()
        image.save(encoded, "JPEG", quality=quality)
        return encoded.getvalue()


def from_bytes(
    data: bytes, *, max_bytes: int = DEFAULT_MAX_BYTES, max_pixels: int = DEFAULT_MAX_PIXELS
) -> Photo:
    """Check ``data`` and make it a photo, without decoding it.

    Raises:
        ImageTooLarge: more than ``max_bytes`` or, by its header, ``max_pixels``.
        UnsupportedImage: not one of the formats we read, or a broken header.
    """
    if len(data) > max_bytes:
        raise ImageTooLarge(f"The image has more than {max_bytes:,} bytes.")
    name = sniff(data)
    if name == "JPEG" and jpeg_scans(data) > MAX_JPEG_SCANS:
        raise ImageTooLarge("The image takes too long to decode.", detail="too many JPEG scans")
    width, height = upright_size(data, name, max_pixels)
    return Photo(data, name, width, height, hashlib.sha256(data).hexdigest())


def bytes_of_base64(text: str, *, max_bytes: int) -> bytes:
    """What Base64 stands for: plain or URL-safe, padded or not, in lines, or a data URI.

    Raises:
        InvalidInput: the text is not Base64.
        ImageTooLarge: more than ``max_bytes``; told without decoding where the text's
            length tells it.
    """
    # Four characters carry three bytes; line breaks and a data URI's head fit into the rest.
    if len(text) > max_bytes * 3 // 2 + 1024:
        raise ImageTooLarge(f"The image has more than {max_bytes:,} bytes.")
    if text.lstrip()[:5].lower() == "data:":
        head, _, text = text.partition(",")
        if not head.lower().endswith(";base64"):
            raise InvalidInput("The data URI is not Base64.")
    compact = "".join(text.split()).rstrip("=").translate(str.maketrans("-_", "+/"))
    try:
        data = base64.b64decode(compact + "=" * (-len(compact) % 4), validate=True)
    except (binascii.Error, ValueError) as error:
        raise InvalidInput("The image is not valid Base64.", detail=str(error)) from error
    if len(data) > max_bytes:
        raise ImageTooLarge(f"The image has more than {max_bytes:,} bytes.")
    return data


def from_base64(
    text: str, *, max_bytes: int = DEFAULT_MAX_BYTES, max_pixels: int = DEFAULT_MAX_PIXELS
) -> Photo:
    """A photo from Base64. Raises as :func:`bytes_of_base64` and :func:`from_bytes` do."""
    data = bytes_of_base64(text, max_bytes=max_bytes)
    return from_bytes(data, max_bytes=max_bytes, max_pixels=max_pixels)


def from_upload(
    upload: Upload, *, max_bytes: int = DEFAULT_MAX_BYTES, max_pixels: int = DEFAULT_MAX_PIXELS
) -> Photo:
    """A photo from an uploaded file, of which never more than the cap is read.

    Raises as :func:`from_bytes` does.
    """
    return from_bytes(upload.read(max_bytes + 1), max_bytes=max_bytes, max_pixels=max_pixels)
