from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Caveat = Callable[..., subprocess.CompletedProcess[str]]

TODAY = ("--today", "2026-11-22")
CURE = "# Tea\n\nIt cures asthma.\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name in ("a/tea", "b/bark"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / f"{name}.md").write_text(CURE)
    (tmp_path / "caveat.yaml").write_text("operator: clinic\n")
    return tmp_path


def script(page: str, id: str) -> object:
    found = re.search(rf'<script type="application/json" id="{id}">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


def test_the_page_is_written_where_it_says(caveat: Caveat, site: Path) -> None:
    done = caveat("report", "--select", "claim/cure", *TODAY, cwd=site)
    assert (done.returncode, done.stdout, done.stderr) == (0, "caveat-report.html: 2 articles, 2 findings\n", "")
    assert {path.name for path in site.iterdir()} == {"a", "b", "caveat.yaml", "caveat-report.html"}
    done = caveat("report", "--select", "claim/cure", *TODAY, "--output", "a/of.page", cwd=site)
    assert done.stdout == "a/of.page: 2 articles, 2 findings\n"
    assert (site / "a/of.page").read_text() == (site / "caveat-report.html").read_text()


def test_a_report_is_no_article(caveat: Caveat, site: Path) -> None:
    caveat("report", *TODAY, cwd=site)
    assert json.loads(caveat("check", "--format", "json", *TODAY, cwd=site).stdout)["files"] == 2


def test_check_writes_the_same_page(caveat: Caveat, site: Path) -> None:
    caveat("report", *TODAY, "--output", "one.page", cwd=site)
    done = caveat("check", *TODAY, "--output-format", "html=two.page", cwd=site)
    assert done.returncode == 1
    assert (site / "one.page").read_text() == (site / "two.page").read_text()


def test_an_unsaved_text_has_a_page(caveat: Caveat, tmp_path: Path) -> None:
    done = caveat("check", "-", "--format", "html", *TODAY, cwd=tmp_path, stdin=CURE.encode())
    article = script(done.stdout, "article-0")
    assert isinstance(article, dict)
    assert ["paragraph", ["It ", ["cures", [0]], " asthma."]] in [
        [kind, [one for one in runs if one]] for kind, runs, *_ in article["passages"]
    ]


def test_the_page_lets_its_own_code_run_and_loads_nothing(caveat: Caveat, site: Path) -> None:
    caveat("report", *TODAY, cwd=site)
    page = (site / "caveat-report.html").read_text(encoding="utf-8")
    for tag in ("style", "script"):
        (code,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert f"{tag}-src 'sha256-{b64encode(sha256(code.encode()).digest()).decode()}'" in page
    assert "default-src 'none'" in page
    assert re.findall(r"<(?:link|img|iframe|base)\b|\bsrc=|@import|\burl\((?!#)", page) == []


def test_an_article_that_cannot_be_judged_is_shown_and_the_others_too(caveat: Caveat, site: Path) -> None:
    (site / "a/broken.md").write_bytes(b"\xff\xfe\x00\xd8")
    done = caveat("report", *TODAY, cwd=site)
    assert done.returncode == 2
    assert "caveat: a/broken.md: " in done.stderr
    page = (site / "caveat-report.html").read_text(encoding="utf-8")
    assert "Could not be judged" in page
    assert "b/bark.md" in page


def test_what_cannot_be_written_leaves_nothing_behind(caveat: Caveat, site: Path) -> None:
    (site / "folder").mkdir()
    done = caveat("report", *TODAY, "--output", "nowhere/report.html", cwd=site)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "nowhere/report.html: cannot be written" in done.stderr
    assert sorted(path.name for path in site.iterdir()) == ["a", "b", "caveat.yaml", "folder"]


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        ("{", "is not JSON"),
        ("[]", "is not a JSON report of caveat"),
        ('{"version": 2, "findings": []}', "is not a JSON report of caveat"),
        ('{"version": 1, "findings": []}', "lacks its day or its number of articles"),
        ('{"version": 1, "today": "2026-01-01", "files": 1, "findings": [{}]}', "finding 1 lacks one of"),
    ],
)
def test_an_earlier_report_that_is_none_is_an_error(caveat: Caveat, site: Path, content: str, wrong: str) -> None:
    (site / "old.json").write_text(content)
    done = caveat("report", "--compare", "old.json", *TODAY, cwd=site)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"caveat: old.json: {wrong}")


