"""What the sample goods say of themselves: in English, in Chinese, and where they come from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SampleText:
    """`origin` is "" where nobody asks for it. `before` is what it cost until now, in fen, if it is
    reduced.
    """

    en: str
    zh: str
    origin: tuple[str, str] | None = None
    before: int = 0


_HANGZHOU, _FUJIAN, _YUNNAN = ("Hangzhou", "杭州"), ("Fujian", "福建"), ("Yunnan", "云南")
_XINJIANG, _SHANDONG = ("Xinjiang", "新疆"), ("Shandong", "山东")
_GANNAN, _HAINAN, _SHAANXI = ("Southern Jiangxi", "赣南"), ("Hainan", "海南"), ("Shaanxi", "陕西")
_INNER_MONGOLIA, _JIANGSU = ("Inner Mongolia", "内蒙古"), ("Jiangsu", "江苏")

TEXTS: dict[str, SampleText] = {
    "longjing": SampleText(
        "Flat, pan-fired leaves from before the spring rain. Brew at 80 °C, three to four times."
        "\n\nA light chestnut scent, a clear yellow-green cup, and a sweetness that stays.",
        "明前采摘，手工炒制，叶片扁平光润。80℃ 水冲泡，可泡三到四次。"
        "\n\n栗香清雅，汤色黄绿明亮，回甘持久。",
        _HANGZHOU,
    ),
    "tieguanyin": SampleText(
        "A lightly roasted oolong that opens slowly: orchid first, then cream. For seven cups.",
        "清香型乌龙，兰花香先到，奶香随后，七泡有余香。",
        _FUJIAN,
    ),
    "puer-cake": SampleText(
        "Pressed in spring and stored dry for five years. Smooth and deep, without a bitter edge.",
        "春料压制，干仓存放五年，汤色红浓，入口醇滑，不苦不涩。",
        _YUNNAN,
        before=19800,
    ),
    "dianhong": SampleText(
        "Golden buds from old trees. Honey, sweet potato, and a bright red cup.",
        "古树金毫，蜜香带薯香，汤色红亮，适合早晨一杯。",
        _YUNNAN,
    ),
    "jasmine": SampleText(
        "Green tea that lay five nights among fresh jasmine flowers.",
        "五窨一提，茶坯与鲜花同窨五夜，花香入骨。",
        _FUJIAN,
    ),
    "white-peony": SampleText(
        "One bud and two leaves, only withered and dried. Of this year's picking little is left.",
        "一芽二叶，只萎凋不揉捻。今年的春料所剩不多。",
        _FUJIAN,
    ),
    "chrysanthemum": SampleText(
        "Small closed buds, dried without smoke. Ten in a glass are enough.",
        "胎菊初放即采，无硫烘干，十朵一杯刚刚好。",
        _HANGZHOU,
    ),
    "walnuts": SampleText(
        "Thin enough to crack by hand. This autumn's harvest, lightly dried.",
        "壳薄一捏就开，当季新果，轻度烘干。",
        _XINJIANG,
    ),
    "pistachios": SampleText(
        "Unsalted and not bleached: only roasted, a little sweet.",
        "不漂白、不加盐，低温烘烤，原味带甜。",
        _XINJIANG,
        before=4690,
    ),
    "mango-dried": SampleText(
        "Soft slices of ripe mango with little sugar.",
        "熟透的芒果切片，少糖，软糯有嚼劲。",
        _HAINAN,
    ),
    "beef-jerky": SampleText(
        "Air-dried leg of beef in strips. Three kilos of meat make one of jerky.",
        "后腿牛肉风干成条，三斤鲜肉一斤干。",
        _INNER_MONGOLIA,
    ),
    "egg-rolls": SampleText(
        "Rolled by hand, thin, and gone before you know it. In a tin that keeps them crisp.",
        "手工卷制，一咬就酥，铁罐装防潮不怕碎。",
    ),
    "seaweed": SampleText(
        "Two sheets of roasted laver with sesame between them.",
        "两片烤海苔夹一层芝麻，酥脆不腻。",
        _JIANGSU,
    ),
    "mung-cakes": SampleText(
        "Made fresh in small lots: sold out at the moment, back next week.",
        "小批量现做，入口即化。本批已售完，下周补货。",
    ),
    "oranges": SampleText(
        "Picked when ordered, sent the same day. Sweet, with a little sour at the end.",
        "下单现摘，当天发出，甜中带一点酸，汁水足。",
        _GANNAN,
    ),
    "apples": SampleText(
        "Grown between hot days and cold nights, which is why the core is like glass.",
        "昼夜温差大，糖心多，脆甜多汁。",
        _XINJIANG,
    ),
    "kiwi": SampleText(
        "They arrive firm. Two days beside an apple, and they are ready.",
        "到货偏硬，和苹果放两天就能吃，果香浓。",
        _SHAANXI,
    ),
    "pomelo": SampleText(
        "One fruit of two and a half kilos, with thin skin and red flesh.",
        "单果约五斤，皮薄肉红，酸甜适口。",
        _FUJIAN,
    ),
    "dates": SampleText(
        "Crisp as an apple, sweet as honey, and only for a few weeks a year.",
        "脆如苹果，甜如蜜，一年只有几周能吃到。",
        _SHANDONG,
    ),
    "cherry-tomatoes": SampleText(
        "Ripened on the vine, firm and sweet.",
        "挂果自然熟，皮薄肉实，甜度高。",
        _HAINAN,
    ),
    "tissues": SampleText(
        "Unbleached bamboo fibre, three layers, strong when wet. 24 packs last a family a season.",
        "本色竹浆，三层加厚，湿水不破。24 包，够一家人用一季。",
    ),
    "thermos": SampleText(
        "Steel inside and out, 480 ml. Hot for twelve hours, cold for twenty-four.",
        "内外不锈钢，480 毫升，保温 12 小时，保冷 24 小时。",
        before=10900,
    ),
    "towels": SampleText(
        "Long-staple cotton, 34 × 76 cm, three colours. Softer with every wash.",
        "长绒棉，34×76 厘米，三色一组，越洗越软。",
    ),
    "bedding": SampleText(
        "A cover, a sheet and two pillowcases in sixty-count cotton.",
        "六十支全棉，被套、床单各一，枕套两只。",
    ),
    "knife": SampleText(
        "One knife for slicing and for bones that are not too thick. Forged and well balanced.",
        "切片、斩小骨一把搞定。锻打刀身，重心稳，好磨。",
    ),
    "lunch-box": SampleText(
        "Two compartments that do not leak into each other. Not for the microwave.",
        "双格不串味，密封不漏汤。不可放入微波炉。",
    ),
    "night-light": SampleText(
        "Lights up when someone passes in the dark, and goes out after twenty seconds.",
        "夜里有人经过自动亮，二十秒后熄灭，充电一次用两个月。",
        before=3900,
    ),
    "shampoo": SampleText(
        "Ginger and ginseng, without silicone. 550 ml with a pump.",
        "生姜人参，无硅油，550 毫升按压装。",
    ),
    "toothpaste": SampleText(
        "Three tubes with mint and honeysuckle, for gums that bleed easily.",
        "薄荷金银花，三支装，温和护龈。",
    ),
    "hand-cream": SampleText(
        "Smells of osmanthus, sinks in at once, fits into every pocket.",
        "桂花香，吸收快不黏手，75 克随身带。",
    ),
    "face-cream": SampleText(
        "Peony seed oil and squalane for dry skin in winter.",
        "牡丹籽油加角鲨烷，冬天干皮也能服帖。",
    ),
    "soap": SampleText(
        "Cold-stirred with goat's milk and cured for six weeks.",
        "羊奶冷制，晾皂六周，泡沫细，洗后不紧绷。",
    ),
    "sun-cream": SampleText(
        "SPF 50, PA+++, light as water. Once for every two hours outside.",
        "SPF50、PA+++，清爽不泛白，户外每两小时补涂一次。",
    ),
    "masks": SampleText(
        "Ten masks soaked in hyaluronic acid, on cloth of cotton fibre.",
        "十片装，玻尿酸精华，棉纤维膜布，敷十五分钟。",
    ),
    "cat-food": SampleText(
        "Seven tenths chicken, without grain. For cats from their first birthday on.",
        "鸡肉含量七成，无谷配方，一岁以上成猫适用。",
    ),
    "dog-food": SampleText(
        "Beef with pumpkin and fish oil, in pieces that large dogs have to chew.",
        "牛肉配南瓜和鱼油，大颗粒，适合中大型犬。",
    ),
    "cat-litter": SampleText(
        "Tofu litter that clumps at once and may go down the drain.",
        "豆腐猫砂，结团快，可冲厕所，粉尘少。",
        before=3690,
    ),
    "cat-treats": SampleText(
        "Twenty sticks of chicken and tuna, squeezed straight from the wrapper.",
        "鸡肉金枪鱼两味，二十支，挤着喂最香。",
    ),
    "dog-leash": SampleText(
        "A metre and a half of woven nylon with a hook that turns.",
        "一米五尼龙编织绳，旋转扣不缠绕，夜间反光。",
    ),
    "scratcher": SampleText(
        "Ribbed cardboard that saves the sofa. With a bag of catnip.",
        "瓦楞纸猫抓板，护住沙发，附赠猫薄荷一包。",
    ),
}
