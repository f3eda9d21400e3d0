"""Reads strangers' PDFs, in a process of its own: ``core.pages`` runs this file.

A PDF of one kilobyte can ask for a minute, a gigabyte or a crash. Here it gets limits
that the system enforces, no environment and so no secrets, and takes nobody with it.
So this file imports neither Django nor anything else of the project.

    pdf_reader.py PROCESSOR_SECONDS sizes MAX_PAGES
    pdf_reader.py PROCESSOR_SECONDS draw INDEX MAX_PIXELS

The PDF comes on stdin. The answer is one line of JSON, an object with ``pages`` (their
number) and ``sizes`` (of MAX_PAGES at most), or ``size``, or ``error``; after ``size``
follow the pixels of the page, RGB, row by row.
"""

from __future__ import annotations

import json
import math
import resource
import sys
from typing import Any

import pypdfium2

# What pdf2image draws with unless told otherwise; so boxes mean the same pixels here.
DOTS_PER_INCH = 200
# The largest page takes half a gigabyte, and the largest picture on it as much again.
MEMORY_BYTES = 2 * 1024**3

_SCALE = DOTS_PER_INCH / 72
_LOCKED = {pypdfium2.raw.FPDF_ERR_PASSWORD, pypdfium2.raw.FPDF_ERR_SECURITY}
_PICTURES = [pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]


def sizes(pdf: pypdfium2.PdfDocument, max_pages: int) -> dict[str, Any]:
    """Width and height of pages in pixels, rounded up as by pdftoppm, behind pdf2image."""
    points = (pdf.get_page_size(index) for index in range(min(len(pdf), max_pages)))
    found = [[math.ceil(side * _SCALE) for side in page] for page in points]
    return {"pages": len(pdf), "sizes": found}


def draw(pdf: pypdfium2.PdfDocument, index: int, max_pixels: int) -> tuple[dict[str, Any], bytes]:
    """One page and its width and height; a picture of too many pixels is not decoded."""
    pdf.init_forms()  # without it, what was filled in is not drawn
    page = pdf[index]
    pictures = page.get_objects(filter=_PICTURES)
    if any(math.prod(picture.get_px_size()) > max_pixels for picture in pictures):
        return {"error": "picture_too_large"}, b""
    bitmap = page.render(scale=_SCALE, rev_byteorder=True)
    return {"size": [bitmap.width, bitmap.height]}, bitmap.buffer


def main(seconds: str, task: str, *numbers: str) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    limits = [int(number) for number in numbers]
    pixels = b""
    try:
        pdf = pypdfium2.PdfDocument(sys.stdin.buffer.read())
        if task == "sizes":
            answer = sizes(pdf, *limits)
        else:
            answer, pixels = draw(pdf, *limits)
    except pypdfium2.PdfiumError as error:
        is_locked = getattr(error, "err_code", None) in _LOCKED
        answer = {"error": "locked" if is_locked else "broken", "detail": str(error)}
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n")
    sys.stdout.buffer.write(pixels)


if __name__ == "__main__":
    main(*sys.argv[1:])
