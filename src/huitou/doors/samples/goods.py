"""The goods of a sample shop for daily things: what `huitou seed` fills an empty shop with."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class SampleCategory:
    """`no_return` is a reason why the law excludes its goods from a return, if it does."""

    slug: str
    en: str
    zh: str
    supplier: str
    paper: str
    no_return: str = ""


@dataclass(frozen=True)
class SampleGoods:
    """A product. Its variants are the sizes: (code, English, Chinese, price in fen, grams, units in
    stock); one without a code is the only one.
    """

    slug: str
    category: str
    en: str
    zh: str
    sizes: tuple[tuple[str, str, str, int, int, int], ...] = field(default=())


CATEGORIES = (
    SampleCategory("tea", "Tea", "茶", "云岭茶厂", "Food production licence"),
    SampleCategory("snacks", "Snacks", "零食", "好味食品", "Food production licence"),
    SampleCategory("fruit", "Fruit", "水果", "绿源果园", "Food business licence", "fresh"),
    SampleCategory("home", "Home", "家居", "安居日用", "Product quality report"),
    SampleCategory("care", "Personal care", "个护", "清禾日化", "Cosmetics production licence"),
    SampleCategory("pets", "Pets", "宠物", "毛球宠物", "Feed production licence"),
)


def _one(price: int, grams: int, stock: int) -> tuple[tuple[str, str, str, int, int, int], ...]:
    return (("", "", "", price, grams, stock),)


def _bags(price: int, grams: int, stock: int) -> tuple[tuple[str, str, str, int, int, int], ...]:
    """A bag, and one of twice the weight for a tenth less."""
    twice = 2 * grams
    return (
        (f"{grams}g", f"{grams} g", f"{grams} 克", price, grams, stock),
        (f"{twice}g", f"{twice} g", f"{twice} 克", price * 18 // 10, twice, stock // 2),
    )


GOODS = (
    SampleGoods("longjing", "tea", "Longjing green tea", "明前龙井", _bags(12800, 125, 80)),
    SampleGoods("tieguanyin", "tea", "Tieguanyin oolong", "安溪铁观音", _bags(8800, 125, 120)),
    SampleGoods("puer-cake", "tea", "Ripe pu'er tea cake", "熟普洱茶饼", _one(16800, 357, 60)),
    SampleGoods("dianhong", "tea", "Yunnan black tea", "滇红工夫", _bags(6800, 125, 150)),
    SampleGoods("jasmine", "tea", "Jasmine tea", "茉莉花茶", _bags(4900, 125, 200)),
    SampleGoods("white-peony", "tea", "White peony tea", "白牡丹", _one(9900, 100, 4)),
    SampleGoods("chrysanthemum", "tea", "Chrysanthemum tea", "胎菊王", _one(3900, 60, 160)),
    SampleGoods("walnuts", "snacks", "Thin-shelled walnuts", "纸皮核桃", _bags(2990, 500, 300)),
    SampleGoods("pistachios", "snacks", "Pistachios", "原味开心果", _bags(3990, 250, 260)),
    SampleGoods("mango-dried", "snacks", "Dried mango", "芒果干", _one(1990, 200, 400)),
    SampleGoods("beef-jerky", "snacks", "Beef jerky", "风干牛肉干", _bags(4590, 250, 180)),
    SampleGoods("egg-rolls", "snacks", "Egg rolls", "鸡蛋卷", _one(2490, 400, 220)),
    SampleGoods("seaweed", "snacks", "Seaweed crisps", "夹心海苔", _one(1590, 80, 500)),
    SampleGoods("mung-cakes", "snacks", "Mung bean cakes", "绿豆糕", _one(2290, 300, 0)),
    SampleGoods("oranges", "fruit", "Gannan navel oranges", "赣南脐橙", _bags(3990, 2500, 150)),
    SampleGoods("apples", "fruit", "Aksu apples", "阿克苏苹果", _bags(4590, 2500, 150)),
    SampleGoods("kiwi", "fruit", "Kiwi fruit", "猕猴桃", _one(2990, 1500, 120)),
    SampleGoods("pomelo", "fruit", "Honey pomelo", "琯溪蜜柚", _one(2590, 2500, 90)),
    SampleGoods("dates", "fruit", "Winter dates", "沾化冬枣", _one(3290, 1500, 3)),
    SampleGoods("cherry-tomatoes", "fruit", "Cherry tomatoes", "千禧小番茄", _one(1990, 1000, 200)),
    SampleGoods(
        "tissues", "home", "Bamboo tissues, 24 packs", "竹浆抽纸 24 包", _one(3990, 3200, 350)
    ),
    SampleGoods("thermos", "home", "Thermos flask", "保温杯", _one(8900, 380, 140)),
    SampleGoods(
        "towels", "home", "Cotton towels, set of 3", "纯棉毛巾三条装", _one(4590, 330, 210)
    ),
    SampleGoods("bedding", "home", "Cotton bedding set", "全棉四件套", _one(25900, 2100, 45)),
    SampleGoods("knife", "home", "Kitchen knife", "菜刀", _one(12900, 450, 70)),
    SampleGoods("lunch-box", "home", "Steel lunch box", "不锈钢饭盒", _one(5900, 420, 130)),
    SampleGoods("night-light", "home", "Night light", "感应小夜灯", _one(2900, 90, 260)),
    SampleGoods("shampoo", "care", "Ginger shampoo", "生姜洗发水", _one(4900, 550, 190)),
    SampleGoods(
        "toothpaste", "care", "Herbal toothpaste, 3 tubes", "草本牙膏三支", _one(3590, 420, 320)
    ),
    SampleGoods("hand-cream", "care", "Osmanthus hand cream", "桂花护手霜", _one(2590, 75, 280)),
    SampleGoods("face-cream", "care", "Peony face cream", "牡丹面霜", _one(15900, 120, 65)),
    SampleGoods("soap", "care", "Goat milk soap", "羊奶皂", _one(1890, 110, 400)),
    SampleGoods("sun-cream", "care", "Sun cream SPF 50", "防晒霜 SPF50", _one(8900, 70, 110)),
    SampleGoods("masks", "care", "Sheet masks, 10 pieces", "补水面膜十片", _one(6900, 280, 170)),
    SampleGoods("cat-food", "pets", "Cat food, chicken", "鸡肉猫粮", _bags(6900, 1500, 140)),
    SampleGoods("dog-food", "pets", "Dog food, beef", "牛肉狗粮", _bags(7900, 2500, 110)),
    SampleGoods("cat-litter", "pets", "Tofu cat litter", "豆腐猫砂", _bags(2990, 2500, 300)),
    SampleGoods("cat-treats", "pets", "Cat treats, 20 sticks", "猫条二十支", _one(3590, 300, 250)),
    SampleGoods("dog-leash", "pets", "Dog leash", "牵引绳", _one(4590, 210, 85)),
    SampleGoods("scratcher", "pets", "Scratching board", "猫抓板", _one(2990, 700, 120)),
)
