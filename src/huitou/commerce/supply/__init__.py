"""What there is to sell: stock with its ledger, reservations, pools, suppliers and their papers.

Verbs on stock: `receive`, `adjust`, `take_back`, `carve` and `return_rest` (a pool for one
activity). For a holder, such as an order: `reserve`, `extend`, `release`, `commit` (shipped).
Schedules: `expire_reservations`, `mark_certificates`, `check_books`. On suppliers:
`add_supplier`, `change_supplier`, `set_supplier_state`, `reveal_contact`, `link_variant`,
`unlink_variant`, `add_certificate`, `renew_certificate`, `revoke_certificate`, `upload_paper`.
Reads: `available`, `coarse_stock`, `levels`, `low_levels`, `count_low`, `entries`, `reservations`,
`hold_history`, `reconcile`, `list_suppliers`, `supplier_of`, `suppliers_of`, `variants_of`,
`certificates_of`, `list_certificates`, `certificate_history`, `paper_of`. For the API: `router`.
Registration: `keep_alive`, from a room's AppConfig.ready. Errors that callers may want: `SoldOut`.
Says no facts and hears none: orders tell what happened to people.

Balances change in one statement that also checks, in the order of their ids, so that nobody sells
what is not there and nobody waits in a circle. Lock an order before its stock.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from huitou.foundation.lazy import lazy

if TYPE_CHECKING:
    from huitou.commerce.supply.api import router
    from huitou.commerce.supply.certificates import (
        Paper,
        add_certificate,
        mark_certificates,
        renew_certificate,
        revoke_certificate,
    )
    from huitou.commerce.supply.closing import commit, extend, release
    from huitou.commerce.supply.counting import adjust
    from huitou.commerce.supply.expiring import expire_reservations
    from huitou.commerce.supply.hold_states import Reserved
    from huitou.commerce.supply.incoming import receive, take_back
    from huitou.commerce.supply.keeping import keep_alive
    from huitou.commerce.supply.papers import paper_of, upload_paper
    from huitou.commerce.supply.pools import carve, return_rest
    from huitou.commerce.supply.reads import (
        HoldMove,
        Level,
        Moved,
        available,
        coarse_stock,
        count_low,
        entries,
        hold_history,
        levels,
        low_levels,
        reservations,
    )
    from huitou.commerce.supply.reconciling import Difference, check_books, reconcile
    from huitou.commerce.supply.reserving import reserve
    from huitou.commerce.supply.rules import Coarse, Line, SoldOut
    from huitou.commerce.supply.supplier_reads import (
        CertificateMove,
        CertificateRow,
        SupplierRow,
        certificate_history,
        certificates_of,
        list_certificates,
        list_suppliers,
        supplier_of,
        suppliers_of,
        variants_of,
    )
    from huitou.commerce.supply.suppliers import (
        add_supplier,
        change_supplier,
        link_variant,
        reveal_contact,
        set_supplier_state,
        unlink_variant,
    )

_NAMES = {
    "api": ("router",),
    "certificates": (
        "Paper",
        "add_certificate",
        "mark_certificates",
        "renew_certificate",
        "revoke_certificate",
    ),
    "closing": ("commit", "extend", "release"),
    "counting": ("adjust",),
    "expiring": ("expire_reservations",),
    "hold_states": ("Reserved",),
    "incoming": ("receive", "take_back"),
    "keeping": ("keep_alive",),
    "papers": ("paper_of", "upload_paper"),
    "pools": ("carve", "return_rest"),
    "reads": (
        "HoldMove",
        "Level",
        "Moved",
        "available",
        "coarse_stock",
        "count_low",
        "entries",
        "hold_history",
        "levels",
        "low_levels",
        "reservations",
    ),
    "reconciling": ("Difference", "check_books", "reconcile"),
    "reserving": ("reserve",),
    "rules": ("Coarse", "Line", "SoldOut"),
    "supplier_reads": (
        "CertificateMove",
        "CertificateRow",
        "SupplierRow",
        "certificate_history",
        "certificates_of",
        "list_certificates",
        "list_suppliers",
        "supplier_of",
        "suppliers_of",
        "variants_of",
    ),
    "suppliers": (
        "add_supplier",
        "change_supplier",
        "link_variant",
        "reveal_contact",
        "set_supplier_state",
        "unlink_variant",
    ),
}

__all__ = [
    "CertificateMove",
    "CertificateRow",
    "Coarse",
    "Difference",
    "HoldMove",
    "Level",
    "Line",
    "Moved",
    "Paper",
    "Reserved",
    "SoldOut",
    "SupplierRow",
    "add_certificate",
    "add_supplier",
    "adjust",
    "available",
    "carve",
    "certificate_history",
    "certificates_of",
    "change_supplier",
    "check_books",
    "coarse_stock",
    "commit",
    "count_low",
    "entries",
    "expire_reservations",
    "extend",
    "hold_history",
    "keep_alive",
    "levels",
    "link_variant",
    "list_certificates",
    "list_suppliers",
    "low_levels",
    "mark_certificates",
    "paper_of",
    "receive",
    "reconcile",
    "release",
    "renew_certificate",
    "reservations",
    "reserve",
    "return_rest",
    "reveal_contact",
    "revoke_certificate",
    "router",
    "set_supplier_state",
    "supplier_of",
    "suppliers_of",
    "take_back",
    "unlink_variant",
    "upload_paper",
    "variants_of",
]

__getattr__ = lazy(__name__, **_NAMES)
