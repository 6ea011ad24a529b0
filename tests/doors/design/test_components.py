"""Components as objects, and as the HTML that they are."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import UTC, datetime

import pytest
from django.utils.safestring import SafeString
from django.utils.translation import override

from huitou.doors import design
from huitou.doors.design import (
    ActionButton,
    Alert,
    Badge,
    Button,
    Card,
    Column,
    Component,
    Dialog,
    Entry,
    Field,
    FilterChips,
    Form,
    Group,
    Link,
    Menu,
    Option,
    Pager,
    PeopleList,
    Person,
    Picture,
    Price,
    PriceReason,
    Progress,
    Quantity,
    Row,
    Stat,
    Step,
    StepBar,
    Table,
    Tabs,
    Timeline,
    Trend,
)
from huitou.kernel import Money

EVIL = '<b onclick="x">"&'


def yuan(amount: str) -> Money:
    return Money.parse(amount, "CNY")


def test_every_component_of_the_face_is_frozen_and_names_its_template() -> None:
    for name in design.__all__:
        thing = getattr(design, name)
        if isinstance(thing, type) and issubclass(thing, Component) and thing is not Component:
            assert is_dataclass(thing), name
            assert thing.__dataclass_params__.frozen, name  # type: ignore[attr-defined]
            if not issubclass(thing, design.Page):
                assert thing.template.startswith("design/"), name
                assert "template" not in {field.name for field in fields(thing)}, name


def test_a_component_within_another_is_html_and_text_is_escaped() -> None:
    html = str(Card(Group((Badge(EVIL), EVIL)), title=EVIL))
    assert "<b " not in html
    assert html.count("&lt;b onclick=&quot;x&quot;&gt;&quot;&amp;") == 3
    assert html.count('<span class="badge badge-plain">') == 1


def test_a_component_is_html_to_whoever_asks_it() -> None:
    badge = Badge("New")
    assert isinstance(str(badge), SafeString)
    assert badge.__html__() == str(badge) == '<span class="badge badge-plain">New</span>'


def test_a_button_with_an_address_is_a_link() -> None:
    assert str(Button("All", address="/all?a=1&b=2", kind="primary")) == (
        '<a class="button button-primary" href="/all?a=1&amp;b=2"><span>All</span></a>'
    )
    assert str(Button("Save", name="do", value="save")) == (
        '<button class="button button-plain" name="do" value="save"><span>Save</span></button>'
    )


def test_a_button_that_may_not_be_pressed_cannot_be() -> None:
    assert " disabled" in str(Button("Save", disabled=True))
    assert 'disabled aria-busy="true"' in str(Button("Save", busy=True))
    link = str(Button("All", address="/all", disabled=True))
    assert "href" not in link
    assert 'role="link" aria-disabled="true"' in link


def test_an_icon_alone_has_a_name() -> None:
    html = str(Button("Like", icon="heart", icon_only=True))
    assert 'aria-label="Like"' in html
    assert "<span>Like</span>" not in html


def test_attributes_are_escaped_and_may_be_bare() -> None:
    html = str(Button("x", attributes={"hx-get": "/a?b=1&c", "data-open": ""}))
    assert ' hx-get="/a?b=1&amp;c" data-open>' in html


def test_a_button_that_is_a_form_carries_what_it_sends() -> None:
    html = str(ActionButton(Button("Pay"), "/pay", {"order": "o1"}, key="k" * 20))
    assert html.startswith('<form class="action-form" method="post" action="/pay" data-once>')
    assert '<input type="hidden" name="order" value="o1">' in html
    assert f'name="idempotency_key" value="{"k" * 20}"' in html


def test_a_field_says_what_is_wrong_with_it_where_it_is_heard() -> None:
    html = str(Field("mail", "E-mail", kind="email", hint="Yours", error="Not one", value=EVIL))
    assert '<label class="label" for="field-mail">E-mail</label>' in html
    assert 'aria-describedby="field-mail-hint field-mail-error" aria-invalid="true"' in html
    assert '<p class="hint" id="field-mail-hint">Yours</p>' in html
    assert 'id="field-mail-error"' in html
    assert "<b " not in html


@pytest.mark.parametrize("kind", ["text", "tel", "number", "password", "search", "date"])
def test_inputs_of_every_kind(kind: str) -> None:
    html = str(Field("x", "X", kind=kind, required=True, autocomplete="tel", longest=9))  # type: ignore[arg-type]
    assert f'<input class="input" type="{kind}" id="field-x" name="x" value=""' in html
    assert 'autocomplete="tel" maxlength="9" required' in html


def test_options_are_chosen_by_their_values() -> None:
    options = (Option("a", "A"), Option("b", "B", disabled=True), Option("c", "C", hint="Sea"))
    select = str(Field("x", "X", kind="select", options=options, value="c"))
    assert '<option value="a">A</option>' in select
    assert '<option value="c" selected>C</option>' in select
    radio = str(Field("x", "X", kind="radio", options=options, value="a"))
    assert 'id="field-x-0" name="x" value="a" checked' in radio
    assert 'value="b" disabled' in radio
    several = str(Field("x", "X", kind="checkboxes", options=options, values=("a", "c")))
    assert several.count(" checked") == 2
    assert '<legend class="label">X</legend>' in several


def test_a_box_to_tick() -> None:
    assert 'value="on" checked' in str(Field("x", "X", kind="checkbox", checked=True))
    assert 'value="yes" required' in str(
        Field("x", "X", kind="checkbox", value="yes", required=True)
    )


def test_a_form_has_its_key_and_takes_files() -> None:
    form = Form(
        (Field("x", "X", kind="file", accept="image/*"),),
        Button("Send"),
        action="/send",
        key="k" * 20,
        hidden={"a": "b"},
        error="All wrong",
    )
    html = str(form)
    assert '<form class="form" method="post" action="/send" enctype="multipart/form-data"' in html
    assert f'name="idempotency_key" value="{"k" * 20}"' in html
    assert '<input type="hidden" name="a" value="b">' in html
    assert 'role="alert"' in html
    search = str(Form((Field("q", "Q"),), Button("Search"), method="get", key="k" * 20))
    assert "idempotency_key" not in search
    assert "data-once" not in search


@pytest.mark.parametrize(("value", "less", "more"), [(1, 1, 2), (3, 2, 4), (5, 4, 5)])
def test_a_quantity_ends_at_its_ends(value: int, less: int, more: int) -> None:
    quantity = Quantity("n", "Number", value, most=5)
    assert (quantity.less, quantity.more) == (less, more)
    html = str(quantity)
    # A form sends all of one name; the last is the one that counts, and buttons come last.
    assert html.index("<input") < html.index("<button")
    assert html.count(" disabled") == (value in (1, 5))


def test_a_table_says_how_it_is_sorted_and_where_rows_lead() -> None:
    table = Table(
        "Orders",
        (Column("Order", sort_address="?s=o", sorted="ascending"), Column("Sum", numeric=True)),
        (Row(("o1", "¥1"), address="/o1", tone="bad"), Row((EVIL, Badge("x")))),
    )
    html = str(table)
    assert 'aria-sort="ascending"><a class="sort" href="?s=o">Order' in html
    assert '<tr class="row-bad"><th scope="row"><a class="row-link" href="/o1">o1</a></th>' in html
    assert '<td class="numeric" data-label="Sum">¥1</td>' in html
    assert '<td class="numeric" data-label="Sum"><span class="badge badge-plain">x</span>' in html
    assert "<b " not in html


def test_a_table_without_rows_shows_what_stands_in_its_place() -> None:
    assert str(Table("Orders", (Column("Order"),), (), empty="None yet")) == "None yet"


def test_a_row_has_as_many_cells_as_there_are_columns() -> None:
    with pytest.raises(ValueError, match="zip"):
        str(Table("Orders", (Column("Order"),), (Row(("a", "b")),)))


def test_a_pager_leads_only_where_there_is_something() -> None:
    assert str(Pager()) == ""
    html = str(Pager(next="?c=2", part="rows"))
    assert html.count("<a ") == 1
    assert 'rel="next" href="?c=2" hx-get="?c=2" hx-target="#rows"' in html


def test_where_one_is_is_marked() -> None:
    links = (Link("A", "/a", current=True), Link("B", "/b", count=1200))
    assert '<a href="/a" aria-current="page">' in str(Tabs(links, "Views"))
    assert '<span class="count">1,200</span>' in str(Tabs(links, "Views"))
    assert 'href="/a" aria-current="true"' in str(FilterChips("Filters", links))
    menu = str(Menu("More", (links[1], ActionButton(Button("Delete"), "/d"))))
    assert '<a href="/b">' in menu
    assert 'action="/d"' in menu


def test_a_dialog_is_a_page_where_there_is_no_script() -> None:
    above = str(Dialog("stop", "Stop?", "Yes"))
    assert '<dialog class="dialog" id="stop" aria-labelledby="stop-title">' in above
    assert '<form method="dialog">' in above
    within = str(Dialog("stop", "Stop?", "Yes", open_in_page=True))
    assert "<dialog" not in within
    assert '<h1 id="stop-title">Stop?</h1>' in within


def test_a_picture_keeps_its_place() -> None:
    html = str(Picture("/p.webp", EVIL, 800, 600, (("/s.webp", 400), ("/p.webp", 800)), "50vw"))
    assert 'srcset="/s.webp 400w, /p.webp 800w" sizes="50vw"' in html
    assert 'width="800" height="600" decoding="async" loading="lazy"' in html
    assert "<b " not in html
    first = str(Picture("/p.webp", "", 8, 6, first=True))
    assert 'alt="" width="8" height="6" decoding="async" fetchpriority="high"' in first


def test_a_price_that_is_cut_says_what_it_was() -> None:
    cut = Price(yuan("128"), before=yuan("159"), lowest=yuan("119"))
    html = str(cut)
    assert '<span class="sign">¥</span>128<span class="decimals">.00</span>' in html
    assert '<del class="price-before">¥159.00</del>' in html
    assert "Lowest price of the 7 days before: ¥119.00" in html
    with override("zh-hans"):
        assert "此前 7 天最低价：¥119.00" in str(cut)
    assert "<del" not in str(Price(yuan("128"), before=yuan("128")))


def test_a_price_opens_its_reasons() -> None:
    html = str(Price(yuan("128"), reasons=(PriceReason("Coupon", yuan("-10")),)))
    assert '<span>Coupon</span><span class="numeric">−¥10.00</span>' in html
    assert "– ¥399.00" in str(Price(yuan("128"), up_to=yuan("399")))


def test_a_number_says_how_it_changed_without_colour() -> None:
    html = str(
        Stat("Lost", "31", (Trend("+8.0%", "up", "than last week", good=False),), "Those who left")
    )
    assert "trend-bad" in html
    assert "#trend-up" in html
    assert "+8.0%" in html
    assert 'aria-label="What Lost means"' in html


def test_a_bad_alert_is_read_out_at_once() -> None:
    assert 'role="alert"' in str(Alert("Lost", tone="bad"))
    assert "role" not in str(Alert("Saved", tone="good"))


def test_progress_without_a_number_is_at_work() -> None:
    assert '<progress aria-label="X" value="0.25" max="1">' in str(Progress("X", 0.25))
    assert '<progress aria-label="X"></progress>' in str(Progress("X", None))


def test_steps_say_which_one_it_is() -> None:
    html = str(StepBar((Step("A", "done"), Step("B", "current"), Step("C", "coming")), "Way"))
    assert html.count('aria-current="step"') == 1
    assert '<span>A</span><span class="unseen">done</span>' in html


@pytest.mark.parametrize(
    ("name", "initial"), [("李薇", "李"), ("li", "L"), ("***", "·"), ("", "·")]
)
def test_people_have_one_letter(name: str, initial: str) -> None:
    assert Person(name).initial == initial


def test_people_and_what_happened() -> None:
    people = str(PeopleList((Person("Li", "/p/1", "5 orders", "¥1"),)))
    assert '<a class="row-link" href="/p/1">Li</a>' in people
    assert str(PeopleList((), empty="Nobody")) == "Nobody"
    at = datetime(2026, 11, 25, 6, 5, tzinfo=UTC)
    entry = str(Timeline((Entry("Paid", at, who="li.wei", tone="good"),)))
    assert '<time datetime="2026-11-25T06:05:00+00:00">25 Nov 2026, 06:05</time>' in entry
