"""How Sphinx builds these pages: `make docs`, into build/docs. Needs no network; a warning is an error."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from analyzer import __version__

project = "analyzer"
author = "analyzer contributors"
release = version = __version__
extensions = ["myst_parser", "sphinx.ext.autodoc"]
root_doc = "index"
exclude_patterns = ["gallery"]
myst_heading_anchors = 3
# The pages link to files beside docs/, which are read in the repository and are no pages of this site.
suppress_warnings = ["myst.xref_missing"]
autodoc_typehints = "description"
autodoc_member_order = "bysource"
autodoc_default_options = {"members": True, "undoc-members": False}
html_theme = "alabaster"
html_theme_options = {
    "description": "Statcheck for elections",
    "fixed_sidebar": True,
    "sidebar_includehidden": False,
    "page_width": "1100px",
    "sidebar_width": "240px",
    "show_powered_by": False,
}
html_copy_source = False
html_use_index = True
