"""Tables of the catalogue. Prices and decisions are only ever added to; the database refuses to
change one.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huitou.commerce.catalogue.rules import NO_RETURN_REASONS, STATUSES
from huitou.commerce.catalogue.texts import said

_STATUSES = [(status, status) for status in STATUSES]
_KINDS = [(kind, kind) for kind in ("text", "number", "boolean", "choice")]


class Seller(models.Model):
    """Who sells. What an inactive seller sells cannot be bought."""

    id = models.CharField(max_length=36, primary_key=True)
    code = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "catalogue_seller"
        verbose_name = _("seller")
        verbose_name_plural = _("sellers")

    def __str__(self) -> str:
        return self.name


class Brand(models.Model):
    """A brand; `names` by language."""

    id = models.CharField(max_length=36, primary_key=True)
    slug = models.CharField(max_length=80, unique=True)
    names = models.JSONField()

    class Meta:
        db_table = "catalogue_brand"
        verbose_name = _("brand")
        verbose_name_plural = _("brands")

    def __str__(self) -> str:
        return said(self.names, "en")


class Category(models.Model):
    """A node of the tree. `no_reason_return`: whether its goods are taken back without a reason
    (None: as in the category above), and if not, why not (a word of rules.NO_RETURN_REASONS).
    """

    id = models.CharField(max_length=36, primary_key=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    slug = models.CharField(max_length=80, unique=True)
    names = models.JSONField()
    position = models.IntegerField(default=0)
    no_reason_return = models.BooleanField(null=True)
    no_return_reason = models.CharField(
        max_length=30, default="", choices=list(NO_RETURN_REASONS.items())
    )

    class Meta:
        db_table = "catalogue_category"
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        constraints = (
            models.CheckConstraint(
                condition=~Q(no_reason_return=False) | ~Q(no_return_reason=""),
                name="catalogue_category_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("id")), name="catalogue_category_not_own_parent"
            ),
        )

    def __str__(self) -> str:
        return said(self.names, "en")


class Attribute(models.Model):
    """What products of a category and of those below it say of themselves."""

    id = models.CharField(max_length=36, primary_key=True)
    category = models.ForeignKey(Category, models.PROTECT, related_name="attributes")
    code = models.CharField(max_length=40, unique=True)
    names = models.JSONField()
    kind = models.CharField(max_length=10, choices=_KINDS)
    unit = models.CharField(max_length=20, default="")
    choices = models.JSONField(default=list)
    is_required = models.BooleanField(default=False)

    class Meta:
        db_table = "catalogue_attribute"
        verbose_name = _("attribute")
        verbose_name_plural = _("attributes")

    def __str__(self) -> str:
        return self.code


class Product(models.Model):
    """What is shown as one thing. `options` are what its variants differ in: [{"code", "names",
    "values": [{"code", "names"}]}]. `search_text` is made of the names. `status` moves by
    `states.move` alone.
    """

    id = models.CharField(max_length=36, primary_key=True)
    external_id = models.CharField(max_length=80, null=True, unique=True)
    slug = models.CharField(max_length=80, unique=True)
    names = models.JSONField()
    descriptions = models.JSONField(default=dict)
    category = models.ForeignKey(Category, models.PROTECT, related_name="products")
    brand = models.ForeignKey(Brand, models.PROTECT, null=True, related_name="products")
    seller = models.ForeignKey(Seller, models.PROTECT, null=True, related_name="products")
    options = models.JSONField(default=list)
    search_text = models.TextField()
    status = models.CharField(max_length=10, choices=_STATUSES, default="draft")
    visible_from = models.DateTimeField(null=True)
    visible_until = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "catalogue_product"
        verbose_name = _("product")
        verbose_name_plural = _("products")
        indexes = (
            models.Index(fields=("status", "published_at", "id"), name="catalogue_product_newest"),
            models.Index(fields=("created_at",), name="catalogue_product_created"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(visible_from=None)
                | Q(visible_until=None)
                | Q(visible_from__lt=F("visible_until")),
                name="catalogue_product_window",
            ),
        )

    def __str__(self) -> str:
        return said(self.names, "en")


class AttributeValue(models.Model):
    """What a product says. Numbers and booleans (0, 1) are in `number`, the rest in `text`."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="attribute_values")
    attribute = models.ForeignKey(Attribute, models.PROTECT, related_name="values")
    text = models.CharField(max_length=200, default="")
    number = models.DecimalField(max_digits=20, decimal_places=6, null=True)

    class Meta:
        db_table = "catalogue_attribute_value"
        constraints = (
            models.UniqueConstraint(
                fields=("product", "attribute"), name="catalogue_attribute_once"
            ),
        )
        indexes = (
            models.Index(fields=("attribute", "text"), name="catalogue_attribute_text"),
            models.Index(fields=("attribute", "number"), name="catalogue_attribute_number"),
        )

    def __str__(self) -> str:
        return f"{self.attribute_id}: {self.text or self.number}"


