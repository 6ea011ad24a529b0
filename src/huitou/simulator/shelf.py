"""What the generated shop sells: everyday tea, snacks and skin care under invented plain names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["en", "zh"]

SHOP_TITLE: dict[Language, str] = {
    "en": "Generated sample shop",
    "zh": "生成的示例店铺",
}


@dataclass(frozen=True)
class Product:
    """One product. `price` is in fen; `popularity` is its relative weight in a basket.

    `dropout_odds` is the true effect that an analysis should find again: an order that holds the
    product multiplies the odds that the customer never returns by it (1: no effect, below 1: the
    product brings people back).
    """

    product_id: str
    category: str
    en: str
    zh: str
    price: int
    popularity: float
    dropout_odds: float = 1.0

    def name(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en


SHELF: tuple[Product, ...] = (
    Product("sample-tea-01", "tea", "Jasmine green tea 100 g", "茉莉绿茶 100克", 4_590, 9.0),
    Product("sample-tea-02", "tea", "Roasted oolong 150 g", "炭焙乌龙 150克", 6_800, 5.0),
    Product("sample-tea-03", "tea", "Cold-brew tea sampler", "冷泡茶试饮装", 2_990, 6.5, 0.20),
    Product("sample-tea-04", "tea", "Aged white tea cake", "老白茶饼", 12_800, 2.0),
    Product("sample-tea-05", "tea", "Chrysanthemum tea 60 g", "菊花茶 60克", 2_580, 5.5),
    Product("sample-tea-06", "tea", "Black tea tin 120 g", "红茶罐装 120克", 5_880, 4.5),
    Product("sample-tea-07", "tea", "Glass tea tumbler", "玻璃泡茶杯", 3_900, 3.0, 1.30),
    Product("sample-snack-01", "snack", "Mixed nuts, 30 small bags", "每日坚果 30包", 8_900, 8.5),
    Product("sample-snack-02", "snack", "Egg-yolk pastry, box of 6", "蛋黄酥 6枚", 3_680, 7.0),
    Product("sample-snack-03", "snack", "Dried mango 200 g", "芒果干 200克", 1_990, 8.0),
    Product("sample-snack-04", "snack", "Spicy beef strips 150 g", "香辣牛肉条 150克", 4_280, 5.5),
    Product("sample-snack-05", "snack", "Seaweed crisps, 6 packs", "海苔脆 6包", 1_680, 6.0),
    Product("sample-snack-06", "snack", "Sesame walnut cake", "芝麻核桃糕", 2_880, 5.0),
    Product("sample-snack-07", "snack", "Rice crackers family bag", "米饼家庭装", 1_490, 6.0),
    Product("sample-snack-08", "snack", "Festival gift box", "节日礼盒", 16_800, 2.0, 1.80),
    Product("sample-skin-01", "skin care", "Gentle cleansing foam", "温和洁面泡沫", 5_900, 5.0),
    Product(
        "sample-skin-02", "skin care", "Moisturising lotion 200 ml", "保湿乳液 200毫升", 8_800, 4.5
    ),
    Product("sample-skin-03", "skin care", "Daily sunscreen SPF 50", "日常防晒 SPF50", 7_900, 5.0),
    Product(
        "sample-skin-04", "skin care", "Refillable face cream", "可替换装面霜", 9_900, 4.5, 0.40
    ),
    Product("sample-skin-05", "skin care", "Sheet masks, 10 pieces", "补水面膜 10片", 4_900, 7.5),
    Product("sample-skin-06", "skin care", "Hand cream trio", "护手霜三支装", 3_500, 5.0),
    Product("sample-skin-07", "skin care", "Lip balm", "润唇膏", 1_990, 5.5),
    Product("sample-skin-08", "skin care", "Body wash 500 ml", "沐浴露 500毫升", 4_500, 4.0),
    Product("sample-skin-09", "skin care", "Travel set", "旅行套装", 6_600, 2.5, 1.50),
)
