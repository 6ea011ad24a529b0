"""Why an event is kept aside: stable codes, each with its meaning in English and Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import msgspec

REASONS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "bad_json": ("The event is not valid JSON.", "事件不是有效的 JSON。"),
        "not_an_object": ("The event is not a JSON object.", "事件不是 JSON 对象。"),
        "not_a_number": (
            "The event holds NaN or Infinity, which JSON does not have.",
            "事件中含有 NaN 或 Infinity，JSON 里没有这种数。",
        ),
        "bad_encoding": (
            "The event holds text that is not valid UTF-8.",
            "事件中含有不是有效 UTF-8 的文字。",
        ),
        "too_deep": ("The event is nested too deeply.", "事件嵌套得太深。"),
        "too_large": ("The event is larger than the limit.", "事件超过了大小上限。"),
        "bad_type": ("The type is missing or not a known one.", "缺少类型，或类型不认识。"),
        "missing_event": ("A track call without an event name.", "track 调用没有事件名称。"),
        "bad_event": ("The event name or page name is not text.", "事件名称或页面名称不是文字。"),
        "no_identity": (
            "There is neither a user id nor an anonymous id.",
            "既没有用户编号，也没有匿名编号。",
        ),
        "bad_id": ("An id is neither text nor a whole number.", "编号既不是文字，也不是整数。"),
        "missing_previous": (
            "An alias needs both the previous id and the user id.",
            "合并身份（alias）需要旧编号和用户编号两项。",
        ),
        "bad_merge": (
            "A merge needs two identifiers, each with a type and a value.",
            "合并（merge）需要两个标识，各有类型和值。",
        ),
        "missing_group": ("A group call without a group id.", "group 调用没有群组编号。"),
        "bad_message_id": (
            "The message id is not text or a whole number, or it is too long.",
            "消息编号不是文字或整数，或者太长。",
        ),
        "bad_timestamp": (
            "The time cannot be read, or is impossible.",
            "时间无法识别，或不可能是真的。",
        ),
        "bad_properties": ("The properties are not a JSON object.", "属性不是 JSON 对象。"),
        "bad_traits": ("The traits are not a JSON object.", "特征不是 JSON 对象。"),
        "bad_context": ("The context is not a JSON object.", "上下文不是 JSON 对象。"),
        "missing_property": (
            "A property that this event needs is missing.",
            "缺少这个事件必需的属性。",
        ),
        "wrong_property": (
            "A property that this event needs is of the wrong kind.",
            "这个事件必需的属性类型不对。",
        ),
    }
)


class Problem(msgspec.Struct, frozen=True, gc=False):
    """What is wrong with an event: `reason` is a key of REASONS, `field` the input at fault (null
    if none can be named), `detail` a sentence.
    """

    reason: str
    field: str | None
    detail: str


class Unfit(Exception):
    """Raised on the way to a row by what is wrong with the event; never leaves the decoder."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.detail)
        self.problem = problem


def unfit(reason: str, field: str | None, detail: str) -> Unfit:
    """The exception to raise for a problem."""
    return Unfit(Problem(reason, field, detail))
