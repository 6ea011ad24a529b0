"""The addresses of the shop."""

from __future__ import annotations

from django.urls import path

from huitou.doors.shop import urls_account, urls_buying
from huitou.doors.shop.home import home
from huitou.doors.shop.lists import categories, category, search
from huitou.doors.shop.pictures import picture
from huitou.doors.shop.product import alike, product, seen
from huitou.doors.shop.robots import (
    robots,
    sitemap,
    sitemap_of_categories,
    sitemap_of_products,
)
from huitou.doors.shop.sharing import share_card
from huitou.doors.shop.suggesting import suggestions

urlpatterns = [
    path("", home, name="shop-home"),
    path("categories", categories, name="shop-categories"),
    path("categories/<slug:slug>", category, name="shop-category"),
    path("search", search, name="shop-search"),
    path("search/suggestions", suggestions),
    path("seen", seen),
    path("products/<slug:slug>", product, name="shop-product"),
    path("products/<slug:slug>/alike", alike),
    path("share/products/<slug:slug>.png", share_card),
    path("robots.txt", robots),
    path("sitemap.xml", sitemap),
    path("sitemap/categories.xml", sitemap_of_categories),
    path("sitemap/products-<int:number>.xml", sitemap_of_products),
    path("pictures/<path:path>", picture),
    *urls_buying.urlpatterns,
    *urls_account.urlpatterns,
]
