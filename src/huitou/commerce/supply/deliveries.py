"""Whether a supplier may deliver, and what it delivers."""

from __future__ import annotations

from huitou.commerce.supply import supplier_rules
from huitou.commerce.supply.models import Certificate, SuppliedVariant
from huitou.commerce.supply.shop_day import today_of
from huitou.commerce.supply.supplier_reads import found_supplier
from huitou.kernel import Clock, Conflict


def check_may_deliver(supplier_id: str, *, clock: Clock) -> None:
    """Conflict if the supplier is not active, or a paper that it must have is not good today. The
    dates decide, not what the daily look has written down: it may be hours away.
    """
    supplier = found_supplier(supplier_id)
    if supplier.state != supplier_rules.ACTIVE:
        raise Conflict(
            f"{supplier.name} is {supplier.state}.",
            remedy="Make the supplier active again, or receive from another.",
            code="supply.supplier_inactive",
            field="supplier_id",
        )
    missing = _missing(supplier.certificates.order_by("id"), clock)
    if missing:
        raise Conflict(
            f"{supplier.name} has no {', '.join(missing)} that is good today.",
            remedy="Add the renewed certificate, then receive the goods.",
            code="supply.certificate_expired",
            field="supplier_id",
        )


def note_delivery(supplier_id: str, variant_id: str) -> bool:
    """Whether it was not known before that the supplier delivers the variant."""
    _, new = SuppliedVariant.objects.get_or_create(supplier_id=supplier_id, variant_id=variant_id)
    return bool(new)


def _missing(certificates: list[Certificate], clock: Clock) -> list[str]:
    """The kinds that must be there and are not good. The newest of a kind says whether it must."""
    today, must, good = today_of(clock), {}, set()
    for one in certificates:
        must[one.kind] = one.mandatory
        if one.state != supplier_rules.REVOKED and one.issued <= today <= one.expires:
            good.add(one.kind)
    return sorted(kind for kind, mandatory in must.items() if mandatory and kind not in good)
