"""The addresses of the shop."""

from __future__ import annotations

from django.urls import path

from huitou.doors.shop import urls_account, urls_buying
from huitou.doors.shop.home import home

urlpatterns = [
    path("", home, name="shop-home"),
    *urls_buying.urlpatterns,
    *urls_account.urlpatterns,
]
