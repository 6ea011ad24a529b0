"""The words that stand around an answer's numbers, in English and Chinese. `{name}` marks a place
that `said` fills.
"""

from __future__ import annotations

from huitou.doors.answers.words_families import FAMILY_WORDS
from huitou.doors.report import Text

_SHARED = {
    "all": ("All", "全部"),
    "answer": ("Answer", "回答"),
    "answer.lead": ("The numbers are in the table.", "数字见表格。"),
    "as_of_version": ("Data as of version {version}", "数据截至版本 {version}"),
    "any_event": ("any event", "任意事件"),
    "event_where": ("{event} ({where})", "{event}（{where}）"),
    "events": ("Events", "事件数"),
    "from_interval": ("From", "开始"),
    "group": ("Group", "分组"),
    "incomplete_mark": (
        "* not over yet: what is known so far",
        "* 尚未结束，为目前已知的数字",
    ),
    "incomplete_stripes": ("striped: not over yet", "斜纹：尚未结束"),
    "high": ("High (95%)", "上限 (95%)"),
    "low": ("Low (95%)", "下限 (95%)"),
    "mean": ("Mean", "平均"),
    "measure": ("Measure", "指标"),
    "no_value": ("(none)", "（无）"),
    "nothing": ("Nothing was found.", "没有数据。"),
    "of_group": ("{what}: {group}", "{what}：{group}"),
    "other": ("all others", "其余"),
    "people": ("People", "人数"),
    "percent": ("Percent", "百分比"),
    "trimmed": (
        "The newest {rows} rows and the first {columns} columns are shown; the CSV file has all.",
        "这里显示最近 {rows} 行的前 {columns} 列，CSV 文件包含全部。",
    ),
    "unit.day": ("day", "天"),
    "unit.hour": ("hour", "小时"),
    "unit.month": ("month", "个月"),
    "unit.week": ("week", "周"),
    "value": ("Value", "数值"),
}

TEXTS = {key: Text(en, zh) for key, (en, zh) in {**_SHARED, **FAMILY_WORDS}.items()}


def said(key: str, **values: str | Text) -> Text:
    """The text of `key`, its places filled; KeyError for a key that no one wrote."""
    return TEXTS[key].fill(**values)
