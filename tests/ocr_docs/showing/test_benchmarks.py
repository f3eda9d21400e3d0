"""What the benchmarks send."""

from core.pages import open_document
from ocr_docs.kinds import Kind
from ocr_docs.limits import MAX_BYTES, MAX_PIXELS, MOST_PAGES
from ocr_docs.showing.benchmarks import pdf_of
from ocr_docs.showing.samples import samples


def test_the_pdf_shows_the_page_with_its_own_pixels_each_time():
    page = next(sample for sample in samples() if sample.kind is Kind.BOOK)
    limits = {"max_bytes": MAX_BYTES, "max_pixels": MAX_PIXELS, "max_pages": MOST_PAGES}
    photo = open_document(page.path.read_bytes(), **limits)
    document = open_document(pdf_of(page, 3), **limits)
    assert (document.media_type, document.page_count) == ("application/pdf", 3)
    for size in document.sizes:
        assert all(abs(a - b) <= 1 for a, b in zip(size, photo.sizes[0], strict=True))
