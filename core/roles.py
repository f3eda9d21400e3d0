"""Roles: groups that the server keeps, with the rights that ``settings.ROLES`` names."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase

from django.conf import settings
from django.contrib.auth.models import Group, Permission


def make_roles() -> None:
    """Give each role exactly its rights. Running it again changes nothing.

    So roles follow the server when it learns something new; whoever wants another mixture
    makes a group of their own.
    """
    known = {
        f"{one.content_type.app_label}.{one.codename}": one
        for one in Permission.objects.select_related("content_type")
    }
    for name, patterns in settings.ROLES.items():
        role, _made = Group.objects.get_or_create(name=name)
        role.permissions.set(known[right] for right in chosen(sorted(known), patterns))


def is_role(group: Group) -> bool:
    """True for a group that the server keeps."""
    return group.name in settings.ROLES


def chosen(rights: Sequence[str], patterns: Sequence[str]) -> list[str]:
    """The ``rights`` that a pattern names and that no pattern with a leading ``-`` takes away."""
    given = [one for one in patterns if not one.startswith("-")]
    taken = [one[1:] for one in patterns if one.startswith("-")]
    return [
        right
        for right in rights
        if any(fnmatchcase(right, pattern) for pattern in given)
        and not any(fnmatchcase(right, pattern) for pattern in taken)
    ]
