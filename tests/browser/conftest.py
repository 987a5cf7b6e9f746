"""Chromium without a window, on pages that are written to files; nothing is fetched."""

from __future__ import annotations

import os
import shutil
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)


@pytest.fixture(scope="module")
def font(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A configuration of fontconfig in which the only font is that of a dependency.

    So texts are as wide on a machine with other fonts, and on one without any.
    """
    folder = tmp_path_factory.mktemp("fontconfig")
    fonts = files("font_source_sans_pro") / "files"
    configuration = folder / "fonts.conf"
    configuration.write_text(
        f"<fontconfig><dir>{fonts}</dir><cachedir>{folder / 'cache'}</cachedir></fontconfig>",
        encoding="utf-8",
    )
    return configuration


@pytest.fixture(scope="module")
def chromium(font: Path) -> Iterator[Browser]:
    """The browser of this machine; tests are skipped where there is none.

    It ends with its module: its driver keeps an event loop running, and asyncio lets nobody else
    of the process have one meanwhile.
    """
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on PATH")
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--no-first-run", *quiet],
            env={**os.environ, "FONTCONFIG_FILE": str(font)},
        )
        yield browser
        browser.close()


@pytest.fixture
def show(chromium: Browser, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Open HTML as a page of the given size; requests and complaints are noted on it."""
    context = chromium.new_context(offline=True)

    def opened(html: str, *, width: int = 1280, height: int = 950) -> Page:
        file = tmp_path / "page.html"
        file.write_text(html, encoding="utf-8")
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.goto(file.as_uri())
        return page

    yield opened
    context.close()
