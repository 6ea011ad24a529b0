"""Look after suppliers."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from huitou.commerce.supply import rules, supplier_rules
from huitou.commerce.supply.deliveries import note_delivery
from huitou.commerce.supply.models import SuppliedVariant, Supplier
from huitou.commerce.supply.supplier_reads import SupplierRow, found_supplier, supplier_row
from huitou.foundation import accounts, audit
from huitou.foundation.actors import Actor
from huitou.kernel import Clock, Conflict, new_id


def add_supplier(name: str, *, actor: Actor, clock: Clock, contact: str = "") -> SupplierRow:
    """A new supplier, active. Conflict `supply.supplier_exists` for a name that another has."""
    actor.need("supply.write")
    supplier = Supplier(id=new_id(clock), state=supplier_rules.ACTIVE, made_at=clock.now())
    return _written(supplier, name, contact, "supply.add_supplier", actor, clock)


def change_supplier(
    supplier_id: str,
    *,
    actor: Actor,
    clock: Clock,
    name: str | None = None,
    contact: str | None = None,
) -> SupplierRow:
    """Another name or contact; None leaves it as it is."""
    actor.need("supply.write")
    with transaction.atomic():
        supplier = found_supplier(supplier_id, lock=True)
        name = supplier.name if name is None else name
        contact = supplier.contact if contact is None else contact
        return _written(supplier, name, contact, "supply.change_supplier", actor, clock)


def set_supplier_state(
    supplier_id: str, state: str, *, why: str, actor: Actor, clock: Clock
) -> SupplierRow:
    """`suspended` suppliers deliver nothing until they are `active` again; `closed` is for good.
    Conflict for a move that is not among the SUPPLIER_TRANSITIONS.
    """
    actor.need("supply.write")
    why = rules.checked_text(why, "why", most=200)
    with transaction.atomic():
        supplier = found_supplier(supplier_id, lock=True)
        if state not in supplier_rules.SUPPLIER_TRANSITIONS[supplier.state]:
            raise Conflict(
                f"A supplier that is {supplier.state} cannot become {state}.",
                remedy="Active and suspended can be exchanged; closed is for good.",
                code="supply.bad_state",
                field="state",
            )
        supplier.state = state
        supplier.save(update_fields=["state"])
        detail = {"state": state, "why": why}
        audit.note(actor, "supply.set_supplier_state", supplier.id, detail, clock=clock)
        return supplier_row(supplier)


def reveal_contact(supplier_id: str, *, reason: str, actor: Actor, clock: Clock) -> str:
    """The contact in plain, for the permission `personal.reveal`; who looked and why is noted."""

    def read() -> str:
        return str(found_supplier(supplier_id).contact)

    return accounts.reveal(actor, "supply.contact", supplier_id, reason, read, clock=clock)


def link_variant(supplier_id: str, variant_id: str, *, actor: Actor, clock: Clock) -> None:
    """The supplier delivers this variant; once more changes nothing."""
    actor.need("supply.write")
    variant_id = rules.checked_variant(variant_id)
    with transaction.atomic():
        supplier = found_supplier(supplier_id)
        if note_delivery(supplier.id, variant_id):
            detail = {"variant": variant_id}
            audit.note(actor, "supply.link_variant", supplier.id, detail, clock=clock)


def unlink_variant(supplier_id: str, variant_id: str, *, actor: Actor, clock: Clock) -> None:
    """The supplier does not deliver this variant any more; once more changes nothing."""
    actor.need("supply.write")
    with transaction.atomic():
        supplier = found_supplier(supplier_id)
        rows = SuppliedVariant.objects.filter(supplier=supplier, variant_id=variant_id)
        if rows.delete()[0]:
            detail = {"variant": variant_id}
            audit.note(actor, "supply.unlink_variant", supplier.id, detail, clock=clock)


def _written(
    supplier: Supplier, name: str, contact: str, action: str, actor: Actor, clock: Clock
) -> SupplierRow:
    supplier.name = rules.checked_text(name, "name", most=120)
    supplier.contact = rules.checked_text(contact, "contact", least=0, most=500)
    try:
        with transaction.atomic():
            supplier.save()
            audit.note(actor, action, supplier.id, {"name": supplier.name}, clock=clock)
    except IntegrityError as error:
        raise Conflict(
            f"There is a supplier {supplier.name} already.",
            remedy="Use that one, or give another name.",
            code="supply.supplier_exists",
            field="name",
        ) from error
    return supplier_row(supplier)
