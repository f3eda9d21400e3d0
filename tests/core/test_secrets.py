"""Secrets at rest."""

import pytest
from cryptography.fernet import Fernet
from django.core import serializers
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import connection

from core.secrets import seal, unseal
from recognition.models import RecognitionSettings

TOKEN = "sk-live-0123456789abcdef"


def test_a_sealed_secret_opens_with_its_key_only(settings):
    sealed = seal(TOKEN)
    assert TOKEN not in sealed
    assert unseal(sealed) == TOKEN
    settings.FIELD_ENCRYPTION_KEYS = [Fernet.generate_key().decode()]
    with pytest.raises(ImproperlyConfigured, match="FIELD_ENCRYPTION_KEYS"):
        unseal(sealed)


def test_keys_can_be_rotated(settings):
    sealed = seal(TOKEN)
    settings.FIELD_ENCRYPTION_KEYS = [
        Fernet.generate_key().decode(),
        *settings.FIELD_ENCRYPTION_KEYS,
    ]
    assert unseal(sealed) == TOKEN


def test_no_secret_stays_no_secret():
    assert seal("") == unseal("") == ""


@pytest.mark.django_db
def test_the_database_holds_only_ciphertext_and_dumps_hold_nothing():
    RecognitionSettings(modelToken=TOKEN).configure()
    assert RecognitionSettings.load().modelToken == TOKEN
    with connection.cursor() as cursor:
        cursor.execute('SELECT "modelToken" FROM recognition_recognitionsettings')
        stored = cursor.fetchone()[0]
    assert stored.startswith("fernet:")
    assert TOKEN not in stored
    assert TOKEN not in serializers.serialize("json", RecognitionSettings.objects.all())


@pytest.mark.django_db
def test_a_secret_cannot_be_searched():
    with pytest.raises(FieldError):
        RecognitionSettings.objects.filter(modelToken=TOKEN).exists()
