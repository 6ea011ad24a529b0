"""Routes of suppliers and their papers, for staff."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import File, Path, Query, Router, Schema, UploadedFile
from pydantic import Field

from huitou.commerce.supply import certificates, papers, supplier_reads, suppliers
from huitou.commerce.supply.supplier_reads import CertificateMove, CertificateRow, SupplierRow
from huitou.foundation.clocks import current_clock
from huitou.foundation.pictures import CONTENT_TYPE
from huitou.foundation.web import Input, Page, Paged, Paging, caller, once, page_of, staff_with

router = Router()
Id = Annotated[str, Path(max_length=36)]
Why = Annotated[str, Field(min_length=1, max_length=200)]


class SupplierOut(Schema):
    id: str
    name: str
    contact: str = Field(description="Masked.")
    state: str


class CertificateOut(Schema):
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


class CertificateMoveOut(Schema):
    state: str
    at: datetime
    actor: str
    why: str


class ContactOut(Schema):
    contact: str


class NewSupplier(Input):
    name: str = Field(min_length=1, max_length=120)
    contact: str = Field("", max_length=500)


class SupplierChanges(Input):
    name: str | None = Field(None, min_length=1, max_length=120)
    contact: str | None = Field(None, max_length=500)


class NewState(Input):
    state: Literal["active", "suspended", "closed"]
    why: Why


class Reason(Input):
    why: Why


class PaperIn(Input):
    number: str = Field(min_length=1, max_length=80)
    issued: date
    expires: date
    document: str = Field("", max_length=255, description="Names a file that is kept elsewhere.")


class NewCertificate(PaperIn):
    kind: str = Field(min_length=1, max_length=60)
    mandatory: bool = True


@router.get("/supply/suppliers", auth=staff_with("supply.read"), response=Page[SupplierOut])
def list_suppliers(request: HttpRequest, paging: Query[Paging]) -> Paged[SupplierRow]:
    """All suppliers, the oldest first."""
    return page_of(
        "suppliers",
        paging,
        lambda after, limit: supplier_reads.list_suppliers(after=after or "", limit=limit),
        lambda supplier: supplier.id,
    )


@router.post("/supply/suppliers", auth=staff_with("supply.write"), response={201: SupplierOut})
@once
def add_supplier(request: HttpRequest, body: NewSupplier) -> SupplierRow:
    """A new supplier."""
    return suppliers.add_supplier(**body.dict(), actor=caller(request), clock=current_clock())


@router.get("/supply/suppliers/{supplier_id}", auth=staff_with("supply.read"), response=SupplierOut)
def get_supplier(request: HttpRequest, supplier_id: Id) -> SupplierRow:
    """One supplier."""
    return supplier_reads.supplier_of(supplier_id)


@router.patch(
    "/supply/suppliers/{supplier_id}", auth=staff_with("supply.write"), response=SupplierOut
)
@once
def change_supplier(request: HttpRequest, supplier_id: Id, body: SupplierChanges) -> SupplierRow:
    """Another name or contact; what is left out stays."""
    changes = body.dict(exclude_unset=True)
    return suppliers.change_supplier(
        supplier_id, **changes, actor=caller(request), clock=current_clock()
    )


@router.post(
    "/supply/suppliers/{supplier_id}/state", auth=staff_with("supply.write"), response=SupplierOut
)
@once
def set_supplier_state(request: HttpRequest, supplier_id: Id, body: NewState) -> SupplierRow:
    """Suspend a supplier, let it deliver again, or close it for good."""
    return suppliers.set_supplier_state(
        supplier_id, **body.dict(), actor=caller(request), clock=current_clock()
    )


@router.post(
    "/supply/suppliers/{supplier_id}/reveal",
    auth=staff_with("personal.reveal"),
    response=ContactOut,
)
@once
def reveal_contact(request: HttpRequest, supplier_id: Id, body: Reason) -> dict[str, str]:
    """The contact in plain; it is noted who looked and why."""
    contact = suppliers.reveal_contact(
        supplier_id, reason=body.why, actor=caller(request), clock=current_clock()
    )
    return {"contact": contact}


@router.get(
    "/supply/suppliers/{supplier_id}/variants",
    auth=staff_with("supply.read"),
    response=Page[str],
)
def list_variants(request: HttpRequest, supplier_id: Id, paging: Query[Paging]) -> Paged[str]:
    """The ids of the variants that a supplier delivers."""
    return page_of(
        f"supplied:{supplier_id}",
        paging,
        lambda after, limit: supplier_reads.variants_of(
            supplier_id, after=after or "", limit=limit
        ),
        lambda variant: variant,
    )


@router.put(
    "/supply/suppliers/{supplier_id}/variants/{variant_id}",
    auth=staff_with("supply.write"),
    response={204: None},
)
@once
def link_variant(request: HttpRequest, supplier_id: Id, variant_id: Id) -> None:
    """The supplier delivers this variant."""
    suppliers.link_variant(supplier_id, variant_id, actor=caller(request), clock=current_clock())


@router.delete(
    "/supply/suppliers/{supplier_id}/variants/{variant_id}",
    auth=staff_with("supply.write"),
    response={204: None},
)
@once
def unlink_variant(request: HttpRequest, supplier_id: Id, variant_id: Id) -> None:
    """The supplier does not deliver this variant any more."""
    suppliers.unlink_variant(supplier_id, variant_id, actor=caller(request), clock=current_clock())


@router.get(
    "/supply/suppliers/{supplier_id}/certificates",
    auth=staff_with("supply.read"),
    response=list[CertificateOut],
)
def list_certificates(request: HttpRequest, supplier_id: Id) -> list[CertificateRow]:
    """A supplier's papers, the newest first."""
    return supplier_reads.certificates_of(supplier_id)


