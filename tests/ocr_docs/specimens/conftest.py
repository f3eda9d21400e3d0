"""Drawing needs Debian's Thai fonts."""

import pytest

from ocr_docs.specimens import fonts


@pytest.fixture(scope="session", autouse=True)
def _fonts():
    try:
        fonts.check()
    except OSError as error:
        pytest.skip(str(error))
