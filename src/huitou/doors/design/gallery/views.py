"""The gallery for whoever of the staff is signed in."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from huitou.doors.design.answer import show
from huitou.doors.design.gallery.shelves import SHELVES, gallery_page, shop_page
from huitou.foundation.access import open_to_all

_SIGN_IN = "/admin/login/"


@open_to_all
def gallery(request: HttpRequest, shelf: str = "buttons") -> HttpResponse:
    """A page of the gallery; to the sign-in for whoever is not of the staff."""
    user = request.user
    if not (user.is_authenticated and user.is_active and user.is_staff):
        return HttpResponseRedirect(f"{_SIGN_IN}?{urlencode({'next': request.get_full_path()})}")
    if shelf == "shop":
        return show(request, shop_page())
    if shelf not in SHELVES:
        raise Http404
    return show(request, gallery_page(shelf, who=str(user)))
