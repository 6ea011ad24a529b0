"""Routes: sign in, in every way that there is, and all routes of the room."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from huitou.commerce.members import (
    api_account,
    api_addresses,
    api_privacy,
    api_sessions,
    api_staff,
)
from huitou.commerce.members.api_client import bearer, client_of, guest_token
from huitou.commerce.members.guests import GuestBegun, begin_guest
from huitou.commerce.members.passwords import sign_in_with_password
from huitou.commerce.members.sessions import sign_out
from huitou.commerce.members.sign_in import SignedIn, request_code, sign_in_with_code
from huitou.commerce.members.tickets import TICKET_COOKIE, sign_in_with_ticket
from huitou.foundation.clocks import current_clock
from huitou.foundation.web import Input, members, once, public

router = Router()


class GuestOut(Schema):
    id: str
    token: str = Field(description="Shown this once. Send it as a bearer's until you sign in.")


class SignedInOut(Schema):
    member_id: str
    token: str = Field(description="Shown this once. Send it as a bearer's.")
    is_new: bool = Field(description="Whether this made the account.")


class CodeWanted(Input):
    contact: str = Field(max_length=254, description="An e-mail address or a phone number.")
    language: str = Field("en", max_length=10)


class CodeTyped(Input):
    contact: str = Field(max_length=254)
    code: str = Field(max_length=20)
    device: str = Field("", max_length=200, description="What the device is called.")
    language: str = Field("en", max_length=10, description="A new member's.")
    nickname: str = Field("", max_length=100, description="A new member's.")
    password: str | None = Field(None, max_length=1000, description="A new member's.")


class PasswordTyped(Input):
    contact: str = Field(max_length=254)
    password: str = Field(max_length=1000)
    device: str = Field("", max_length=200)


class TicketBrought(Input):
    device: str = Field("", max_length=200)
    language: str = Field("en", max_length=10, description="A new member's.")


@router.post("/members/guest", auth=public(), response={201: GuestOut})
@once
def be_a_guest(request: HttpRequest) -> GuestBegun:
    """A token for somebody who fills a basket before they say who they are."""
    return begin_guest(clock=current_clock())


@router.post("/members/codes", auth=public(), response={204: None})
@once(whole=False)
def ask_for_code(request: HttpRequest, body: CodeWanted) -> None:
    """Send a code to sign in with. The answer is the same whether or not a member has the contact;
    429 within a minute of the last code and over the day's limits.
    """
    request_code(
        contact=body.contact,
        client=client_of(request),
        language=body.language,
        clock=current_clock(),
    )


@router.post("/members/sessions", auth=public(), response={201: SignedInOut})
@once(whole=False)
def sign_in_by_code(request: HttpRequest, body: CodeTyped) -> SignedIn:
    """Sign in with the code that was sent; a contact that no member has makes one. Sent with a
    guest's token, what was the guest's becomes the member's.
    """
    return sign_in_with_code(
        contact=body.contact,
        code=body.code,
        client=client_of(request, body.device),
        guest_token=guest_token(request),
        language=body.language,
        nickname=body.nickname,
        password=body.password,
        clock=current_clock(),
    )


@router.post("/members/sessions/password", auth=public(), response={201: SignedInOut})
@once(whole=False)
def sign_in_by_password(request: HttpRequest, body: PasswordTyped) -> SignedIn:
    """Sign in with a password; 429 after wrong ones until a pause has passed."""
    return sign_in_with_password(
        contact=body.contact,
        password=body.password,
        client=client_of(request, body.device),
        guest_token=guest_token(request),
        clock=current_clock(),
    )


@router.post("/members/sessions/service", auth=public(), response={201: SignedInOut})
@once(whole=False)
def sign_in_by_service(request: HttpRequest, body: TicketBrought) -> SignedIn:
    """Sign in after coming back from another service (/members/social/NAME/login/?next=/), within
    a minute and in the same browser: a cookie that it has set says who it was.
    """
    return sign_in_with_ticket(
        ticket=request.COOKIES.get(TICKET_COOKIE, ""),
        client=client_of(request, body.device),
        guest_token=guest_token(request),
        language=body.language,
        clock=current_clock(),
    )


@router.delete("/members/sessions", auth=members(), response={204: None})
@once
def sign_me_out(request: HttpRequest) -> None:
    """Sign out on this device."""
    sign_out(token=bearer(request), clock=current_clock())


for part in (api_sessions, api_account, api_addresses, api_privacy, api_staff):
    router.add_router("", part.router)
