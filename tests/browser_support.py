"""A real browser for the tests of the page: what it logs, asks for and pops up is kept. Needs Chromium."""

from __future__ import annotations

import os
import shutil
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
#: Where screenshots are kept, if anywhere: `SCREENSHOTS=folder make test`; .ci/run keeps them with its artifacts.
SCREENSHOTS = os.environ.get("SCREENSHOTS")

NEEDED = [
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed (apt-get install chromium)"),
    pytest.mark.skipif(find_spec("playwright") is None, reason="playwright is not installed"),
]

LOOKS: dict[str, dict[str, Any]] = {
    "desk": {"viewport": {"width": 1200, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 844}},
    "dark": {"viewport": {"width": 1200, "height": 900}, "color_scheme": "dark"},
    "no-script": {"viewport": {"width": 1200, "height": 900}, "java_script_enabled": False},
}


class Seen:
    """A page that was opened, with what it logged, asked for and popped up."""

    def __init__(self, browser: Any, path: Path, **context: Any) -> None:
        self.page = browser.new_context(**context).new_page()
        self.logged: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.logged.append(message.text))
        self.page.on("pageerror", lambda error: self.logged.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.logged.append(dialog.message), dialog.dismiss()))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(path.as_uri())
        self.asked = [url for url in self.asked if not url.startswith("data:") and url != path.as_uri()]

    def keep(self, name: str) -> None:
        """A screenshot of the whole page, where screenshots are kept."""
        if SCREENSHOTS:
            Path(SCREENSHOTS).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=Path(SCREENSHOTS) / f"{name}.png", full_page=True)

    def barriers(self) -> list[tuple[str, list[str]]]:
        """What axe-core finds serious or critical: the rule, and the first elements that break it."""
        self.page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
        found = self.page.evaluate("axe.run()")
        assert found["passes"]  # it did look
        return [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in found["violations"]
                if one["impact"] in {"serious", "critical"}]  # fmt: skip
