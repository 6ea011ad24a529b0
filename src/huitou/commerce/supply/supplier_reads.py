"""What others may ask about suppliers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from huitou.commerce.supply.models import Certificate, CertificateChange, SuppliedVariant, Supplier
from huitou.kernel import NotFound


@dataclass(frozen=True)
class SupplierRow:
    """A supplier; `contact` shows that there is one, never what it is (see `reveal_contact`)."""

    id: str
    name: str
    contact: str
    state: str


@dataclass(frozen=True)
class CertificateRow:
    """A paper; `state` is that of the last daily look at it. `has_picture`: see `paper_of`."""

    id: str
    supplier_id: str
    kind: str
    number: str
    document: str
    mandatory: bool
    issued: date
    expires: date
    state: str
    has_picture: bool


@dataclass(frozen=True)
class CertificateMove:
    """Who brought a certificate into a state, when and why."""

    state: str
    at: datetime
    actor: str
    why: str


def list_suppliers(*, after: str = "", limit: int = 100) -> list[SupplierRow]:
    """Suppliers by id (by age), behind the id `after`."""
    rows = Supplier.objects.filter(id__gt=after).order_by("id")
    return [supplier_row(row) for row in rows[:limit]]


def supplier_of(supplier_id: str) -> SupplierRow:
    """One supplier. NotFound for an unknown one."""
    return supplier_row(found_supplier(supplier_id))


def variants_of(supplier_id: str, *, after: str = "", limit: int = 100) -> list[str]:
    """The ids of the variants that a supplier delivers, behind the id `after`."""
    found_supplier(supplier_id)
    rows = SuppliedVariant.objects.filter(supplier_id=supplier_id, variant_id__gt=after)
    return list(rows.order_by("variant_id").values_list("variant_id", flat=True)[:limit])


def suppliers_of(variant_id: str) -> list[SupplierRow]:
    """Who delivers a variant."""
    rows = Supplier.objects.filter(variants__variant_id=variant_id).order_by("id")
    return [supplier_row(row) for row in rows]


def certificates_of(supplier_id: str) -> list[CertificateRow]:
    """A supplier's papers, the newest first. NotFound for an unknown supplier."""
    found_supplier(supplier_id)
    rows = Certificate.objects.filter(supplier_id=supplier_id).order_by("-id")
    return [certificate_row(row) for row in rows]


def list_certificates(
    states: Sequence[str], *, after: str = "", limit: int = 100
) -> list[CertificateRow]:
    """The papers of all suppliers in these states, by id, behind the id `after`."""
    rows = Certificate.objects.filter(state__in=list(states), id__gt=after).order_by("id")
    return [certificate_row(row) for row in rows[:limit]]


def certificate_history(certificate_id: str) -> list[CertificateMove]:
    """What became of a paper, from its beginning."""
    rows = CertificateChange.objects.filter(certificate_id=certificate_id).order_by("id")
    return [CertificateMove(row.state, row.at, row.actor, row.why) for row in rows]


def found_supplier(supplier_id: str, *, lock: bool = False) -> Supplier:
    """NotFound for an unknown one."""
    rows = Supplier.objects.select_for_update() if lock else Supplier.objects
    supplier = rows.filter(id=supplier_id).first()
    if supplier is None:
        raise NotFound(
            "There is no such supplier.",
            remedy="Look at the list of suppliers.",
            code="supply.unknown_supplier",
            field="supplier_id",
        )
    return supplier


def supplier_row(row: Supplier) -> SupplierRow:
    masked = f"{row.contact[0]}•••" if row.contact else ""
    return SupplierRow(row.id, row.name, masked, row.state)


def certificate_row(row: Certificate) -> CertificateRow:
    return CertificateRow(
        id=row.id,
        supplier_id=row.supplier_id,
        kind=row.kind,
        number=row.number,
        document=row.document,
        mandatory=row.mandatory,
        issued=row.issued,
        expires=row.expires,
        state=row.state,
        has_picture=bool(row.picture),
    )
