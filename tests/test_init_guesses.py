from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest
import yaml
from caveat.lint import config

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Caveat = Callable[..., subprocess.CompletedProcess[str]]

ARTICLE = "---\ntitle: Knee pain\n---\n\n# Knee pain\n\nRest helps most people within six weeks.\n"
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
