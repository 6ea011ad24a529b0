"""A page that says one thing, in English and Chinese, when there is no other page to show."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>huitou · {status}</title>
<style>body{{font:1rem/1.6 system-ui,sans-serif;max-width:34rem;margin:15vh auto;padding:0 1rem}}
@media(prefers-color-scheme:dark){{body{{background:#16181d;color:#e6e6e6}}a{{color:#6cb6ff}}}}</style>
<h1>{status}</h1>
<p>{en}</p>
<p lang="zh-Hans">{zh}</p>
</html>
"""


def plain_page(status: int, en: str, zh: str) -> HttpResponse:
    """The page; `en` and `zh` are HTML of ours, never a stranger's words."""
    html = _PAGE.format(status=status, en=en, zh=zh)
    return HttpResponse(html, status=status, headers={"Cache-Control": "no-store"})


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What Django shows for an address that there is not."""
    return plain_page(
        404,
        'There is no page at this address. <a href="/report">Go to the report.</a>',
        '这个地址没有页面。<a href="/report">去看报告。</a>',
    )


def failed(request: HttpRequest) -> HttpResponse:
    """What Django shows when a page could not be made."""
    return plain_page(
        500,
        "The page could not be made; nothing was changed. The server's log says why.",
        "页面没能生成，数据没有改动。原因见服务器日志。",
    )
