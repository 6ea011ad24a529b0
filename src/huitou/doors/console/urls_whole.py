"""The addresses of people, orders and products seen whole."""

from __future__ import annotations

from django.urls import URLPattern, path

from huitou.doors.console.whole import (
    order,
    orders_list,
    people,
    person,
    product,
    products_list,
)

urlpatterns: list[URLPattern] = [
    path("people", people.people, name="console-people"),
    path("people/search", people.search, name="console-people-search"),
    path("people/<str:key>", person.person, name="console-person"),
    path("people/<str:key>/do/<slug:verb>", person.do, name="console-person-do"),
    path("people/<str:key>/reveal/<slug:what>", person.reveal, name="console-person-reveal"),
    path("people/<str:key>/export", person.export, name="console-person-export"),
    path("orders", orders_list.orders_list, name="console-orders"),
    path("orders/<str:order_id>", order.order, name="console-order"),
    path("orders/<str:order_id>/do/<slug:verb>", order.do, name="console-order-do"),
    path("orders/<str:order_id>/case/<slug:verb>", order.case, name="console-order-case"),
    path("orders/<str:order_id>/reveal", order.reveal, name="console-order-reveal"),
    path("orders/<str:order_id>/slip", order.slip, name="console-order-slip"),
    path("products", products_list.products_list, name="console-products"),
    path("products/<str:product_id>", product.product, name="console-product"),
    path("products/<str:product_id>/do/<slug:verb>", product.do, name="console-product-do"),
    path("products/<str:product_id>/buyers", product.buyers, name="console-product-buyers"),
]
