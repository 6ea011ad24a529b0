"""The addresses of people, orders and products seen whole."""

from __future__ import annotations

from django.urls import URLPattern, path

from huitou.doors.console.whole import people, person

urlpatterns: list[URLPattern] = [
    path("people", people.people, name="console-people"),
    path("people/search", people.search, name="console-people-search"),
    path("people/<str:key>", person.person, name="console-person"),
    path("people/<str:key>/do/<slug:verb>", person.do, name="console-person-do"),
    path("people/<str:key>/reveal/<slug:what>", person.reveal, name="console-person-reveal"),
    path("people/<str:key>/export", person.export, name="console-person-export"),
]