@router.post(
    "/supply/suppliers/{supplier_id}/certificates",
    auth=staff_with("supply.write"),
    response={201: CertificateOut},
)
@once
def add_certificate(request: HttpRequest, supplier_id: Id, body: NewCertificate) -> CertificateRow:
    """A paper; without a good one of a mandatory kind the supplier delivers nothing."""
    return certificates.add_certificate(
        supplier_id,
        body.kind,
        _paper(body),
        mandatory=body.mandatory,
        actor=caller(request),
        clock=current_clock(),
    )


@router.post(
    "/supply/certificates/{certificate_id}/renew",
    auth=staff_with("supply.write"),
    response={201: CertificateOut},
)
@once
def renew_certificate(request: HttpRequest, certificate_id: Id, body: PaperIn) -> CertificateRow:
    """The paper that follows another one."""
    return certificates.renew_certificate(
        certificate_id, _paper(body), actor=caller(request), clock=current_clock()
    )


@router.post(
    "/supply/certificates/{certificate_id}/picture",
    auth=staff_with("supply.write"),
    response={201: CertificateOut},
)
@once
def upload_picture(
    request: HttpRequest, certificate_id: Id, image: File[UploadedFile]
) -> CertificateRow:
    """Upload a picture (JPEG, PNG or WebP, up to 5 MiB) of the paper; a new one takes its place."""
    return papers.upload_paper(
        certificate_id, image.read(), actor=caller(request), clock=current_clock()
    )


@router.get(
    "/supply/certificates/{certificate_id}/picture",
    auth=staff_with("supply.read"),
    response={200: bytes},
)
def picture_of_paper(request: HttpRequest, certificate_id: Id) -> HttpResponse:
    """The picture of the paper."""
    body = papers.paper_of(certificate_id, actor=caller(request))
    answer = HttpResponse(body, content_type=CONTENT_TYPE)
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@router.post(
    "/supply/certificates/{certificate_id}/revoke",
    auth=staff_with("supply.write"),
    response=CertificateOut,
)
@once
def revoke_certificate(request: HttpRequest, certificate_id: Id, body: Reason) -> CertificateRow:
    """The paper counts no more."""
    return certificates.revoke_certificate(
        certificate_id, why=body.why, actor=caller(request), clock=current_clock()
    )


@router.get(
    "/supply/certificates/{certificate_id}/history",
    auth=staff_with("supply.read"),
    response=list[CertificateMoveOut],
)
def certificate_history(request: HttpRequest, certificate_id: Id) -> list[CertificateMove]:
    """What became of a paper."""
    return supplier_reads.certificate_history(certificate_id)


def _paper(body: PaperIn) -> certificates.Paper:
    return certificates.Paper(body.number, body.issued, body.expires, body.document)
