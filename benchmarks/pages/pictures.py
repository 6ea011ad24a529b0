"""Pictures of every page: 375 and 1280 px, light and dark, English and Chinese.

    python benchmarks/pages/pictures.py [FOLDER]

Into FOLDER (a new one under the system's, if none is given), named PAGE-WIDTH-SCHEME-LANGUAGE.png;
those that the README shows go to docs/pictures as well. Fails if a page is not answered with 200,
or if the browser complains of anything (a script that fails, a file that the policy forbids).
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from itertools import product
from pathlib import Path
from typing import Any

from _addresses import console_pages, shop_pages
from _browser import chromium, opened, sign_in
from _served_shop import Served, served_shop

LOOKS = list(product((375, 1280), ("light", "dark"), ("en-US", "zh-CN")))
KEPT = {
    "home-375-light-zh-CN",
    "product-375-dark-zh-CN",
    "checkout-375-light-zh-CN",
    "today-1280-light-en-US",
    "retention-1280-light-en-US",
}
_KEPT_IN = Path(__file__).parents[2] / "docs" / "pictures"


def main(folder: Path) -> None:
    wrong: list[str] = []
    with served_shop() as served, chromium() as browser:
        for width, scheme, language in LOOKS:
            page = opened(browser, served, width, language, scheme)
            page.on("console", lambda said: said.type == "error" and wrong.append(_told(said)))
            page.on("pageerror", lambda error: wrong.append(f"{error}"))
            look = f"{width}-{scheme}-{language}"
            _take(page, served, shop_pages(served), look, folder, wrong)
            sign_in(page, served)
            _take(page, served, console_pages(served), look, folder, wrong)
            page.context.close()
    for name in sorted(KEPT):
        shutil.copy(folder / f"{name}.png", _KEPT_IN / f"{name}.png")
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")
    if wrong:
        raise SystemExit("\n".join(dict.fromkeys(wrong)))


def _take(
    page: Any, served: Served, pages: dict[str, str], look: str, folder: Path, wrong: list[str]
) -> None:
    for name, path in pages.items():
        answer = page.goto(served.address + path)
        page.wait_for_load_state("networkidle")
        if answer is None or answer.status != 200:
            wrong.append(f"{path}: {answer.status if answer else 'no answer'}")
        file = folder / f"{name}-{look}.png"
        page.screenshot(path=file, full_page=f"{name}-{look}" not in KEPT)


def _told(said: Any) -> str:
    return f"{said.location.get('url', '')}: {said.text}"


if __name__ == "__main__":
    into = Path(sys.argv[1]) if sys.argv[1:] else Path(tempfile.mkdtemp(prefix="huitou-pictures-"))
    into.mkdir(parents=True, exist_ok=True)
    _KEPT_IN.mkdir(exist_ok=True)
    main(into)
