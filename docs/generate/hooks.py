"""Write, while MkDocs builds the site, what the program knows best: its rules, its commands, the keys of its files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import command_pages
import key_pages
import rule_pages
from caveat.lint import rulebook
from mkdocs.structure.files import File

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

_BOOK = rulebook.load()
# a page of this name holds a mark in whose place the text is put
_MARK = "<!-- generated -->"
_WRITERS = {"rules.md": rule_pages.index, "keys.md": key_pages.tables, "command-line.md": command_pages.helps}


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Add a page for each rule to the navigation, by family."""
    rules = next(entry["Rules"] for entry in config.nav or [] if isinstance(entry, dict) and "Rules" in entry)
    rules += [
        {family: [{rule.id: rule_pages.path(rule)} for rule in some]}
        for family, some in rule_pages.by_family(_BOOK).items()
    ]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add a page for each rule."""
    for rule in _BOOK.rules:
        text = rule_pages.page(rule, _BOOK.authorities)
        files.append(File.generated(config, rule_pages.path(rule), content=text))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the generated part into the pages that ask for one."""
    writer = _WRITERS.get(page.file.src_uri)
    if writer is None:
        return markdown
    before, mark, after = markdown.partition(_MARK)
    if not mark:
        raise ValueError(f"{page.file.src_uri} has no {_MARK}")
    return before + writer(_BOOK) + after
