"""The addresses of basket, checkout, orders and returns."""

from __future__ import annotations

from django.urls import path

from huitou.doors.shop import (
    basket,
    buying_words,
    cashier,
    checkout,
    order,
    order_list,
    paying,
    returning,
    returns,
)

buying_words.install()

urlpatterns = [
    path("basket", basket.basket),
    path("basket/lines", basket.add_line),
    path("basket/lines/<uuid:variant_id>", basket.change_line),
    path("basket/lines/<uuid:variant_id>/remove", basket.remove_line),
    path("basket/note", basket.keep_note),
    path("checkout", checkout.checkout),
    path("cashier/simulated/<slug:number>", cashier.cashier),
    path("orders", order_list.order_list),
    path("orders/<uuid:order_id>", order.order),
    path("orders/<uuid:order_id>/pay", paying.pay),
    path("orders/<uuid:order_id>/cancel", order.cancel),
    path("orders/<uuid:order_id>/receive", order.receive),
    path("orders/<uuid:order_id>/again", order.buy_again),
    path("orders/<uuid:order_id>/return", returning.choose_lines),
    path("orders/<uuid:order_id>/return/reason", returning.choose_reason),
    path("orders/<uuid:order_id>/return/confirm", returning.confirm),
    path("returns", returns.returns),
    path("returns/<uuid:case_id>", returns.case),
    path("returns/<uuid:case_id>/sent", returns.sent),
    path("returns/<uuid:case_id>/withdraw", returns.withdraw),
    path("returns/<uuid:case_id>/complain", returns.complain),
    path("returns/<uuid:case_id>/pictures", returns.add_pictures),
    path("returns/pictures/<uuid:picture_id>", returns.picture),
]
