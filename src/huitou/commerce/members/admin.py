"""Lists for operators: members with masked contacts, found by their id or their exact contact; one
form that freezes, unfreezes or reveals, each for a reason.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from unfold.admin import ModelAdmin

from huitou.commerce.members.freeze import freeze_member, unfreeze_member
from huitou.commerce.members.models import Member, Session
from huitou.commerce.members.reads import member_with_contact
from huitou.commerce.members.reveals import reveal_contact
from huitou.commerce.members.ways import Way
from huitou.foundation.accounts import actor_of
from huitou.foundation.actors import Actor
from huitou.foundation.clocks import current_clock
from huitou.kernel import HuitouError


class _ReadOnly(ModelAdmin):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ActForm(forms.Form):
    """What to do, and why."""

    act = forms.ChoiceField(
        label=_("What"),
        choices=(
            ("email", _("Show the e-mail address")),
            ("phone", _("Show the phone number")),
            ("freeze", _("Freeze: sign out everywhere, let in no more")),
            ("unfreeze", _("Unfreeze: let in again")),
        ),
    )
    reason = forms.CharField(label=_("Why"), max_length=200)


@admin.register(Member)
class MemberAdmin(_ReadOnly):
    list_display = ("id", "created_at", "status", "language", "contacts_masked")
    list_filter = ("status", "language", "created_at")
    search_fields = ("id",)
    search_help_text = _("An id, or a whole e-mail address or phone number")
    fields = ("id", "created_at", "status", "language", "contacts_masked", "act_link")
    ordering = ("-id",)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("contacts")

    def get_search_results(self, request: HttpRequest, queryset: Any, term: str) -> Any:
        try:
            found = member_with_contact(term)
        except HuitouError:
            found = term.strip()
        return (queryset.filter(id=found) if term else queryset), False

    @admin.display(description=_("Contacts"))
    def contacts_masked(self, member: Member) -> str:
        return ", ".join(Way(c.kind, c.value).masked for c in member.contacts.all())

    @admin.display(description=_("Act"))
    def act_link(self, member: Member) -> str:
        address = reverse("admin:members_member_act", args=[member.id])
        return format_html('<a href="{}">{}</a>', address, _("Show a contact, freeze or unfreeze"))

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.act)
        return [path("<str:member_id>/act/", view, name="members_member_act"), *super().get_urls()]

    @method_decorator(never_cache)
    def act(self, request: HttpRequest, member_id: str) -> HttpResponse:
        """The form, and what came of it."""
        member = self.get_object(request, member_id)
        if member is None or not self.has_view_permission(request, member):
            raise PermissionDenied
        form, told = ActForm(request.POST or None), ""
        if form.is_valid():
            try:
                told = _do(actor_of(request.user), member.id, **form.cleaned_data)
            except HuitouError as error:
                form.add_error(None, str(error))
        # The answer itself says it: a message that waits for the next page would lie in a cookie.
        context = {
            **self.admin_site.each_context(request),
            "title": member.id,
            "form": form,
            "told": told,
            "opts": self.opts,
        }
        return TemplateResponse(request, "members/act.html", context)


@admin.register(Session)
class SessionAdmin(_ReadOnly):
    list_display = ("id", "member_id", "created_at", "seen_at", "ended_at")
    search_fields = ("=member__id",)
    fields = list_display
    ordering = ("-id",)


def _do(actor: Actor, member_id: str, act: str, reason: str) -> str:
    clock = current_clock()
    if act == "freeze":
        freeze_member(member_id=member_id, reason=reason, actor=actor, clock=clock)
        return str(_("The member is frozen."))
    if act == "unfreeze":
        unfreeze_member(member_id=member_id, reason=reason, actor=actor, clock=clock)
        return str(_("The member may sign in again."))
    kind: Any = act
    return reveal_contact(member_id=member_id, kind=kind, reason=reason, actor=actor, clock=clock)
