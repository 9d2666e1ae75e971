from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from caveat.lint import config, roster

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Caveat = Callable[..., subprocess.CompletedProcess[str]]

ARTICLE = "---\ntitle: Knee pain\n---\n\n# Knee pain\n\nRest helps most people within six weeks.\n"
REVIEWED = """\
---
title: Knee pain
medically_reviewed_by: Dr Ana Ruiz, MD, FRCSC
last_reviewed: 2026-01-11
qa_approved: 2026-01-10
---

# Knee pain

Rest helps most people within six weeks.
"""
CLINIC = "# Drip\n\nBook a consultation with us at our clinic. Our doctors answer. Prices from £120.\n"
SHOP = "# Powder\n\nAdd to basket now, for £20 per bottle. Free delivery.\n"


def git(*arguments: str, cwd: Path) -> None:
    outside = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    subprocess.run(["git", *arguments], cwd=cwd, env=outside, check=True, capture_output=True)


def build(folder: Path, files: dict[str, str], *, repository: bool = True) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode())
    if repository:
        git("init", "--quiet", "--initial-branch", "main", cwd=folder)
    return folder


def settings(site: Path) -> config.Config:
    return config.load(str(site / "caveat.yaml"))


def excluded(site: Path) -> list[str]:
    return list((yaml.safe_load((site / "caveat.yaml").read_text(encoding="utf-8")) or {}).get("exclude", []))


GENERATORS: dict[str, tuple[dict[str, str], list[str], list[str]]] = {
    "Hugo (hugo.toml)": (
        {
            "hugo.toml": 'baseURL = "https://glow.example.co.th/"\n',
            "archetypes/default.md": "---\ntitle: x\n---\n",
            "layouts/index.html": "<p>{{ .Title }}</p>",
            "public/index.html": "<p>built</p>",
            "static/robots.txt": "User-agent: *\n",
            "content/blog/a.md": ARTICLE,
            "README.md": "# Site\n",
        },
        ["/public", "/resources", "/archetypes", "/layouts", "/README.md", "robots.txt"],
        ["content/blog/a.md"],
    ),
    "Hugo (config.yaml)": (
        {"config.yaml": "title: x\n", "themes/t/theme.md": "x", "content/a.md": ARTICLE},
        ["/public", "/resources", "/themes"],
        ["content/a.md"],
    ),
    "Zola (config.toml)": (
        {"config.toml": "base_url = 'https://x.org'\n", "templates/index.html": "<p>", "content/a.md": ARTICLE},
        ["/public", "/templates"],
        ["content/a.md"],
    ),
    "Jekyll (_config.yml)": (
        {
            "_config.yml": "url: https://x.example\n",
            "_layouts/post.html": "<p>",
            "_site/a.html": "<p>",
            "_posts/2026-01-01-a.md": ARTICLE,
            "about.md": ARTICLE,
        },
        ["/_site", "/_layouts"],
        ["about.md", "_posts/2026-01-01-a.md"],
    ),
    "Hexo (_config.yml)": (
        {"_config.yml": "title: x\n", "scaffolds/post.md": "x", "source/_posts/a.md": ARTICLE},
        ["/public", "/scaffolds"],
        ["source/_posts/a.md"],
    ),
    "Astro (astro.config.mjs)": (
        {"astro.config.mjs": "export default {}\n", "dist/a.html": "<p>", "src/content/blog/a.mdx": ARTICLE},
        ["/dist"],
        ["src/content/blog/a.mdx"],
    ),
    "Docusaurus (docusaurus.config.ts)": (
        {"docusaurus.config.ts": "export default {}\n", "build/a.html": "<p>", "docs/a.md": ARTICLE},
        ["/build"],
        ["docs/a.md"],
    ),
    "Eleventy (eleventy.config.js)": (
        {"eleventy.config.js": "", "src/_includes/base.html": "<p>", "src/posts/a.md": ARTICLE},
        ["/_site", "/src/_includes"],
        ["src/posts/a.md"],
    ),
    "MkDocs (mkdocs.yml)": (
        {"mkdocs.yml": "site_name: x\n", "site/a.html": "<p>", "overrides/main.html": "<p>", "docs/a.md": ARTICLE},
        ["/site", "/overrides"],
        ["docs/a.md"],
    ),
    "a copy of WordPress (wp-includes)": (
        {"wp-includes/x.html": "<p>", "wp-content/y.txt": "x", "a/index.html": "<h1>Knee</h1><p>Rest helps.</p>"},
        ["/wp-content", "/wp-includes"],
        ["a/index.html"],
    ),
}


