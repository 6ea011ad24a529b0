"""The addresses of signing in, of the account and of what is known of a shopper."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
