"""Who may sign in to work here, in which roles, and programs with tokens.

Verbs: `create_staff`, `set_roles`, `deactivate`, `activate`, `change_password`, `give_password`,
`reset_password`, `issue_token` (its secret is shown once), `revoke_token`, `reveal` (personal data,
for a reason), `limit_rate` (how often somebody may come), `forget_rates`. What staff do is audited.
Reads: `actor_of`, `actor_of_token`, `staff_members`, `staff_member`, `names_of`, `tokens`. Data:
`MEANINGS` (every permission), `ROLES`. Pure: `permissions_of`. For tests: `forget_leases`.
Says no facts and hears none. Members have no account here: their room knows who they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from huitou.foundation.lazy import lazy

if TYPE_CHECKING:
    from huitou.foundation.accounts.api_tokens import IssuedToken, issue_token, revoke_token
    from huitou.foundation.accounts.callers import actor_of, actor_of_token
    from huitou.foundation.accounts.passwords import change_password, reset_password
    from huitou.foundation.accounts.permissions import MEANINGS
    from huitou.foundation.accounts.rates import forget_leases, forget_rates, limit_rate
    from huitou.foundation.accounts.reads import (
        StaffMember,
        TokenRow,
        names_of,
        staff_member,
        staff_members,
        tokens,
    )
    from huitou.foundation.accounts.reveals import reveal
    from huitou.foundation.accounts.rules import ROLES, permissions_of
    from huitou.foundation.accounts.staff import (
        activate,
        create_staff,
        deactivate,
        give_password,
        set_roles,
    )

__all__ = [
    "MEANINGS",
    "ROLES",
    "IssuedToken",
    "StaffMember",
    "TokenRow",
    "activate",
    "actor_of",
    "actor_of_token",
    "change_password",
    "create_staff",
    "deactivate",
    "forget_leases",
    "forget_rates",
    "give_password",
    "issue_token",
    "limit_rate",
    "names_of",
    "permissions_of",
    "reset_password",
    "reveal",
    "revoke_token",
    "set_roles",
    "staff_member",
    "staff_members",
    "tokens",
]

__getattr__ = lazy(
    __name__,
    api_tokens=("IssuedToken", "issue_token", "revoke_token"),
    callers=("actor_of", "actor_of_token"),
    passwords=("change_password", "reset_password"),
    permissions=("MEANINGS",),
    rates=("forget_leases", "forget_rates", "limit_rate"),
    reads=("StaffMember", "TokenRow", "names_of", "staff_member", "staff_members", "tokens"),
    reveals=("reveal",),
    rules=("ROLES", "permissions_of"),
    staff=("activate", "create_staff", "deactivate", "give_password", "set_roles"),
)
