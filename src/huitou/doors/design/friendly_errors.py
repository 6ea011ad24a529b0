"""Expected errors that a page's handler raises, as pages."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.html import escape

from huitou.foundation.plain_page import plain_page
from huitou.kernel import HuitouError

_API = "/api/"
_IN_CHINESE = {
    400: "提交的内容无法识别，请返回检查后重试。",
    401: "请先登录。",
    403: "你没有权限查看或执行此操作。",
    404: "没有找到你要的内容，可能已被移除。",
    409: "当前状态下无法完成此操作，请刷新页面后再看。",
    413: "提交的内容太大了。",
    429: "操作太频繁了，请稍后再试。",
    502: "对方服务没有响应，请稍后查看结果，不要重复提交。",
    503: "服务暂时不可用，数据没有改动，请稍后再试。",
}
_FAILED = "页面没能生成，数据没有改动。"


class FriendlyErrors:
    """Middleware: a HuitouError of a page is answered by a page with its status, which says what
    was wrong and what to do. The API answers in a shape of its own.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, HuitouError) or request.path.startswith(_API):
            return None
        # Errors are written in English, for logs and programs too.
        en = f"{escape(error.message)} {escape(error.remedy)}"
        response = plain_page(error.status, en, _IN_CHINESE.get(error.status, _FAILED), request)
        if error.retry_after is not None:
            response["Retry-After"] = str(error.retry_after)
        return response
