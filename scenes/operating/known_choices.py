"""Rows of an inline that show the products they have without a query for each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest


class KnownChoices(forms.ModelForm):  # type: ignore[type-arg]
    """Django asks for the label of each chosen row anew; those that came along with the form's
    own row, by ``select_related``, are taken from there."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, row in self.instance._state.fields_cache.items():
            field = self.fields.get(name)
            if row is not None and isinstance(field, forms.ModelChoiceField):
                field.widget.choices = _Known(field, row)


class _Known:
    """Choices of a field, of which one is at hand. Looks like ``ModelChoiceIterator`` to the
    widget, which asks it for the chosen rows only."""

    def __init__(self, field: Any, row: Any) -> None:
        self.field = field
        self.queryset = self
        self._row = row

    def using(self, _: str) -> _Known:
        return self

    def filter(self, **wanted: Iterable[str]) -> Iterable[Any]:
        (ids,) = wanted.values()
        if set(ids) == {str(self._row.pk)}:
            return [self._row]
        return self.field.queryset.filter(**wanted)  # type: ignore[no-any-return]


class RelatedRows:
    """For an inline: its rows come with what its autocompleted fields refer to."""

    autocomplete_fields: tuple[str, ...] = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request)  # type: ignore[misc]
        return rows.select_related(*self.autocomplete_fields)