def test_an_earlier_report_that_is_missing_is_an_error(caveat: Caveat, site: Path) -> None:
    done = caveat("report", "--compare", "old.json", *TODAY, cwd=site)
    assert (done.returncode, done.stderr) == (
        2,
        "caveat: old.json: cannot be read (No such file or directory) — correct --compare\n",
    )


def test_the_trend_says_why_a_finding_is_gone(caveat: Caveat, tmp_path: Path) -> None:
    for name in ("mended", "excused", "known", "moved"):
        (tmp_path / f"{name}.md").write_text(CURE)
    caveat("check", "--select", "claim/cure", "--format", "json", "--output", "old.json", *TODAY, cwd=tmp_path)
    caveat("baseline", "known.md", *TODAY, cwd=tmp_path)
    (tmp_path / "mended.md").write_text("# Tea\n\nTea is a drink.\n")
    (tmp_path / "excused.md").write_text(CURE.replace("It", "<!-- caveat: ignore claim/cure -- a label -->\n\nIt"))
    (tmp_path / "moved.md").unlink()
    caveat("report", "--select", "claim/cure", "--compare", "old.json", *TODAY, cwd=tmp_path)
    page = (tmp_path / "caveat-report.html").read_text(encoding="utf-8")
    groups = re.findall(
        r"<details\s*><summary>([^<:]*): 1</summary><ul><li>[^<]*<code>claim/cure</code> <bdi>([^<]*)", page
    )
    assert set(groups) == {
        ("Mended", "mended.md"),
        ("Now suppressed", "excused.md"),
        ("Now known from the baseline", "known.md"),
        ("Article not in this report", "moved.md"),
    }


def test_options_that_exclude_each_other_are_refused(caveat: Caveat, site: Path) -> None:
    done = caveat("report", "--baseline", "x.json", "--no-baseline", cwd=site)
    assert done.returncode == 2
    assert "--baseline and --no-baseline exclude each other" in done.stderr


def test_the_summary_to_paste_is_markdown(caveat: Caveat, site: Path) -> None:
    (site / "a/bar|pipe.md").write_text('---\ntitle: "A | `B` <b>C</b> [d](e)"\n---\n\n# A\n\nIt cures asthma.\n')
    (site / "b/reviewed.md").write_text("---\nreviewedBy: Dr A B, MD\nlastReviewed: 2020-01-15\n---\n\n" + CURE)
    (site / "b/bark.md").write_text(CURE + "\n<!-- caveat: ignore claim -- *why* | not -->\n\nThere is no risk.\n")
    done = caveat("report", "--format", "markdown", "--select", "claim", "--title", "*Site*", *TODAY, cwd=site)
    assert (done.returncode, done.stderr) == (0, "")
    assert [path.name for path in site.glob("*.html")] == []
    html = MarkdownIt("commonmark").enable("table").render(done.stdout)
    assert html.startswith("<h1>*Site*</h1>\n<p>4 articles, judged as of 2026-11-22.</p>\n<h2>Publication</h2>\n")
    assert "<td>A | `B` &lt;b&gt;C&lt;/b&gt; [d](e) <code>a/bar|pipe.md</code></td>" in html
    assert re.findall(r"<h2>(.*)</h2>", html) == [
        "Publication",
        "By concept",
        "By section of the site",
        "Medical reviews",
        "Set aside, and not judged",
    ]
    assert "<code>b/bark.md:7</code> <code>claim/no-risk</code> *why* | not</li>" in html


def test_the_summary_can_be_written_to_a_file(caveat: Caveat, site: Path) -> None:
    done = caveat("report", "--format", "markdown", "--output", "summary.txt", *TODAY, "--select", "claim", cwd=site)
    assert done.stdout == "summary.txt: 2 articles, 2 findings\n"
    assert (site / "summary.txt").read_text(encoding="utf-8").startswith(f"# {site.name}".replace("_", "\\_"))
