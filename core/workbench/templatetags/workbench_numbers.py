"""Numbers as the workbench writes them."""

from __future__ import annotations

from django import template

register = template.Library()


@register.filter
def percent(share: float) -> str:
    """``0.875`` as ``87.5 %``."""
    return f"{share:.1%}".replace("%", " %")
