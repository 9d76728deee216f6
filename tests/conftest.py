"""What all tests share: no time limit on one hypothesis example, for machines are slow at times; a browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from browser_support import CHROMIUM, FLAGS
from hypothesis import settings

settings.register_profile("analyzer", deadline=None)
settings.load_profile("analyzer")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, for the tests of the page that are marked with `browser_support.NEEDED`."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()
