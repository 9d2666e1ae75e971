from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from caveat.lint.discover import Excluder, expand
from caveat.lint.model import Failure

if TYPE_CHECKING:
    from pathlib import Path

KNOWN = "known suffixes: .md .markdown .mdx .html .htm .xhtml .txt .text"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in (
        "b.md",
        "a.HTML",
        "notes.docx",
        "docs/z.txt",
        "docs/deep/c.mdx",
        "about/a.markdown",
        ".git/x.md",
        ".hidden.md",
        "node_modules/p/readme.md",
        "docs/__pycache__/x.md",
        "empty/picture.png",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    return tmp_path


def test_a_folder_gives_its_articles_before_those_of_its_folders(site: Path) -> None:
    assert list(expand(["."])) == [".hidden.md", "a.HTML", "b.md", "about/a.markdown", "docs/z.txt", "docs/deep/c.mdx"]


@pytest.mark.parametrize("given", ["docs", "docs/", "./docs"])
def test_paths_stay_as_they_were_given(site: Path, given: str) -> None:
    folder = given.removesuffix("/")
    assert list(expand([given])) == [f"{folder}/z.txt", f"{folder}/deep/c.mdx"]


def test_absolute_paths_stay_absolute(site: Path) -> None:
    assert list(expand([str(site / "docs")])) == [f"{site}/docs/z.txt", f"{site}/docs/deep/c.mdx"]


def test_a_hidden_folder_that_is_named_is_searched(site: Path) -> None:
    assert list(expand([".git"])) == [".git/x.md"]


def test_an_article_named_twice_is_judged_once_where_it_came_first(site: Path) -> None:
    assert list(expand(["docs/z.txt", "./docs/z.txt", "docs", "b.md"])) == ["docs/z.txt", "docs/deep/c.mdx", "b.md"]


def test_what_cannot_be_judged_fails_in_its_place(site: Path) -> None:
    assert list(expand(["notes.docx", "b.md", "gone.md", "empty"])) == [
        Failure("notes.docx", 0, "no reader knows “.docx” files", KNOWN),
        "b.md",
        Failure("gone.md", 0, "no such file or directory", "correct the path"),
        Failure("empty", 0, "no article stands in this folder", KNOWN),
    ]


def test_what_is_excluded_is_left_out_even_when_it_is_named(site: Path) -> None:
    asked: list[str] = []

    def excluded(path: str) -> bool:
        asked.append(path)
        return path in ("docs", "b.md")

    assert list(expand([".", "b.md"], Excluder(excluded))) == [".hidden.md", "a.HTML", "about/a.markdown"]
    assert "docs/z.txt" not in asked


def test_a_folder_whose_articles_are_all_excluded_is_no_failure(site: Path) -> None:
    assert list(expand(["docs"], Excluder(lambda path: path.endswith((".txt", ".mdx"))))) == []


def test_links_to_folders_are_not_followed_but_links_to_articles_are(site: Path) -> None:
    (site / "docs" / "loop").symlink_to(site / "docs")
    (site / "docs" / "y.md").symlink_to(site / "b.md")
    assert list(expand(["docs"])) == ["docs/y.md", "docs/z.txt", "docs/deep/c.mdx"]