@pytest.mark.parametrize("shown", GENERATORS)
def test_the_generator_is_known_by_its_files(caveat: Caveat, tmp_path: Path, shown: str) -> None:
    files, patterns, articles = GENERATORS[shown]
    site = build(tmp_path, files)
    done = caveat("init", cwd=site)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"on what it saw: {shown}, " in " ".join((site / "caveat.yaml").read_text().replace("\n#", "").split())
    assert excluded(site) == patterns
    read = settings(site)
    paths = [path for path in files if path.endswith((".md", ".mdx", ".html", ".txt"))]
    assert sorted(path for path in paths if not config.excludes(read, str(site / path))) == sorted(articles)
    assert caveat("check", cwd=site).returncode in (0, 1)


def test_a_clinic_is_known_by_its_words_and_its_places_by_their_signs(caveat: Caveat, tmp_path: Path) -> None:
    site = build(
        tmp_path,
        {
            "hugo.yaml": "baseURL: https://glow.example.co.uk/\n",
            "content/a.md": CLINIC,
            "content/b.md": "# Visit\n\nVisit our clinic. Call +66 2 123 4567, or pay 4,000 baht online.\n",
        },
    )
    assert caveat("init", cwd=site).stdout.splitlines()[0] == "caveat.yaml                   written: clinic, in uk, th"
    read = settings(site).settings
    assert (read.operator, read.jurisdictions) == ("clinic", ("uk", "th"))
    text = " ".join((site / "caveat.yaml").read_text().replace("\n#", "").split())
    assert "Guessed: uk by the address glow.example.co.uk, prices in £ (1 article); th by" in text
    assert "2 of 2 articles sell, for example “Book a consultation with us” in content/a.md" in text


def test_without_signs_the_strictest_holds_everywhere(caveat: Caveat, tmp_path: Path) -> None:
    site = build(tmp_path, {"a.md": ARTICLE})
    caveat("init", cwd=site)
    read = settings(site).settings
    assert (read.operator, read.jurisdictions, read.reviewers) == ("publisher", ("all",), None)


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("The defibrillator, AED 2, is on the wall; his INR 2.5 and CAD 3 were known.", "all"),
        ("It costs AED 250. Call +971 4 123 4567.", "ae"),
        ("It costs A$40. Call +61 2 1234 5678.", "au"),
        ("Kosten: 40 €. Telefon +49 30 1234567.", "eu"),
        ("It costs ₹500. Call +91 22 1234 5678.", "in"),
        ("It costs S$60.", "sg"),
        ("It costs $60.", "all"),
        ("It costs $60. Call +1 212 555 0123.", "us"),
    ],
)
def test_prices_and_telephone_numbers_tell_places(caveat: Caveat, tmp_path: Path, words: str, place: str) -> None:
    site = build(tmp_path, {"a.md": f"# Tea\n\n{words}\n"}, repository=False)
    caveat("init", cwd=site)
    assert settings(site).settings.jurisdictions == (place,)


def test_a_shop_beside_articles_becomes_an_override(caveat: Caveat, tmp_path: Path) -> None:
    guides = {f"content/guides/{number}.md": ARTICLE for number in range(12)}
    site = build(tmp_path, {"hugo.toml": "", **guides, "content/shop/a.md": SHOP, "content/shop/b.md": SHOP})
    caveat("init", cwd=site)
    read = settings(site)
    found = [config.settings(read, str(site / path)).operator for path in ("content/shop/a.md", "content/guides/1.md")]
    assert found == ["brand", "publisher"]


def test_a_page_that_names_a_charity_is_not_yet_a_charity(caveat: Caveat, tmp_path: Path) -> None:
    guides = {f"{number}.md": ARTICLE for number in range(9)}
    site = build(tmp_path, {**guides, "help.md": "# Help\n\nAsk the stroke line, a registered charity.\n"})
    caveat("init", cwd=site)
    assert settings(site).settings.operator == "publisher"
    (site / "caveat.yaml").unlink()
    build(site, {"mkdocs.yml": "copyright: Registered charity 123456\n"}, repository=False)
    caveat("init", cwd=site)
    assert settings(site).settings.operator == "charity"


