"""A page that says one thing, in English and Chinese, when there is no other page to show.

How it looks is for a door to say: it registers a `Look` when the process starts. Without one, and
where it fails, the words stand there as they are.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

_log = logging.getLogger("huitou.pages")
_BARE = """<!doctype html>
<html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>huitou · {status}</title>
<h1>{status}</h1>
<p>{en}</p>
<p lang="zh-Hans">{zh}</p>
</html>
"""
# The whole page for a status and what is to be said, in HTML, in English and in Chinese.
Look = Callable[[int, str, str, HttpRequest | None], str]
_looks: list[Look] = []


def register_look(look: Look) -> None:
    """How plain pages look from now on."""
    _looks[:] = [look]


def plain_page(status: int, en: str, zh: str, request: HttpRequest | None = None) -> HttpResponse:
    """The page; `en` and `zh` are HTML of ours, never a stranger's words. With the request the page
    is in the reader's theme.
    """
    html = _dressed(status, en, zh, request) or _BARE.format(status=status, en=en, zh=zh)
    return HttpResponse(html, status=status, headers={"Cache-Control": "no-store"})


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What Django shows for an address that there is not."""
    return plain_page(
        404,
        'There is no page at this address. <a href="/report">Go to the report.</a>',
        '这个地址没有页面。<a href="/report">去看报告。</a>',
        request,
    )


def failed(request: HttpRequest) -> HttpResponse:
    """What Django shows when a page could not be made."""
    return plain_page(
        500,
        "The page could not be made; nothing was changed. The server's log says why.",
        "页面没能生成，数据没有改动。原因见服务器日志。",
        request,
    )


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What Django shows for a page that whoever asks may not see."""
    return plain_page(
        403,
        "You may not see this page. Sign in as somebody who may.",
        "你没有查看此页面的权限，请用有权限的账号登录。",
        request,
    )


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What Django shows for a request that makes no sense."""
    return plain_page(
        400,
        "This request cannot be read. Go back and try it again.",
        "无法识别这个请求，请返回后重试。",
        request,
    )


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What Django shows for a form without the token of this browser."""
    return plain_page(
        403,
        "The form stood open for too long, or cookies are off. Go back, reload the page and send "
        "it again; nothing was changed.",
        "表单打开时间过长，或浏览器禁用了 Cookie。请返回并刷新页面后重新提交，数据没有改动。",
        request,
    )


def _dressed(status: int, en: str, zh: str, request: HttpRequest | None) -> str:
    if not _looks:
        return ""
    try:
        return _looks[0](status, en, zh, request)
    except Exception:
        # Whatever is broken, the page that says so has to come.
        _log.exception("the look of plain pages failed")
        return ""
