"""Look after the papers of suppliers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from huitou.commerce.supply import rules, supplier_rules
from huitou.commerce.supply.models import Certificate, CertificateChange
from huitou.commerce.supply.shop_day import today_of
from huitou.commerce.supply.supplier_reads import CertificateRow, certificate_row, found_supplier
from huitou.foundation import audit
from huitou.foundation.actors import SYSTEM, Actor
from huitou.kernel import Clock, Conflict, NotFound, new_id


@dataclass(frozen=True)
class Paper:
    """What a certificate says of itself; `document` names a file that is kept elsewhere."""

    number: str
    issued: date
    expires: date
    document: str = ""


def add_certificate(
    supplier_id: str,
    kind: str,
    paper: Paper,
    *,
    actor: Actor,
    clock: Clock,
    mandatory: bool = True,
) -> CertificateRow:
    """A paper of a kind (such as `food licence`). Without a good one of a `mandatory` kind the
    supplier delivers nothing; the newest paper of a kind says whether it is. Conflict
    `supply.certificate_exists` for a number that is there already.
    """
    actor.need("supply.write")
    kind = rules.checked_text(kind, "kind", most=60)
    today = today_of(clock)
    supplier_rules.checked_span(paper.issued, paper.expires, today)
    try:
        with transaction.atomic():
            certificate = Certificate(
                id=new_id(clock),
                supplier=found_supplier(supplier_id),
                kind=kind,
                number=rules.checked_text(paper.number, "number", most=80),
                document=rules.checked_text(paper.document, "document", least=0, most=255),
                mandatory=mandatory,
                issued=paper.issued,
                expires=paper.expires,
            )
            state = supplier_rules.state_on(paper.expires, today)
            _set_state(certificate, state, actor, "", clock)
            _note(actor, "supply.add_certificate", certificate, clock)
    except IntegrityError as error:
        raise Conflict(
            f"The supplier has a {kind} with the number {paper.number} already.",
            remedy="Look at the number; a renewed certificate has a new one.",
            code="supply.certificate_exists",
            field="number",
        ) from error
    return certificate_row(certificate)


def renew_certificate(
    certificate_id: str, paper: Paper, *, actor: Actor, clock: Clock
) -> CertificateRow:
    """The paper that follows another one; that one stays as it is, for the record."""
    actor.need("supply.write")
    with transaction.atomic():
        before = locked_certificate(certificate_id)
        return add_certificate(
            before.supplier_id,
            before.kind,
            paper,
            actor=actor,
            clock=clock,
            mandatory=before.mandatory,
        )


def revoke_certificate(
    certificate_id: str, *, why: str, actor: Actor, clock: Clock
) -> CertificateRow:
    """The paper counts no more, whatever its dates say; once more changes nothing."""
    actor.need("supply.write")
    why = rules.checked_text(why, "why", most=200)
    with transaction.atomic():
        certificate = locked_certificate(certificate_id)
        if certificate.state != supplier_rules.REVOKED:
            _set_state(certificate, supplier_rules.REVOKED, actor, why, clock)
            _note(actor, "supply.revoke_certificate", certificate, clock)
        return certificate_row(certificate)


def mark_certificates(*, clock: Clock) -> list[CertificateRow]:
    """Look at all papers once a day: which run out within 30 days, and which have. Answers those
    that became something else today.
    """
    today, marked = today_of(clock), []
    live = (supplier_rules.VALID, supplier_rules.EXPIRING)
    due = Certificate.objects.filter(state__in=live, expires__lte=today + supplier_rules.WARNED)
    for certificate_id in due.order_by("id").values_list("id", flat=True):
        with transaction.atomic():
            certificate = locked_certificate(certificate_id)
            state = supplier_rules.state_on(certificate.expires, today)
            if state in supplier_rules.CERTIFICATE_TRANSITIONS[certificate.state]:
                _set_state(certificate, state, SYSTEM, f"looked at on {today}", clock)
                marked.append(certificate_row(certificate))
    return marked


def locked_certificate(certificate_id: str) -> Certificate:
    """The certificate, locked until the transaction ends. NotFound for an unknown one."""
    certificate = Certificate.objects.select_for_update().filter(id=certificate_id).first()
    if certificate is None:
        raise no_certificate()
    return certificate


def no_certificate() -> NotFound:
    """The error for an unknown certificate."""
    return NotFound(
        "There is no such certificate.",
        remedy="Look at the supplier's list.",
        code="supply.unknown_certificate",
        field="certificate_id",
    )


def _set_state(certificate: Certificate, state: str, actor: Actor, why: str, clock: Clock) -> None:
    if state not in supplier_rules.CERTIFICATE_TRANSITIONS[certificate.state]:
        raise Conflict(
            f"A certificate that is {certificate.state} cannot become {state}.",
            remedy="Add a new one.",
            code="supply.bad_state",
        )
    certificate.state = state
    certificate.save(force_insert=certificate._state.adding)
    CertificateChange.objects.create(
        certificate=certificate, state=state, at=clock.now(), actor=str(actor), why=why
    )


def _note(actor: Actor, action: str, certificate: Certificate, clock: Clock) -> None:
    detail = {"certificate": certificate.id, "kind": certificate.kind}
    audit.note(actor, action, certificate.supplier_id, detail, clock=clock)
