"""Build the site of the documentation, and read it back."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import yaml
from caveat.commands import COMMANDS
from caveat.lint import rulebook
from caveat.lint.configfile import KEYS
from markdown import markdown
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    from pathlib import Path


def test_the_site_is_built_without_a_warning(tmp_path: Path, repository: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "site")]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=repository, env=environment, capture_output=True, encoding="utf-8")
    assert (done.returncode, "WARNING" in done.stderr) == (0, False), done.stderr
    for rule in rulebook.load().rules:
        page = LexborHTMLParser((tmp_path / f"site/rules/{rule.id}/index.html").read_text(encoding="utf-8"))
        marks = [mark.text() for mark in page.css("pre mark")]
        assert marks == [bad.text[start:end] for bad in rule.bad for start, end in bad.spans], rule.id
        shown = [example.text() for example in page.css("pre.example")]
        assert shown == [example.text.strip("\n") for example in (*rule.bad, *rule.good)], rule.id
    front = LexborHTMLParser((tmp_path / "site/index.html").read_text(encoding="utf-8"))
    assert front.css("link[href^=http], script[src^=http], img[src^=http]") == []
    helps = (tmp_path / "site/command-line/index.html").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"Usage: caveat {name}" not in helps] == []
    keys = LexborHTMLParser((tmp_path / "site/keys/index.html").read_text(encoding="utf-8")).css("td:first-child")
    assert set(KEYS) <= {cell.text().split()[0] for cell in keys}


# GitHub reads CommonMark, the site Python-Markdown: lists and tables are where they differ
def test_pages_are_the_same_on_the_site_and_on_github(repository: Path) -> None:
    extensions = yaml.safe_load((repository / "mkdocs.yml").read_text(encoding="utf-8"))["markdown_extensions"]
    names = [name for one in extensions for name in ([one] if isinstance(one, str) else one)]
    commonmark = MarkdownIt("commonmark").enable("table")
    for path in (repository / "docs").glob("**/*.md"):
        text = path.read_text(encoding="utf-8").partition("<!-- generated -->")[0]
        if "tutorial" not in path.parts:
            assert parts(markdown(text, extensions=names)) == parts(commonmark.render(text)), path


def parts(html: str) -> dict[str, list[str]]:
    page = LexborHTMLParser(html)
    return {name: [words(node) for node in page.css(name)] for name in ("li", "td", "h1", "h2", "h3", "p")}


def words(node: Any) -> str:
    return " ".join(node.text().replace("¶", "").split())
