"""The addresses that Django answers. The intake's own are listed in `doors/track/routes.py`."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest, JsonResponse
from django.urls import include, path

import huitou
from huitou.doors.api import api
from huitou.foundation.access import open_to_all


@open_to_all
def healthz(request: HttpRequest) -> JsonResponse:
    """Whether the server runs, for a supervisor or a load balancer."""
    return JsonResponse({"status": "ok", "version": huitou.__version__})


urlpatterns = [
    path("healthz", healthz),
    path("admin/", admin.site.urls),
    path("api/v1/", api.urls),
    path("members/social/", include("huitou.commerce.members.social_urls")),
    path("", include("huitou.doors.design.urls")),
    path("console/", include("huitou.doors.console.urls")),
    path("", include("huitou.doors.report.urls")),
    path("", include("huitou.doors.shop.urls")),
]

handler400 = "huitou.foundation.plain_page.unreadable"
handler403 = "huitou.foundation.plain_page.refused"
handler404 = "huitou.foundation.plain_page.not_found"
handler500 = "huitou.foundation.plain_page.failed"
