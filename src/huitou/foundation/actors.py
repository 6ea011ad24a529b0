"""Who does something: a member, a guest, one of the staff, a program with a token, or huitou."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from huitou.kernel import Forbidden

Kind = Literal["member", "guest", "staff", "token", "system"]


@dataclass(frozen=True)
class Actor:
    """`id` is the member's, the guest's, the account's or the token's. `permissions` (such as
    `orders.refund`) are those of the staff's roles or the token's scopes; members and guests have
    none and act on what is their own.
    """

    kind: Kind
    id: str
    permissions: frozenset[str] = frozenset()

    @property
    def is_shopper(self) -> bool:
        return self.kind in ("member", "guest")

    def may(self, permission: str) -> bool:
        """Whether it is allowed; huitou itself may do anything."""
        return self.kind == "system" or permission in self.permissions

    def need(self, permission: str) -> None:
        """Forbidden without the permission."""
        if not self.may(permission):
            raise Forbidden(
                f"This needs the permission {permission}.",
                remedy="Ask an owner of the shop for a role that has it.",
                code="access.not_allowed",
            )

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


SYSTEM = Actor("system", "huitou")


def told_shoppers(actor: str) -> str:
    """What shoppers are told of who did something: the kind alone. Which of the staff it was stands
    in the audit log; a program works for the shop as they do.
    """
    kind = actor.partition(":")[0]
    return "staff" if kind == "token" else kind