class Image(models.Model):
    """A picture of a product. `files` are its renditions: [{"path", "width", "height", "format",
    "bytes"}], paths under HUITOU_HOME/media; `digest` is that of the file that was sent.
    """

    id = models.CharField(max_length=36, primary_key=True)
    product = models.ForeignKey(Product, models.CASCADE, related_name="images")
    position = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    alt_texts = models.JSONField(default=dict)
    files = models.JSONField()
    added_at = models.DateTimeField()

    class Meta:
        db_table = "catalogue_image"
        verbose_name = _("image")
        verbose_name_plural = _("images")
        constraints = (
            models.UniqueConstraint(fields=("product", "digest"), name="catalogue_image_once"),
        )

    def __str__(self) -> str:
        return self.id


class Variant(models.Model):
    """What is bought. `options` say which one: {"colour": "red"}. Cost, margin floor (a share of
    the price in basis points) and floor price bound what promotions may take off.
    """

    id = models.CharField(max_length=36, primary_key=True)
    product = models.ForeignKey(Product, models.PROTECT, related_name="variants")
    sku = models.CharField(max_length=80, unique=True)
    options = models.JSONField(default=dict)
    option_key = models.CharField(max_length=400)
    position = models.PositiveIntegerField(default=0)
    weight_grams = models.PositiveIntegerField(default=0)
    is_active = models.BooleanField(default=True)
    cost_minor = models.BigIntegerField(null=True)
    floor_minor = models.BigIntegerField(null=True)
    margin_basis_points = models.PositiveIntegerField(default=0)
    image = models.ForeignKey(Image, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        db_table = "catalogue_variant"
        verbose_name = _("variant")
        verbose_name_plural = _("variants")
        constraints = (
            models.UniqueConstraint(
                fields=("product", "option_key"), name="catalogue_variant_options_once"
            ),
            models.CheckConstraint(
                condition=Q(margin_basis_points__lt=10_000), name="catalogue_variant_margin"
            ),
            models.CheckConstraint(
                condition=(Q(cost_minor=None) | Q(cost_minor__gte=0))
                & (Q(floor_minor=None) | Q(floor_minor__gte=0)),
                name="catalogue_variant_not_negative",
            ),
        )

    def __str__(self) -> str:
        return self.sku


class Price(models.Model):
    """What a variant costs from `starts_at` on. At any moment the row with the highest id among
    those that have started counts. `is_offered` is False where the variant was taken off sale.
    """

    variant = models.ForeignKey(Variant, models.PROTECT, related_name="prices")
    currency = models.CharField(max_length=3)
    price_minor = models.BigIntegerField()
    compare_at_minor = models.BigIntegerField(null=True)
    is_offered = models.BooleanField(default=True)
    starts_at = models.DateTimeField()
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=80)

    class Meta:
        db_table = "catalogue_price"
        verbose_name = _("price")
        verbose_name_plural = _("price history")
        indexes = (models.Index(fields=("variant", "-id"), name="catalogue_price_newest"),)
        constraints = (
            models.CheckConstraint(condition=Q(price_minor__gt=0), name="catalogue_price_positive"),
            models.CheckConstraint(
                condition=Q(compare_at_minor=None) | Q(compare_at_minor__gt=F("price_minor")),
                name="catalogue_price_compare_at_higher",
            ),
        )

    def __str__(self) -> str:
        return f"{self.variant_id}: {self.price_minor} {self.currency} from {self.starts_at}"


class Decision(models.Model):
    """Who moved a product to another status, when and why; for a publication also its window."""

    product = models.ForeignKey(Product, models.PROTECT, related_name="decisions")
    before = models.CharField(max_length=10, choices=_STATUSES)
    after = models.CharField(max_length=10, choices=_STATUSES)
    actor = models.CharField(max_length=80)
    at = models.DateTimeField()
    reason = models.CharField(max_length=1000, default="")
    visible_from = models.DateTimeField(null=True)
    visible_until = models.DateTimeField(null=True)

    class Meta:
        db_table = "catalogue_decision"
        verbose_name = _("decision")
        verbose_name_plural = _("decision log")

    def __str__(self) -> str:
        return f"{self.product_id}: {self.before} to {self.after}"
