"""What the shop sells: products and variants, categories, brands, pictures, prices, who vetted it.

Verbs of products: `create_product`, `change_product`, `add_variant`, `change_variant`, `set_price`,
`add_image`, `describe_image`, `order_images`, `remove_image`. On their way into the shop: `submit`,
`recall`, `approve`, `reject`, `publish`, `withdraw`. Around them: `create_category`,
`rename_category`, `move_category`, `set_return_policy`, `create_attribute`, `create_brand`,
`change_brand`, `create_seller`, `change_seller`. Files: `import_products`, `export_products`.

Reads: `offers` (what a checkout needs), `product`, `list_products` (what shoppers see), `facets`,
`brands_of`, `categories_of` (of a list), `shown_products`, `shown_count`,
`category_pictures`, `picture_file`,
`staff_product`, `categories`, `brands_known`, `sellers_known`, `attributes_for`, `decisions`,
`price_history`, `price_histories`, `variant_ids`, `product_names`. For the API: `router`. Pure:
`said` (a text in a language).

Facts said or heard: none. The price of a variant is one and the same for everybody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from huitou.foundation.lazy import lazy

if TYPE_CHECKING:
    from huitou.commerce.catalogue.api import router
    from huitou.commerce.catalogue.attributes import create_attribute
    from huitou.commerce.catalogue.brands import change_brand, create_brand
    from huitou.commerce.catalogue.category_edits import (
        create_category,
        move_category,
        rename_category,
        set_return_policy,
    )
    from huitou.commerce.catalogue.details import (
        KEEP,
        AttributeDetail,
        BrandDetail,
        DecisionDetail,
        Option,
        OptionValue,
        Picture,
        PriceDetail,
        ProductCard,
        ProductDetail,
        SellerDetail,
        VariantDetail,
    )
    from huitou.commerce.catalogue.exporting import FileFormat, export_products
    from huitou.commerce.catalogue.image_files import picture_file
    from huitou.commerce.catalogue.images import (
        add_image,
        describe_image,
        order_images,
        remove_image,
    )
    from huitou.commerce.catalogue.importing import (
        Imported,
        ImportRefused,
        LineError,
        import_products,
    )
    from huitou.commerce.catalogue.listing import Page, Sort, Wanted, list_products
    from huitou.commerce.catalogue.narrowing import (
        Facet,
        FacetValue,
        brands_of,
        categories_of,
        facets,
    )
    from huitou.commerce.catalogue.offering import Offer, offers
    from huitou.commerce.catalogue.pricing import set_price
    from huitou.commerce.catalogue.products import change_product, create_product
    from huitou.commerce.catalogue.publishing import publish, withdraw
    from huitou.commerce.catalogue.reads import (
        attributes_for,
        brands_known,
        categories,
        decisions,
        price_histories,
        price_history,
        product,
        product_names,
        product_of,
        sellers_known,
        staff_product,
        variant_ids,
    )
    from huitou.commerce.catalogue.sellers import change_seller, create_seller
    from huitou.commerce.catalogue.shown import (
        Shown,
        category_pictures,
        shown_count,
        shown_products,
    )
    from huitou.commerce.catalogue.texts import said
    from huitou.commerce.catalogue.tree import CategoryNode
    from huitou.commerce.catalogue.variants import add_variant, change_variant
    from huitou.commerce.catalogue.vetting import approve, recall, reject, submit

__all__ = [
    "KEEP",
    "AttributeDetail",
    "BrandDetail",
    "CategoryNode",
    "DecisionDetail",
    "Facet",
    "FacetValue",
    "FileFormat",
    "ImportRefused",
    "Imported",
    "LineError",
    "Offer",
    "Option",
    "OptionValue",
    "Page",
    "Picture",
    "PriceDetail",
    "ProductCard",
    "ProductDetail",
    "SellerDetail",
    "Shown",
    "Sort",
    "VariantDetail",
    "Wanted",
    "add_image",
    "add_variant",
    "approve",
    "attributes_for",
    "brands_known",
    "brands_of",
    "categories",
    "categories_of",
    "category_pictures",
    "change_brand",
    "change_product",
    "change_seller",
    "change_variant",
    "create_attribute",
    "create_brand",
    "create_category",
    "create_product",
    "create_seller",
    "decisions",
    "describe_image",
    "export_products",
    "facets",
    "import_products",
    "list_products",
    "move_category",
    "offers",
    "order_images",
    "picture_file",
    "price_histories",
    "price_history",
    "product",
    "product_names",
    "product_of",
    "publish",
    "recall",
    "reject",
    "remove_image",
    "rename_category",
    "router",
    "said",
    "sellers_known",
    "set_price",
    "set_return_policy",
    "shown_count",
    "shown_products",
    "staff_product",
    "submit",
    "variant_ids",
    "withdraw",
]

__getattr__ = lazy(
    __name__,
    api=("router",),
    attributes=("create_attribute",),
    brands=(
        "change_brand",
        "create_brand",
    ),
    category_edits=(
        "create_category",
        "move_category",
        "rename_category",
        "set_return_policy",
    ),
    details=(
        "KEEP",
        "AttributeDetail",
        "BrandDetail",
        "DecisionDetail",
        "Option",
        "OptionValue",
        "Picture",
        "PriceDetail",
        "ProductCard",
        "ProductDetail",
        "SellerDetail",
        "VariantDetail",
    ),
    exporting=("FileFormat", "export_products"),
    narrowing=(
        "Facet",
        "FacetValue",
        "brands_of",
        "categories_of",
        "facets",
    ),
    image_files=("picture_file",),
    images=(
        "add_image",
        "describe_image",
        "order_images",
        "remove_image",
    ),
    importing=(
        "Imported",
        "ImportRefused",
        "LineError",
        "import_products",
    ),
    listing=(
        "Page",
        "Sort",
        "Wanted",
        "list_products",
    ),
    offering=(
        "Offer",
        "offers",
    ),
    pricing=("set_price",),
    products=(
        "change_product",
        "create_product",
    ),
    publishing=(
        "publish",
        "withdraw",
    ),
    reads=(
        "attributes_for",
        "brands_known",
        "categories",
        "decisions",
        "price_histories",
        "price_history",
        "product",
        "product_names",
        "product_of",
        "sellers_known",
        "staff_product",
        "variant_ids",
    ),
    sellers=(
        "change_seller",
        "create_seller",
    ),
    shown=(
        "Shown",
        "category_pictures",
        "shown_count",
        "shown_products",
    ),
    texts=("said",),
    tree=("CategoryNode",),
    variants=(
        "add_variant",
        "change_variant",
    ),
    vetting=(
        "approve",
        "recall",
        "reject",
        "submit",
    ),
)