def test_reviewers_become_a_roster_and_unread_keys_are_named(caveat: Caveat, tmp_path: Path) -> None:
    byline = "# Tea\n\nMedically reviewed by Ben O'Neil, RPh, on 3 May 2026.\n\nTea is a drink.\n"
    site = build(tmp_path, {"a.md": REVIEWED, "b.md": REVIEWED, "c.md": byline})
    assert "reviewers.yaml                written: 2 reviewers, to be completed" in caveat("init", cwd=site).stdout
    people = roster.load(str(site / "reviewers.yaml"))
    assert [(one.name, one.credentials) for one in people.entries] == [
        ("Ana Ruiz", ("MD", "FRCSC")),
        ("Ben O'Neil", ("RPh",)),
    ]
    assert settings(site).settings.reviewers is not None
    text = " ".join((site / "caveat.yaml").read_text().replace("\n#", "").split())
    assert "who reviewed in `medically_reviewed_by` (2 articles), when in `last_reviewed` (2 articles)" in text
    assert "It does not understand `qa_approved` (2 articles)" in text
    assert caveat("check", cwd=site).returncode in (0, 1)


def test_a_file_of_that_name_that_is_no_roster_stays(caveat: Caveat, tmp_path: Path) -> None:
    site = build(tmp_path, {"a.md": REVIEWED, "reviewers.yaml": "ana:\n  name: Ana Ruiz\n"})
    done = caveat("init", cwd=site)
    assert "reviewers.yaml: is there already, and no roster" in done.stdout
    assert settings(site).settings.reviewers is None
    assert (site / "reviewers.yaml").read_text() == "ana:\n  name: Ana Ruiz\n"


def test_nothing_is_written_over(caveat: Caveat, tmp_path: Path) -> None:
    site = build(tmp_path, {"a.md": ARTICLE, "caveat.yaml": "operator: brand\n"})
    done = caveat("init", cwd=site)
    said = "caveat: caveat.yaml: is there already — change it by hand, or remove it to begin anew\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)
    assert sorted(path.name for path in site.iterdir()) == [".git", "a.md", "caveat.yaml"]
    (site / "caveat.yaml").unlink()
    build(site, {".github/workflows/caveat.yml": "name: own\n"}, repository=False)
    done = caveat("init", cwd=site)
    assert ".github/workflows/caveat.yml: is there already, and stays as it is" in done.stdout
    assert (site / ".github/workflows/caveat.yml").read_text() == "name: own\n"


@pytest.mark.parametrize("option", ["--dry-run", "--diff"])
def test_a_rehearsal_writes_nothing(caveat: Caveat, tmp_path: Path, option: str) -> None:
    site = build(tmp_path, {"a.md": REVIEWED})
    done = caveat("init", option, cwd=site)
    assert done.returncode == 0
    assert [name in done.stdout for name in ("caveat.yaml", "reviewers.yaml", ".pre-commit-config.yaml")] == [True] * 3
    assert sorted(path.name for path in site.iterdir()) == [".git", "a.md"]


def test_the_diff_can_be_applied(caveat: Caveat, tmp_path: Path) -> None:
    site = build(tmp_path, {"a.md": REVIEWED, ".pre-commit-config.yaml": HOOKS})
    (tmp_path / "p.diff").write_bytes(caveat("init", "--diff", cwd=site).stdout.encode())
    git("apply", "p.diff", cwd=site)
    applied = {
        name: (site / name).read_bytes() for name in ("caveat.yaml", "reviewers.yaml", ".pre-commit-config.yaml")
    }
    build(site, {".pre-commit-config.yaml": HOOKS}, repository=False)
    (site / "caveat.yaml").unlink()
    (site / "reviewers.yaml").unlink()
    (site / "p.diff").unlink()
    caveat("init", cwd=site)
    assert {name: (site / name).read_bytes() for name in applied} == applied


def test_a_folder_below_another_configuration_extends_it(caveat: Caveat, tmp_path: Path) -> None:
    site = build(tmp_path, {"caveat.yaml": "history: true\n", "blog/posts/a.md": ARTICLE})
    done = caveat("init", "blog", cwd=site)
    assert done.stdout.startswith("blog/caveat.yaml              written: publisher, in all places\n")
    assert settings(site / "blog").settings.history
    workflow = yaml.safe_load((site / ".github/workflows/caveat.yml").read_text())
    assert [step["run"].partition(" --")[0] for step in workflow["jobs"]["caveat"]["steps"][3:]] == [
        "caveat check blog"
    ]


def test_outside_of_a_repository_neither_hook_nor_job_is_written(caveat: Caveat, tmp_path: Path) -> None:
    site = build(tmp_path, {"a.md": ARTICLE}, repository=False)
    assert "no git repository: neither hook nor CI job" in caveat("init", cwd=site).stdout
    assert sorted(path.name for path in site.iterdir()) == ["a.md", "caveat.yaml"]


