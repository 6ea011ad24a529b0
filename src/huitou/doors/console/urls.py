"""The addresses of the console, below /console/."""

from __future__ import annotations

from django.urls import include, path

from huitou.doors.console import first_owner, password, signing_in, urls_explore, urls_whole
from huitou.doors.console.guide import views as guide
from huitou.doors.console.search import views as search
from huitou.doors.console.today import views as today
from huitou.doors.console.waiting import views as waiting

urlpatterns = [
    path("", today.today, name="console-today"),
    path("today/people/<slug:who>", today.people, name="console-today-people"),
    path("search", search.search, name="console-search"),
    path("waiting/cases", waiting.cases, name="console-waiting-cases"),
    path("waiting/differences", waiting.differences, name="console-waiting-differences"),
    path("waiting/differences/<str:difference_id>/resolve", waiting.resolve),
    path("waiting/stock", waiting.stock, name="console-waiting-stock"),
    path("waiting/certificates", waiting.certificates, name="console-waiting-certificates"),
    path("guide", guide.guide, name="console-guide"),
    path("guide/key", guide.make_key, name="console-guide-key"),
    path("guide/away", guide.put_away, name="console-guide-away"),
    path("settings/", include("huitou.doors.console.urls_settings")),
    path("start", first_owner.first_owner, name="console-start"),
    path("password", password.my_password, name="console-password"),
    path("sign-in", signing_in.sign_in, name="console-sign-in"),
    path("sign-out", signing_in.sign_out, name="console-sign-out"),
    *urls_whole.urlpatterns,
    *urls_explore.urlpatterns,
]
