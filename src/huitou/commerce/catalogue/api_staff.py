"""Routes by which staff write products, variants, prices and pictures, and vet them."""

from __future__ import annotations

import io
from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Path, Query, Router, UploadedFile

from huitou.commerce.catalogue import images, reads, vetting
from huitou.commerce.catalogue.api_shapes import (
    DecisionOut,
    Described,
    Id,
    ImageOrder,
    ImportedOut,
    NewPrice,
    NewProduct,
    NewVariant,
    PictureOut,
    PriceOut,
    ProductChange,
    Publication,
    Reasoned,
    StaffCardOut,
    StaffProductOut,
    VariantChange,
    given,
)
from huitou.commerce.catalogue.details import (
    DecisionDetail,
    Picture,
    PriceDetail,
    ProductCard,
    ProductDetail,
)
from huitou.commerce.catalogue.exporting import FileFormat, export_products
from huitou.commerce.catalogue.importing import Imported, import_products
from huitou.commerce.catalogue.listing import Sort, Wanted, list_products
from huitou.commerce.catalogue.pricing import set_price
from huitou.commerce.catalogue.products import change_product, create_product
from huitou.commerce.catalogue.publishing import publish, withdraw
from huitou.commerce.catalogue.variants import add_variant, change_variant
from huitou.foundation.clocks import current_clock
from huitou.foundation.web import Page, Paged, Paging, caller, once, staff_with
from huitou.kernel import InvalidInput

router = Router()
_READS, _WRITES, _VETS = (staff_with(f"catalogue.{verb}") for verb in ("read", "write", "vet"))
Status = Literal["any", "draft", "submitted", "approved", "rejected", "published", "withdrawn"]


@router.get("/catalogue/staff/products", auth=_READS, response=Page[StaffCardOut])
def staff_products(
    request: HttpRequest,
    paging: Query[Paging],
    status: Status = "any",
    sort: Sort = "newest",
    text: Annotated[str, Query(max_length=200)] = "",
) -> Paged[ProductCard]:
    """Products in every status."""
    page = list_products(
        Wanted(status=status, text=text),
        at=current_clock().now(),
        sort=sort,
        limit=paging.limit,
        cursor=paging.cursor,
    )
    return Paged(page.products, page.next_cursor)


@router.get("/catalogue/staff/products/{product_id}", auth=_READS, response=StaffProductOut)
def staff_product(request: HttpRequest, product_id: Path[Id]) -> ProductDetail:
    """A product in whatever status, with cost and floor."""
    return reads.staff_product(product_id, at=current_clock().now())


@router.get(
    "/catalogue/staff/products/{product_id}/decisions", auth=_READS, response=list[DecisionOut]
)
def product_decisions(request: HttpRequest, product_id: Path[Id]) -> list[DecisionDetail]:
    """Who moved a product from status to status, when and why."""
    return reads.decisions(product_id)


@router.get("/catalogue/staff/variants/{variant_id}/prices", auth=_READS, response=list[PriceOut])
def variant_prices(request: HttpRequest, variant_id: Path[Id]) -> list[PriceDetail]:
    """The last hundred prices that were recorded, the newest first."""
    return reads.price_history(variant_id)


@router.post("/catalogue/staff/products", auth=_WRITES, response={201: StaffProductOut})
@once
def new_product(request: HttpRequest, body: NewProduct) -> ProductDetail:
    """Make a draft."""
    options = [option.made() for option in body.options]
    said = given(body) | {"options": options}
    return create_product(**said, actor=caller(request), clock=current_clock())


@router.patch("/catalogue/staff/products/{product_id}", auth=_WRITES, response=StaffProductOut)
@once
def product_change(
    request: HttpRequest, product_id: Path[Id], body: ProductChange
) -> ProductDetail:
    """Change a product; by one who may not vet, a vetted one becomes a draft again."""
    said = given(body)
    if body.options is not None:
        said["options"] = [option.made() for option in body.options]
    return change_product(product_id, **said, actor=caller(request), clock=current_clock())


@router.post(
    "/catalogue/staff/products/{product_id}/variants", auth=_WRITES, response={201: StaffProductOut}
)
@once
def new_variant(request: HttpRequest, product_id: Path[Id], body: NewVariant) -> ProductDetail:
    """Add a variant."""
    return add_variant(product_id, **given(body), actor=caller(request), clock=current_clock())


@router.patch("/catalogue/staff/variants/{variant_id}", auth=_WRITES, response=StaffProductOut)
@once
def variant_change(
    request: HttpRequest, variant_id: Path[Id], body: VariantChange
) -> ProductDetail:
    """Change a variant, or take it off sale."""
    return change_variant(variant_id, **given(body), actor=caller(request), clock=current_clock())


@router.post(
    "/catalogue/staff/variants/{variant_id}/prices", auth=_WRITES, response={201: PriceOut}
)
@once
def new_price(request: HttpRequest, variant_id: Path[Id], body: NewPrice) -> PriceDetail:
    """Set a price; a compare-at price is at most the lowest of the seven days before."""
    return set_price(variant_id, **given(body), actor=caller(request), clock=current_clock())


