"""Which of the staff is there."""

from __future__ import annotations

from django.http import HttpRequest

from huitou.foundation.accounts import actor_of
from huitou.foundation.actors import Actor

_ACTOR = "actor"


def signed_in(request: HttpRequest) -> bool:
    """Whether one of the staff is there, whatever they may do."""
    user = request.user
    return bool(user.is_authenticated and user.is_active and user.is_staff)


def actor(request: HttpRequest) -> Actor:
    """Whoever is signed in, with the permissions of their roles: found once a request. Somebody
    who is not has no permission at all.
    """
    if not hasattr(request, _ACTOR):
        found = actor_of(request.user) if signed_in(request) else Actor("staff", "")
        setattr(request, _ACTOR, found)
    kept: Actor = getattr(request, _ACTOR)
    return kept
