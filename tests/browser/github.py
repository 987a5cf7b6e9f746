"""A comment about as GitHub shows it: its Markdown, its widths, its sizes of text.

GitHub's own sanitizing is left out on purpose: what is inert here is so without its help.
"""

from __future__ import annotations

from typing import Final

from markdown_it import MarkdownIt

# Width of a comment's text on a desktop, in pixels.
WIDTH: Final = 880
_STYLE: Final = """
body { font: 14px/1.5 'Noto Sans', Helvetica, Arial, sans-serif; margin: 0; }
main { width: %dpx; padding: 16px; box-sizing: border-box; }
table { border-collapse: collapse; margin-bottom: 16px; }
th, td { border: 1px solid #d1d9e0; padding: 6px 13px; }
code { font: 85%% monospace; padding: .2em .4em; }
p, ul { margin: 0 0 16px; }
ul { padding-left: 2em; }
li + li { margin-top: .25em; }
"""


def as_page(comment: str) -> str:
    """Return a page with the comment."""
    markdown = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough")
    style = _STYLE % WIDTH
    return (
        f"<!doctype html><meta charset='utf-8'><style>{style}</style>"
        f"<main>{markdown.render(comment)}</main>"
    )
