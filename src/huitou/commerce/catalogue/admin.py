"""Lists of the catalogue. They are changed by verbs alone, through the API or a file."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline

from huitou.commerce.catalogue import models


class _ReadOnly(ModelAdmin):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class _Rows(TabularInline):
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class VariantRows(_Rows):
    model = models.Variant
    fields = ("sku", "options", "weight_grams", "is_active", "cost_minor", "floor_minor")
    show_change_link = True


class ImageRows(_Rows):
    model = models.Image
    fields = ("position", "alt_texts", "added_at")


class AttributeValueRows(_Rows):
    model = models.AttributeValue


class DecisionRows(_Rows):
    model = models.Decision


class PriceRows(_Rows):
    model = models.Price
    ordering = ("-id",)


@admin.register(models.Product)
class ProductAdmin(_ReadOnly):
    list_display = ("__str__", "status", "category", "brand", "seller", "visible_from")
    list_filter = ("status", "category", "brand", "seller")
    list_select_related = ("category", "brand", "seller")
    search_fields = ("search_text", "slug", "external_id", "variants__sku")
    date_hierarchy = "created_at"
    ordering = ("-id",)
    exclude = ("search_text",)
    inlines = (VariantRows, ImageRows, AttributeValueRows, DecisionRows)


@admin.register(models.Variant)
class VariantAdmin(_ReadOnly):
    list_display = ("sku", "product", "is_active", "weight_grams")
    list_filter = ("is_active",)
    list_select_related = ("product",)
    search_fields = ("sku", "product__search_text")
    ordering = ("sku",)
    inlines = (PriceRows,)


@admin.register(models.Price)
class PriceAdmin(_ReadOnly):
    list_display = (
        "variant",
        "price_minor",
        "compare_at_minor",
        "currency",
        "is_offered",
        "starts_at",
        "set_by",
    )
    list_filter = ("currency", "is_offered")
    list_select_related = ("variant",)
    search_fields = ("variant__sku", "set_by")
    date_hierarchy = "starts_at"
    ordering = ("-id",)
    show_full_result_count = False


@admin.register(models.Decision)
class DecisionAdmin(_ReadOnly):
    list_display = ("at", "product", "before", "after", "actor", "reason")
    list_filter = ("after",)
    list_select_related = ("product",)
    search_fields = ("product__search_text", "actor", "reason")
    date_hierarchy = "at"
    ordering = ("-id",)


@admin.register(models.Category)
class CategoryAdmin(_ReadOnly):
    list_display = ("__str__", "slug", "parent", "position", "no_reason_return")
    list_filter = ("no_reason_return",)
    list_select_related = ("parent",)
    search_fields = ("slug",)
    ordering = ("slug",)


@admin.register(models.Attribute)
class AttributeAdmin(_ReadOnly):
    list_display = ("code", "category", "kind", "unit", "is_required")
    list_filter = ("kind", "is_required")
    list_select_related = ("category",)
    search_fields = ("code",)
    ordering = ("code",)


@admin.register(models.Brand)
class BrandAdmin(_ReadOnly):
    list_display = ("__str__", "slug", "products_count")
    search_fields = ("slug",)
    ordering = ("slug",)

    @admin.display(description=_("products"))
    def products_count(self, brand: models.Brand) -> int:
        return brand.products.count()


@admin.register(models.Seller)
class SellerAdmin(_ReadOnly):
    list_display = ("name", "code", "is_active", "created_at")
    list_filter = ("is_active",)
    search_fields = ("name", "code")
    ordering = ("code",)


@admin.register(models.Image)
class ImageAdmin(_ReadOnly):
    list_display = ("id", "product", "position", "added_at")
    list_select_related = ("product",)
    search_fields = ("product__search_text", "digest")
    ordering = ("-id",)