@router.post(
    "/catalogue/staff/products/{product_id}/publish", auth=_WRITES, response=StaffProductOut
)
@once
def publish_product(request: HttpRequest, product_id: Path[Id], body: Publication) -> ProductDetail:
    """Show an approved product for a window of time."""
    return publish(product_id, **given(body), actor=caller(request), clock=current_clock())


@router.post(
    "/catalogue/staff/products/{product_id}/withdraw", auth=_WRITES, response=StaffProductOut
)
@once
def withdraw_product(request: HttpRequest, product_id: Path[Id], body: Reasoned) -> ProductDetail:
    """Take a product out of the shop."""
    return withdraw(product_id, **given(body), actor=caller(request), clock=current_clock())


@router.post(
    "/catalogue/staff/products/{product_id}/submit", auth=_WRITES, response=StaffProductOut
)
@once
def submit_product(request: HttpRequest, product_id: Path[Id], body: Reasoned) -> ProductDetail:
    """Ask for a product to be vetted."""
    return vetting.submit(product_id, **given(body), actor=caller(request), clock=current_clock())


@router.post(
    "/catalogue/staff/products/{product_id}/recall", auth=_WRITES, response=StaffProductOut
)
@once
def recall_product(request: HttpRequest, product_id: Path[Id], body: Reasoned) -> ProductDetail:
    """Make a draft of a product again."""
    return vetting.recall(product_id, **given(body), actor=caller(request), clock=current_clock())


@router.post("/catalogue/staff/products/{product_id}/approve", auth=_VETS, response=StaffProductOut)
@once
def approve_product(request: HttpRequest, product_id: Path[Id], body: Reasoned) -> ProductDetail:
    """Allow a submitted product to be published."""
    return vetting.approve(product_id, **given(body), actor=caller(request), clock=current_clock())


@router.post("/catalogue/staff/products/{product_id}/reject", auth=_VETS, response=StaffProductOut)
@once
def reject_product(request: HttpRequest, product_id: Path[Id], body: Reasoned) -> ProductDetail:
    """Refuse a submitted product, and say why."""
    return vetting.reject(
        product_id, reason=body.reason, actor=caller(request), clock=current_clock()
    )


# Drawing takes a second: not in the transaction of the answer. The same file is one picture.
@router.post(
    "/catalogue/staff/products/{product_id}/images", auth=_WRITES, response={201: PictureOut}
)
@once(whole=False)
def new_image(request: HttpRequest, product_id: Path[Id], image: File[UploadedFile]) -> Picture:
    """Add a JPEG, PNG or WebP of up to 10 MiB."""
    return images.add_image(
        product_id, content=image.read(), actor=caller(request), clock=current_clock()
    )


@router.put(
    "/catalogue/staff/products/{product_id}/images", auth=_WRITES, response=list[PictureOut]
)
@once
def image_order(
    request: HttpRequest, product_id: Path[Id], body: ImageOrder
) -> tuple[Picture, ...]:
    """Show the pictures in this order."""
    return images.order_images(
        product_id, image_ids=body.image_ids, actor=caller(request), clock=current_clock()
    )


@router.patch("/catalogue/staff/images/{image_id}", auth=_WRITES, response=PictureOut)
@once
def image_text(request: HttpRequest, image_id: Path[Id], body: Described) -> Picture:
    """Say what is seen on a picture."""
    return images.describe_image(
        image_id, alt_texts=body.alt_texts, actor=caller(request), clock=current_clock()
    )


@router.delete("/catalogue/staff/images/{image_id}", auth=_WRITES, response={204: None})
@once
def image_gone(request: HttpRequest, image_id: Path[Id]) -> None:
    """Take a picture away."""
    images.remove_image(image_id, actor=caller(request), clock=current_clock())


@router.post("/catalogue/staff/imports", auth=_WRITES, response=ImportedOut)
@once
def import_file(
    request: HttpRequest,
    file: File[UploadedFile],
    format: Form[FileFormat] = "csv",
    dry_run: Form[bool] = False,
) -> Imported:
    """Import products, variants and prices: all lines or none."""
    try:
        text = file.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput(
            f"The file is not UTF-8: {error}.",
            remedy="Save it as CSV in UTF-8, or as JSON Lines.",
            code="catalogue.unreadable_file",
            field="file",
        ) from None
    return import_products(
        io.StringIO(text, newline=""),
        format=format,
        actor=caller(request),
        clock=current_clock(),
        dry_run=dry_run,
    )


@router.get(
    "/catalogue/staff/exports",
    auth=_READS,
    openapi_extra={
        "responses": {
            200: {
                "content": {
                    kind: {"schema": {"type": "string"}}
                    for kind in ("text/csv", "application/jsonl")
                }
            }
        }
    },
)
def export_file(request: HttpRequest, format: FileFormat = "csv") -> HttpResponse:
    """All products, variants and prices in a file that can be imported."""
    file = io.StringIO(newline="")
    export_products(file, format=format, actor=caller(request), at=current_clock().now())
    kind = "text/csv" if format == "csv" else "application/jsonl"
    answer = HttpResponse(file.getvalue(), content_type=f"{kind}; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="catalogue.{format}"'
    return answer
