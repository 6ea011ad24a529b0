"""Members: who shops here, how they sign in, and what they say about themselves.

Verbs. Sign in: `begin_guest`, `request_code`, `sign_in_with_code`, `sign_in_with_password`,
`sign_in_with_identity`, `sign_in_with_ticket`, `sign_out`, `end_session`, `end_other_sessions`.
Keep the account: `request_proof`, `set_password`, `remove_password`, `request_contact_code`,
`set_contact`, `remove_contact`, `remove_identity`. Say: `set_nickname`, `set_birthday`,
`set_language`. Addresses: `add_address`, `change_address`, `remove_address`,
`put_back_address`, `set_default_address`. Staff: `freeze_member`, `unfreeze_member`,
`reveal_contact`, `reveal_address`, `reveal_own_words`.
Jobs: `forget_spent`.
Reads: `profile`, `members_before`, `member_with_contact`, `sessions_of`, `addresses_of`,
`address_of`, `actor_of_token`; for staff, masked: `member_cards`, `member_whole`, `guest_cards`,
`masked_addresses_of`. Data: `TICKET_COOKIE`. Pure: `way_of`, `phone_of`, `masked_phone`,
`checked_address`.
Routes: `router`. For settings: `mail_server`, `social_providers`. Registration:
`on_guest_merged`, `register_sender`. Consent, export and erasure are `foundation.privacy`'s.

Facts said: Signed Up, Signed In (`method`), Signed Out, and that a guest is a member
(`say_identity`). Facts heard: none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from huitou.foundation.lazy import lazy

if TYPE_CHECKING:
    from huitou.commerce.members.address_rules import AddressFields, checked_address
    from huitou.commerce.members.addresses import (
        add_address,
        change_address,
        put_back_address,
        remove_address,
        set_default_address,
    )
    from huitou.commerce.members.api import router
    from huitou.commerce.members.client import Client
    from huitou.commerce.members.contacts import (
        remove_contact,
        remove_identity,
        request_contact_code,
        set_contact,
    )
    from huitou.commerce.members.freeze import freeze_member, unfreeze_member
    from huitou.commerce.members.guests import GuestBegun, begin_guest, on_guest_merged
    from huitou.commerce.members.identities import sign_in_with_identity
    from huitou.commerce.members.mail_settings import mail_server
    from huitou.commerce.members.passwords import (
        remove_password,
        set_password,
        sign_in_with_password,
    )
    from huitou.commerce.members.profile_edits import (
        set_birthday,
        set_language,
        set_nickname,
    )
    from huitou.commerce.members.proof import request_proof
    from huitou.commerce.members.reads import (
        MaskedContact,
        Profile,
        SavedAddress,
        SessionRow,
        address_of,
        addresses_of,
        member_with_contact,
        members_before,
        profile,
        sessions_of,
    )
    from huitou.commerce.members.reveals import (
        OwnWords,
        reveal_address,
        reveal_contact,
        reveal_own_words,
    )
    from huitou.commerce.members.senders import CodeMessage, CodeSender, register_sender
    from huitou.commerce.members.sessions import (
        actor_of_token,
        end_other_sessions,
        end_session,
        sign_out,
    )
    from huitou.commerce.members.sign_in import SignedIn, request_code, sign_in_with_code
    from huitou.commerce.members.social_settings import social_providers
    from huitou.commerce.members.staff_reads import (
        GuestCard,
        MaskedAddress,
        MemberCard,
        MemberWhole,
        SignInService,
        guest_cards,
        masked_addresses_of,
        masked_name,
        member_cards,
        member_whole,
    )
    from huitou.commerce.members.tickets import TICKET_COOKIE, sign_in_with_ticket
    from huitou.commerce.members.tidy import forget_spent
    from huitou.commerce.members.ways import Way, masked_phone, phone_of, way_of

__all__ = [
    "TICKET_COOKIE",
    "AddressFields",
    "Client",
    "CodeMessage",
    "CodeSender",
    "GuestBegun",
    "GuestCard",
    "MaskedAddress",
    "MaskedContact",
    "MemberCard",
    "MemberWhole",
    "OwnWords",
    "Profile",
    "SavedAddress",
    "SessionRow",
    "SignInService",
    "SignedIn",
    "Way",
    "actor_of_token",
    "add_address",
    "address_of",
    "addresses_of",
    "begin_guest",
    "change_address",
    "checked_address",
    "end_other_sessions",
    "end_session",
    "forget_spent",
    "freeze_member",
    "guest_cards",
    "mail_server",
    "masked_addresses_of",
    "masked_name",
    "masked_phone",
    "member_cards",
    "member_whole",
    "member_with_contact",
    "members_before",
    "on_guest_merged",
    "phone_of",
    "profile",
    "put_back_address",
    "register_sender",
    "remove_address",
    "remove_contact",
    "remove_identity",
    "remove_password",
    "request_code",
    "request_contact_code",
    "request_proof",
    "reveal_address",
    "reveal_contact",
    "reveal_own_words",
    "router",
    "sessions_of",
    "set_birthday",
    "set_contact",
    "set_default_address",
    "set_language",
    "set_nickname",
    "set_password",
    "sign_in_with_code",
    "sign_in_with_identity",
    "sign_in_with_password",
    "sign_in_with_ticket",
    "sign_out",
    "social_providers",
    "unfreeze_member",
    "way_of",
]

__getattr__ = lazy(
    __name__,
    address_rules=("AddressFields", "checked_address"),
    addresses=(
        "add_address",
        "change_address",
        "put_back_address",
        "remove_address",
        "set_default_address",
    ),
    api=("router",),
    client=("Client",),
    contacts=("remove_contact", "remove_identity", "request_contact_code", "set_contact"),
    freeze=("freeze_member", "unfreeze_member"),
    guests=("GuestBegun", "begin_guest", "on_guest_merged"),
    identities=("sign_in_with_identity",),
    mail_settings=("mail_server",),
    passwords=("remove_password", "set_password", "sign_in_with_password"),
    profile_edits=("set_birthday", "set_language", "set_nickname"),
    proof=("request_proof",),
    reads=(
        "MaskedContact",
        "Profile",
        "SavedAddress",
        "SessionRow",
        "address_of",
        "addresses_of",
        "member_with_contact",
        "members_before",
        "profile",
        "sessions_of",
    ),
    reveals=("OwnWords", "reveal_address", "reveal_contact", "reveal_own_words"),
    senders=("CodeMessage", "CodeSender", "register_sender"),
    sessions=("actor_of_token", "end_other_sessions", "end_session", "sign_out"),
    sign_in=("SignedIn", "request_code", "sign_in_with_code"),
    social_settings=("social_providers",),
    staff_reads=(
        "GuestCard",
        "MaskedAddress",
        "MemberCard",
        "MemberWhole",
        "SignInService",
        "guest_cards",
        "masked_addresses_of",
        "masked_name",
        "member_cards",
        "member_whole",
    ),
    tidy=("forget_spent",),
    tickets=("TICKET_COOKIE", "sign_in_with_ticket"),
    ways=("Way", "masked_phone", "phone_of", "way_of"),
)
