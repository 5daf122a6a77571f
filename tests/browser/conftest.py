"""The published pages, and a browser to open them in, where there is one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.pages import page_paths, write_pages
from tests.browser.views import WIDE
from tests.conftest import made_once
from tests.doctor import CHROMIUM

QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip

Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def pages(tmp_path_factory) -> dict[str, Path]:
    return page_paths(made_once(tmp_path_factory, "pages", write_pages))


@pytest.fixture(scope="module")  # while it is open no other test could have an event loop
def browser() -> Iterator[Browser]:
    found = CHROMIUM.find()
    if found is None:
        pytest.skip("no Chromium on this machine; `make doctor` says how to get it")
    with sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=found, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser, pages) -> Iterator[Visit]:
    """Open a page in a window of its own."""
    contexts = []

    def visit(name: str, **options) -> Page:
        contexts.append(
            browser.new_context(**{"viewport": WIDE, "reduced_motion": "reduce"} | options)
        )
        page = contexts[-1].new_page()
        page.goto(pages[name].as_uri())
        return page

    yield visit
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def heard() -> dict[str, list[str]]:
    """What each opened page has asked for, and what the browser has said of it."""
    return {}


@pytest.fixture(scope="module")
def opened(browser, pages, heard) -> Visit:
    """Open a page once, for all tests that only look at it."""
    known: dict[str, Page] = {}

    def opened(name: str) -> Page:
        if name not in known:
            page = known[name] = browser.new_page(reduced_motion="reduce")
            told = heard[name] = []
            page.on("request", lambda request: told.append(request.url))
            page.on("console", lambda message: told.append(message.text))
            page.on("pageerror", lambda error: told.append(str(error)))
            page.goto(pages[name].as_uri())
        return known[name]

    return opened
