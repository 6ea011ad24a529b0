"""Links that could not count, and why, for the operator who looks into it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

import msgspec

from huitou.engine.events.persons_links import Key, Kind, Link, Saying

Reason = Literal["two_known_people", "nothing_to_undo"]

_SENTENCES: Mapping[Reason, tuple[str, str]] = MappingProxyType(
    {
        "two_known_people": (
            "{other} already belongs to another known person, so it was not joined to {keep}; "
            "it may be a shared device. If the two are one person, merge them.",
            "{other} 已经属于另一位已知用户，所以没有并入 {keep}；这可能是多人共用的设备。"
            "如果确实是同一个人，请手动合并。",
        ),
        "nothing_to_undo": (
            "There was nothing to undo: no identify, alias or merge has the message id {other}.",
            "没有可以撤销的内容：找不到消息编号为 {other} 的 identify、alias 或 merge。",
        ),
    }
)


class Refused(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A link that did not count, with its own fields, and a code for why."""

    message_id: str
    kind: Kind
    keep: str
    other: str | None
    at: int
    reason: Reason

    @classmethod
    def link(cls, link: Link, reason: Reason) -> Refused:
        """The link, refused for that reason."""
        return cls(link.message_id, link.kind, link.keep, link.other, link.at, reason)

    def key(self) -> Key:
        """The place of the link among all links; see Link.key."""
        return self.at, self.message_id, *self.saying()

    def saying(self) -> Saying:
        """What the link said; see Link.saying."""
        return self.kind, self.keep, self.other or ""

    def sentence(self, language: Literal["en", "zh-Hans"] = "en") -> str:
        """What happened and what to do, for a person to read."""
        english, chinese = _SENTENCES[self.reason]
        chosen = chinese if language == "zh-Hans" else english
        return chosen.format(keep=self.keep, other=self.other)
