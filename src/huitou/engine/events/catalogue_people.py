"""Events between people and with the shop: accounts (the names of Segment's B2B specification,
https://segment.com/docs/connections/spec/b2b-saas/), and, in the same style, our own names for
social life, invitations, group buying, loyalty, messages and care, which no standard has.
"""

from __future__ import annotations

from huitou.engine.events.known_event import EventGroup, Kind, Line, any_of, known_events

_TARGET = any_of(Kind.ID, "target_id")
_INVITER = any_of(Kind.ID, "inviter_id", "share_id")
_GROUP = any_of(Kind.ID, "group_id")
_POINTS = any_of(Kind.NUMBER, "points")
_PURPOSE = any_of(Kind.TEXT, "purpose")
_TICKET = any_of(Kind.ID, "ticket_id")
_MESSAGE = (*any_of(Kind.ID, "campaign_id", "message_id"), *any_of(Kind.TEXT, "channel"))

_LINES: dict[EventGroup, tuple[Line, ...]] = {
    EventGroup.ACCOUNT: (
        ("Signed Up", "sign_up", "A person opened an account", "注册了账号"),
        ("Signed In", "login", "A person signed in", "登录了账号"),
        ("Signed Out", None, "A person signed out", "退出了登录"),
        ("Consent Given", None, "A person allowed a use of data", "同意了一项数据用途", _PURPOSE),
        ("Consent Withdrawn", None, "A person took it back", "撤回了一项同意", _PURPOSE),
        ("Trial Started", None, "A trial began", "开始试用"),
        ("Trial Ended", None, "A trial ended", "试用结束"),
    ),
    EventGroup.SOCIAL: (
        ("User Followed", None, "A person followed another", "关注了一个人", _TARGET),
        ("User Unfollowed", None, "A person stopped following another", "取消了关注", _TARGET),
        ("Post Created", None, "A person published a post", "发布了帖子", _TARGET),
        ("Post Viewed", None, "A person read a post", "看了一篇帖子", _TARGET),
        ("Comment Created", None, "A person commented", "发表了评论", _TARGET),
        ("Reaction Added", None, "A person liked or reacted", "点了赞或其他表态", _TARGET),
        ("Reaction Removed", None, "A person took a reaction back", "收回了点赞或表态", _TARGET),
        ("Content Shared", "share", "A person shared something", "分享了内容", _TARGET),
        (
            "Share Link Opened",
            None,
            "A person opened a shared link",
            "打开了分享链接",
            any_of(Kind.ID, "share_id"),
        ),
        ("Content Reported", None, "A person reported something", "举报了内容", _TARGET),
    ),
    EventGroup.INVITATION: (
        ("Invite Sent", None, "A person invited somebody", "发出了邀请"),
        ("Invite Opened", None, "An invitation was opened", "打开了邀请", _INVITER),
        ("Invite Accepted", None, "An invitation was accepted", "接受了邀请", _INVITER),
        ("Invite Rewarded", None, "An invitation earned its reward", "邀请获得了奖励", _INVITER),
    ),
    EventGroup.GROUP_BUY: (
        ("Group Buy Started", None, "A person opened a group buy", "发起了拼团", _GROUP),
        ("Group Buy Joined", "join_group", "A person joined a group buy", "参加了拼团", _GROUP),
        ("Group Buy Succeeded", None, "A group buy found enough people", "拼团成功", _GROUP),
        ("Group Buy Expired", None, "A group buy ran out of time", "拼团超时未成", _GROUP),
    ),
    EventGroup.LOYALTY: (
        ("Membership Started", None, "A membership began", "成为会员"),
        ("Membership Upgraded", None, "A member rose to a higher tier", "会员等级提升"),
        ("Membership Lapsed", None, "A membership ran out", "会员资格失效"),
        ("Points Earned", None, "A member earned points", "获得了积分", _POINTS),
        ("Points Redeemed", None, "A member spent points", "使用了积分", _POINTS),
    ),
    EventGroup.MESSAGE: (
        ("Message Sent", None, "A message was sent", "消息已发送", _MESSAGE),
        ("Message Delivered", None, "A message arrived", "消息已送达", _MESSAGE),
        ("Message Opened", None, "A message was opened", "消息被打开", _MESSAGE),
        (
            "Message Clicked",
            None,
            "A link in a message was clicked",
            "消息中的链接被点击",
            _MESSAGE,
        ),
        ("Message Unsubscribed", None, "A person wants no more messages", "退订了消息", _MESSAGE),
    ),
    EventGroup.CARE: (
        ("Ticket Opened", None, "A person asked for help", "提交了求助工单", _TICKET),
        ("Ticket Resolved", None, "A request for help was settled", "工单已解决", _TICKET),
        (
            "Ticket Rated",
            None,
            "A person rated the help they got",
            "给客服打了分",
            _TICKET,
            any_of(Kind.NUMBER, "rating"),
        ),
    ),
}

PEOPLE = known_events(_LINES)