def test_what_is_no_folder_is_an_error_and_an_export_is_told(caveat: Caveat, tmp_path: Path) -> None:
    done = caveat("init", "none", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (2, "caveat: none: there is no such folder — correct the path\n")
    export = '<?xml version="1.0"?><rss xmlns:wp="http://wordpress.org/export/1.2/"/>'
    build(tmp_path, {"site.xml": export, "a.md": ARTICLE}, repository=False)
    assert "site.xml: caveat does not read exports of WordPress" in caveat("init", cwd=tmp_path).stdout


def test_hostile_names_and_words_stay_comments(caveat: Caveat, tmp_path: Path) -> None:
    hostile = (
        '---\n"review\\nx: [": 2026-01-01\nreviewed_by: "A B: [x]"\n---\n# T\n\nBook a consultation\u2028with us: }{\n'
    )
    site = build(tmp_path, {"hugo.toml": "", "content/a: [b]/a.md": hostile, "content/it's #1/a.md": SHOP})
    assert caveat("init", cwd=site).returncode == 0
    assert settings(site).settings.operator in ("clinic", "brand")
    assert caveat("check", cwd=site).returncode in (0, 1)


HOOKS = """\
# our hooks
repos:
- repo: https://github.com/pre-commit/pre-commit-hooks
  rev: v5.0.0 # pinned
  hooks:
  - id: trailing-whitespace
    args: [--markdown-linebreak-ext=md] # keep

# the end
ci: {skip: [x]}
"""


def test_the_hook_is_added_to_what_is_there(caveat: Caveat, tmp_path: Path) -> None:
    site = build(tmp_path, {"a.md": ARTICLE, ".pre-commit-config.yaml": HOOKS})
    assert ".pre-commit-config.yaml       added to: the commit hook" in caveat("init", cwd=site).stdout
    added = """\
- repo: https://example.org/caveat.git # put the address of caveat's repository here
  rev: v0.1.0
  hooks:
    - id: caveat
"""
    at = HOOKS.index("\n# the end")
    assert (site / ".pre-commit-config.yaml").read_text() == HOOKS[:at] + added + HOOKS[at:]


def test_a_hook_that_is_there_stays(caveat: Caveat, tmp_path: Path) -> None:
    text = "repos:\n- repo: local\n  hooks: [{id: caveat, name: c, entry: caveat check, language: system}]\n"
    site = build(tmp_path, {"a.md": ARTICLE, ".pre-commit-config.yaml": text})
    assert ".pre-commit-config.yaml: names caveat already, and stays as it is" in caveat("init", cwd=site).stdout
    assert (site / ".pre-commit-config.yaml").read_text() == text


def test_a_file_that_is_not_understood_is_left_to_a_person(caveat: Caveat, tmp_path: Path) -> None:
    site = build(tmp_path, {"a.md": ARTICLE, ".pre-commit-config.yaml": "repos: [{repo: meta, hooks: []}]\n"})
    done = caveat("init", cwd=site)
    assert "add to `repos` by hand:\n    - repo: https://example.org/caveat.git" in done.stdout
    assert (site / ".pre-commit-config.yaml").read_text() == "repos: [{repo: meta, hooks: []}]\n"


@pytest.mark.parametrize(
    ("pipeline", "expected"),
    [
        (None, "include:\n  - local: .gitlab/caveat.yml\n"),
        ("stages: [test]\n", "stages: [test]\n\ninclude:\n  - local: .gitlab/caveat.yml\n"),
        (
            "include:\n    - template: a.yml # ours\nx:\n  script: !reference [.a, script]\n",
            "include:\n    - template: a.yml # ours\n    - local: .gitlab/caveat.yml\n"
            "x:\n  script: !reference [.a, script]\n",
        ),
        ("include: a.yml\n", "include: a.yml\n"),
    ],
)
def test_on_gitlab_a_job_is_included(caveat: Caveat, tmp_path: Path, pipeline: str | None, expected: str) -> None:
    site = build(tmp_path, {"a.md": ARTICLE, **({".gitlab-ci.yml": pipeline} if pipeline else {})})
    git("remote", "add", "origin", "git@gitlab.com:acme/site.git", cwd=site)
    done = caveat("init", cwd=site)
    assert (site / ".gitlab-ci.yml").read_text() == expected
    assert ("by hand" in done.stdout) == (expected == pipeline)
    job: dict[str, Any] = yaml.safe_load((site / ".gitlab/caveat.yml").read_text())["caveat"]
    assert job["script"][1].startswith("caveat check . --output-format gitlab=")
    assert not (site / ".github").exists()
