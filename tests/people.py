"""People who are signed in."""

from django.contrib.auth.models import Permission, User
from django.test import Client


def staff(*names):
    """``staff("view_sku")``: the client of somebody of the staff with just these permissions."""
    user = User.objects.create_user("someone", password="x", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client = Client()
    client.force_login(user)
    return client
