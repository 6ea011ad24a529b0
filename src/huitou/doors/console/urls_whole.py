"""The addresses of people, orders and products seen whole."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
