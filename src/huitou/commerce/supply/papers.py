"""Pictures of suppliers' papers, for staff alone."""

from __future__ import annotations

from django.db import transaction

from huitou.commerce.supply.certificates import locked_certificate, no_certificate
from huitou.commerce.supply.models import Certificate
from huitou.commerce.supply.supplier_reads import CertificateRow, certificate_row
from huitou.foundation import audit
from huitou.foundation.actors import Actor
from huitou.foundation.pictures import PrivatePictures
from huitou.kernel import Clock, NotFound, new_id

MOST_BYTES = 5 << 20
_STORE = PrivatePictures("certificates", "supply")


def upload_paper(
    certificate_id: str, image: bytes, *, actor: Actor, clock: Clock
) -> CertificateRow:
    """Keep a picture (JPEG, PNG or WebP) of a certificate, made anew without metadata. A better one
    takes its place; the one before stays in the folder, under the name that the audit log has.
    """
    actor.need("supply.write")
    picture = _STORE.picture_of(image, MOST_BYTES)
    with transaction.atomic():
        certificate = locked_certificate(certificate_id)
        before, certificate.picture = certificate.picture, new_id(clock)
        certificate.save(update_fields=["picture"])
        detail = {"certificate": certificate.id, "picture": certificate.picture, "before": before}
        audit.note(actor, "supply.upload_paper", certificate.supplier_id, detail, clock=clock)
        # Last, so that a full disk leaves no row behind.
        _STORE.write(certificate.picture, picture.body)
    return certificate_row(certificate)


def paper_of(certificate_id: str, *, actor: Actor) -> bytes:
    """The picture, a JPEG. NotFound for an unknown certificate, or one without a picture."""
    actor.need("supply.read")
    certificate = Certificate.objects.filter(id=certificate_id).first()
    if certificate is None:
        raise no_certificate()
    try:
        if certificate.picture:
            return _STORE.read(certificate.picture)
    except FileNotFoundError:
        pass
    raise NotFound(
        "The certificate has no picture.",
        remedy="Upload one.",
        code="supply.no_paper",
        field="certificate_id",
    )
