"""The first page of the shop."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from huitou.doors.design import show
from huitou.doors.shop.answering import shop_page
from huitou.doors.shop.frame import shop_frame
from huitou.doors.shop.pages.home import HomePage
from huitou.doors.shop.views_told import View


@shop_page()
def home(request: HttpRequest) -> HttpResponse:
    page = HomePage(
        title=settings.SHOP_NAME,
        frame=shop_frame(request, "home", view=View("Home")),
        canonical="/",
    )
    return show(request, page)
