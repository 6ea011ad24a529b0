"""The addresses of the shop."""

from __future__ import annotations

from django.urls import path

from huitou.doors.shop import urls_account, urls_buying
from huitou.doors.shop.home import home
from huitou.doors.shop.lists import categories, category, search
from huitou.doors.shop.pictures import picture
from huitou.doors.shop.product import alike, product

urlpatterns = [
    path("", home, name="shop-home"),
    path("categories", categories, name="shop-categories"),
    path("categories/<slug:slug>", category, name="shop-category"),
    path("search", search, name="shop-search"),
    path("products/<slug:slug>", product, name="shop-product"),
    path("products/<slug:slug>/alike", alike),
    path("pictures/<path:path>", picture),
    *urls_buying.urlpatterns,
    *urls_account.urlpatterns,
]
