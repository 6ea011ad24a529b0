"""Routes: what a member says about themselves, their contacts and their password."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from huitou.commerce.members.api_client import bearer, client_of
from huitou.commerce.members.contacts import (
    remove_contact,
    remove_identity,
    request_contact_code,
    set_contact,
)
from huitou.commerce.members.passwords import remove_password, set_password
from huitou.commerce.members.profile_edits import set_birthday, set_language, set_nickname
from huitou.commerce.members.proof import request_proof
from huitou.commerce.members.reads import Profile, profile
from huitou.foundation.clocks import current_clock
from huitou.foundation.web import Input, caller, members, once

router = Router()
Proof = Field("", max_length=1000, description="The password, or a code of /members/me/proofs.")


class MemberContactOut(Schema):
    kind: str
    masked: str
    verified_at: datetime


class MemberOut(Schema):
    id: str
    created_at: datetime
    status: str
    nickname: str
    birthday: date | None
    language: str
    personalisation: bool
    has_password: bool
    contacts: list[MemberContactOut]
    providers: list[str]


class ProfileChange(Input):
    nickname: str | None = Field(None, max_length=100)
    birthday: date | None = None
    language: str | None = Field(None, max_length=10)


class ContactWanted(Input):
    contact: str = Field(max_length=254)


class ContactProved(Input):
    contact: str = Field(max_length=254)
    code: str = Field(max_length=20)
    proof: str = Proof


class ContactGone(Input):
    kind: Literal["email", "phone"]
    proof: str = Proof


class IdentityGone(Input):
    provider: str = Field(max_length=60)
    proof: str = Proof


class ProofWanted(Input):
    kind: Literal["email", "phone"]


class PasswordWanted(Input):
    password: str = Field(max_length=1000)
    proof: str = Proof


class PasswordGone(Input):
    proof: str = Proof


@router.get("/members/me", auth=members(), response=MemberOut)
def my_profile(request: HttpRequest) -> Profile:
    """Who I am here; contacts are masked."""
    return profile(caller(request).id)


@router.patch("/members/me", auth=members(), response=MemberOut)
@once
def change_my_profile(request: HttpRequest, body: ProfileChange) -> Profile:
    """Change what is named; the birthday three times in all and once a year."""
    actor, clock = caller(request), current_clock()
    if body.nickname is not None:
        set_nickname(nickname=body.nickname, actor=actor, clock=clock)
    if body.birthday is not None:
        set_birthday(birthday=body.birthday, actor=actor, clock=clock)
    if body.language is not None:
        set_language(language=body.language, actor=actor, clock=clock)
    return profile(actor.id)


@router.post("/members/me/proofs", auth=members(), response={204: None})
@once(whole=False)
def ask_for_proof(request: HttpRequest, body: ProofWanted) -> None:
    """Send a code to my own contact, as the `proof` that other routes want."""
    request_proof(
        kind=body.kind, client=client_of(request), actor=caller(request), clock=current_clock()
    )


@router.post("/members/me/contacts/codes", auth=members(), response={204: None})
@once(whole=False)
def ask_for_contact_code(request: HttpRequest, body: ContactWanted) -> None:
    """Send a code to a contact that I want to add."""
    client, actor = client_of(request), caller(request)
    request_contact_code(contact=body.contact, client=client, actor=actor, clock=current_clock())


@router.put("/members/me/contacts", auth=members(), response=MemberOut)
@once(whole=False)
def put_my_contact(request: HttpRequest, body: ContactProved) -> Profile:
    """Add a contact, or put it in the place of my other one of its kind."""
    actor = caller(request)
    set_contact(
        contact=body.contact,
        code=body.code,
        proof=body.proof,
        client=client_of(request),
        actor=actor,
        clock=current_clock(),
    )
    return profile(actor.id)


@router.post("/members/me/contacts/remove", auth=members(), response=MemberOut)
@once(whole=False)
def remove_my_contact(request: HttpRequest, body: ContactGone) -> Profile:
    """Remove a contact; something to sign in with has to be left."""
    client, actor, clock = client_of(request), caller(request), current_clock()
    remove_contact(kind=body.kind, proof=body.proof, client=client, actor=actor, clock=clock)
    return profile(actor.id)


@router.post("/members/me/identities/remove", auth=members(), response=MemberOut)
@once(whole=False)
def remove_my_identity(request: HttpRequest, body: IdentityGone) -> Profile:
    """No longer sign in with my account at a service."""
    client, actor, clock = client_of(request), caller(request), current_clock()
    remove_identity(
        provider=body.provider, proof=body.proof, client=client, actor=actor, clock=clock
    )
    return profile(actor.id)


@router.put("/members/me/password", auth=members(), response={204: None})
@once(whole=False)
def put_my_password(request: HttpRequest, body: PasswordWanted) -> None:
    """Set or change my password; other sessions end."""
    set_password(
        password=body.password,
        proof=body.proof,
        token=bearer(request),
        client=client_of(request),
        actor=caller(request),
        clock=current_clock(),
    )


@router.post("/members/me/password/remove", auth=members(), response={204: None})
@once(whole=False)
def remove_my_password(request: HttpRequest, body: PasswordGone) -> None:
    """Sign in with codes alone from now on."""
    client, actor = client_of(request), caller(request)
    remove_password(proof=body.proof, client=client, actor=actor, clock=current_clock())
