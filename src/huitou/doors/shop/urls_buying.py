"""The addresses of basket, checkout, orders and returns."""

from __future__ import annotations

from django.urls import path

from huitou.doors.shop import basket, buying_words, checkout

buying_words.install()

urlpatterns = [
    path("basket", basket.basket),
    path("basket/lines", basket.add_line),
    path("basket/lines/<uuid:variant_id>", basket.change_line),
    path("basket/lines/<uuid:variant_id>/remove", basket.remove_line),
    path("basket/note", basket.keep_note),
    path("checkout", checkout.checkout),
]
