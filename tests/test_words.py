"""The Thai catalogue is complete, compiled, and says the same things with the same values."""

import gettext
import re

import pytest
from django.apps import apps

from tests.words_catalogue import ROOT, SOURCES, marked, read_po

OURS, LIBRARIES = ROOT / "locale/th", ROOT / "locale/libraries/th"
CATALOGUES = [OURS, LIBRARIES]
# Two kinds of places for values, and HTML, which must not be lost on the way.
VALUES = re.compile(r"%%|%\(\w+\)[.\d]*[a-z]|%[.\d]*[a-z]|\{\w*\}|</?[a-z]+")
SAME_IN_THAI = re.compile(
    r"95 %%: %\(p95\)s|%\(count\)d MiB|clientUid|manage\.py|base URL|Triptych .*|[A-Z0-9_ ,.\-]+"
)


def catalogue(folder):
    return read_po(folder / "LC_MESSAGES/django.po")


def test_every_text_of_a_page_has_a_thai_one():
    known = catalogue(OURS)
    missing = {text: where for text, where in marked().items() if text and text not in known}
    assert not missing, f"run `make words` and translate: {missing}"


def test_the_catalogue_has_no_text_that_no_page_has():
    stale = set(catalogue(OURS)) - set(marked())
    assert stale == set(), "run `make words`"


@pytest.mark.parametrize("folder", CATALOGUES)
def test_nothing_is_left_empty_or_doubtful(folder):
    assert not [text for text, thai in catalogue(folder).items() if not thai.strip()]
    assert ", fuzzy" not in (folder / "LC_MESSAGES/django.po").read_text()


@pytest.mark.parametrize("folder", CATALOGUES)
def test_the_compiled_catalogue_is_that_of_the_texts(folder):
    with (folder / "LC_MESSAGES/django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)._catalog
    flat = {key[0] if isinstance(key, tuple) else key: text for key, text in compiled.items()}
    flat.pop("", None)
    assert flat == catalogue(folder)


@pytest.mark.parametrize("folder", CATALOGUES)
def test_a_translation_holds_the_same_values_as_its_text(folder):
    for text, thai in catalogue(folder).items():
        wanted, held = sorted(VALUES.findall(text)), sorted(VALUES.findall(thai))
        assert wanted == held or (_plain_percent(text) and _plain_percent(thai)), text


def _plain_percent(text):
    return "%" in text and not re.search(r"%[\w(]", text)


def test_thai_is_thai():
    thai = re.compile(r"[\u0e00-\u0e7f]")
    english = [
        text
        for text, words in catalogue(OURS).items()
        if not thai.search(words) and not SAME_IN_THAI.fullmatch(words)
    ]
    assert english == []


def test_no_plural_is_made_by_an_english_s():
    ours = [model for model in apps.get_models() if model.__module__.startswith(SOURCES)]
    assert ours
    named = [model._meta.original_attrs for model in ours]
    assert not [one for one in named if "verbose_name" in one and "verbose_name_plural" not in one]
