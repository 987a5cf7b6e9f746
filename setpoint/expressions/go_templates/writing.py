"""Texts that are no templates, where a template is wanted."""

from __future__ import annotations


def literal(text: str) -> str:
    """Return a template that says just the text."""
    return text.replace("{{", '{{ "{{" }}')
