"""Examples of what one presses and fills in."""

from __future__ import annotations

from huitou.doors.design.components.buttons import ActionButton, Button, CopyButton
from huitou.doors.design.components.fields import Field, Form, Option, Quantity
from huitou.doors.design.gallery.samples import Example, sample


def buttons() -> tuple[Example, ...]:
    """Buttons of every kind and in every state."""
    save, more = sample("Save changes", "保存修改"), sample("See the people", "查看人群")
    return (
        Example(
            sample("Kinds", "类型"),
            (
                Button(save, kind="primary"),
                Button(more, address="#"),
                Button(sample("Cancel", "取消"), kind="quiet"),
                Button(sample("Delete", "删除"), kind="danger", icon="trash"),
            ),
        ),
        Example(
            sample("With an icon", "带图标"),
            (
                Button(sample("Add to basket", "加入购物车"), kind="primary", icon="basket"),
                Button(sample("Export", "导出"), icon="download"),
                Button(sample("Filter", "筛选"), kind="quiet", icon="filter"),
                Button(sample("Like", "收藏"), icon="heart", icon_only=True),
                Button(sample("More", "更多"), kind="quiet", icon="more", icon_only=True),
            ),
        ),
        Example(
            sample("States", "状态"),
            (
                Button(save, kind="primary", busy=True),
                Button(save, kind="primary", disabled=True),
                Button(more, disabled=True),
                Button(more, address="#", disabled=True),
            ),
        ),
        Example(
            sample("Small, and wide", "小号与通栏"),
            (
                Button(sample("Apply", "应用"), kind="primary", small=True),
                Button(sample("Reset", "重置"), small=True),
                Button(sample("Pay ¥128.00", "支付 ¥128.00"), kind="primary", wide=True),
            ),
        ),
        Example(
            sample("A form that is one button, and a copy button", "单按钮表单与复制按钮"),
            (
                ActionButton(Button(sample("Mark as paid", "标记已付款")), action="#"),
                CopyButton(sample("Copy", "复制"), "https://shop.example/s/7Qk2"),
            ),
        ),
    )


def fields() -> tuple[Example, ...]:
    """Fields of every kind, empty, filled in, wrong and disabled."""
    return (
        Example(sample("Text", "文本"), _texts(), "grid"),
        Example(sample("States", "状态"), _states(), "grid"),
        Example(sample("Choices", "选项"), _choices(), "grid"),
        Example(
            sample("Quantity", "数量"),
            (
                Quantity("q1", sample("Quantity", "数量"), 1),
                Quantity("q2", sample("Quantity", "数量"), 3, most=3),
            ),
        ),
    )


def forms() -> tuple[Example, ...]:
    """Whole forms."""
    phone = Field(
        "phone",
        sample("Phone number", "手机号"),
        kind="tel",
        before="+86",
        autocomplete="tel-national",
        inputmode="numeric",
        required=True,
    )
    code = Field(
        "code",
        sample("Code", "验证码"),
        value="12",
        error=sample("The code has six digits.", "验证码是 6 位数字。"),
        autocomplete="one-time-code",
        inputmode="numeric",
        required=True,
    )
    sign_in = Button(sample("Sign in", "登录"), kind="primary")
    search = Field("q", sample("Name", "名称"), kind="search")
    state = Field(
        "state",
        sample("State", "状态"),
        kind="select",
        options=(Option("", sample("All", "全部")), Option("paid", sample("Paid", "已付款"))),
    )
    return (
        Example(
            sample("Sign in", "登录"),
            (
                Form(
                    (phone, code),
                    sign_in,
                    error=sample("The code was not the right one.", "验证码不正确。"),
                    cancel="#",
                ),
            ),
            "narrow",
        ),
        Example(
            sample("In one line", "单行表单"),
            (Form((search, state), Button(sample("Search", "搜索")), method="get", compact=True),),
            "stack",
        ),
    )


def _texts() -> tuple[Field, ...]:
    return (
        Field("name", sample("Name", "姓名"), autocomplete="name", value=sample("Li Wei", "李薇")),
        Field("mail", sample("E-mail", "邮箱"), kind="email", placeholder="li@example.com"),
        Field(
            "price", sample("Price", "价格"), kind="number", before="¥", value="128.00", step="0.01"
        ),
        Field(
            "days",
            sample("Window", "时间窗口"),
            kind="number",
            behind=sample("days", "天"),
            value="7",
        ),
        Field("day", sample("Day", "日期"), kind="date", value="2026-11-25"),
        Field("secret", sample("Password", "密码"), kind="password", value="longenough"),
        Field("find", sample("Search", "搜索"), kind="search", placeholder=sample("Tea", "茶叶")),
        Field("picture", sample("Pictures", "图片"), kind="file", accept="image/*", multiple=True),
        Field("note", sample("Note", "备注"), kind="textarea", rows=3),
    )


def _states() -> tuple[Field, ...]:
    return (
        Field(
            "hinted",
            sample("Phone number", "手机号"),
            kind="tel",
            required=True,
            hint=sample("Only the courier sees it.", "仅配送员可见。"),
        ),
        Field(
            "wrong",
            sample("E-mail", "邮箱"),
            kind="email",
            value="li@",
            error=sample("This is not an e-mail address.", "这不是有效的邮箱地址。"),
        ),
        Field("off", sample("Login", "登录名"), value="li.wei", disabled=True),
    )


def _choices() -> tuple[Field, ...]:
    sizes = (Option("s", "S"), Option("m", "M"), Option("l", "L", disabled=True))
    reasons = (
        Option("late", sample("It came too late", "送达太晚")),
        Option(
            "broken", sample("It is broken", "商品破损"), hint=sample("A picture helps", "请附照片")
        ),
        Option("other", sample("Something else", "其他原因")),
    )
    return (
        Field("reason", sample("Reason", "原因"), kind="radio", options=reasons, value="broken"),
        Field("size", sample("Size", "尺码"), kind="radio", options=sizes, value="m", inline=True),
        Field("city", sample("City", "城市"), kind="select", options=reasons, value="late"),
        Field(
            "why",
            sample("Reasons", "原因（多选）"),
            kind="checkboxes",
            options=reasons,
            values=("late", "other"),
        ),
        Field(
            "agree",
            sample("I agree to the terms", "我同意服务条款"),
            kind="checkbox",
            required=True,
        ),
        Field(
            "news",
            sample("Tell me about offers", "接收优惠信息"),
            kind="checkbox",
            checked=True,
            hint=sample("You can stop it at any time.", "可随时取消。"),
        ),
    )
