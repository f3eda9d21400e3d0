"""The bundled documents: listed exactly, small, and true to what the drawing code invents."""

from pathlib import Path

import pytest

from ocr_docs.book.lists import KEYS
from ocr_docs.kinds import Kind
from ocr_docs.showing.samples import FOLDER, TRUTH, samples
from ocr_docs.specimens.samples import SAMPLES


def test_the_truth_lists_exactly_the_committed_files():
    assert {sample.file for sample in samples()} | {TRUTH} == {
        path.name for path in FOLDER.iterdir()
    }
    assert [(s.file, s.kind, s.shows) for s in samples()] == [
        (s.file, s.kind, s.shows) for s in SAMPLES
    ]


def test_all_samples_together_stay_small_enough_to_be_committed():
    assert sum(sample.path.stat().st_size for sample in samples()) < 3_000_000


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.file)
def test_a_book_has_known_fields_on_each_page(sample):
    keys = {key for page in sample.pages for key in page}
    if sample.kind is Kind.BOOK:
        assert keys <= set(KEYS)
        assert len(keys) > 15
    else:
        assert keys == {"value"} if sample.kind is Kind.METER else {"text"}


def test_a_pdf_has_as_many_pages_as_its_truth():
    pdf = next(sample for sample in samples() if Path(sample.file).suffix == ".pdf")
    assert pdf.path.read_bytes().count(b"/Type /Page\n") == len(pdf.pages) == 2
