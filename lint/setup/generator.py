"""Tell by its files what builds a site, and so where its articles are and where they are not."""

from __future__ import annotations

from pathlib import PurePosixPath

from ..values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


class Generator(NamedTuple):
    """A program that builds sites.

    One of `files` shows it, where there are `also` together with one of these. Paths are relative to the site; those of
    `files` and `also` may hold `*`. `content` holds the articles, `built` what the program writes, `templates` what
    looks like an article and is none.
    """

    name: str
    files: tuple[str, ...]
    content: tuple[str, ...]
    built: tuple[str, ...] = ()
    templates: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


class Found(NamedTuple):
    """A generator, and the file by which it was recognised."""

    generator: Generator
    file: str


_HUGO = (("content",), ("public", "resources"), ("archetypes", "layouts", "themes"))
_KNOWN = (
    Generator("Hugo", ("hugo.*", "config/_default/hugo.*", "config/_default/config.*"), *_HUGO),
    Generator("Hugo", ("config.toml", "config.y*ml", "config.json"), *_HUGO, ("archetypes", "layouts", "themes")),
    Generator("Zola", ("config.toml", "zola.toml"), ("content",), ("public",), ("templates", "themes"), ("content",)),
    Generator("Hexo", ("_config.yml",), ("source",), ("public",), ("scaffolds", "themes"), ("source/_posts",)),
    Generator(
        "Jekyll",
        ("_config.y*ml", "_config.toml"),
        ("_posts", "_pages"),
        ("_site",),
        ("_includes", "_layouts", "vendor"),
    ),
    Generator("Astro", ("astro.config.*",), ("src/content", "src/pages"), ("dist",), ("src/layouts", "src/components")),
    Generator("Docusaurus", ("docusaurus.config.*",), ("docs", "blog", "src/pages"), ("build",)),
    Generator(
        "Eleventy",
        (".eleventy.js", "eleventy.config.*"),
        ("content", "src", "posts"),
        ("_site",),
        ("_includes", "_layouts", "src/_includes", "src/_layouts"),
    ),
    Generator("MkDocs", ("mkdocs.y*ml",), ("docs",), ("site",), ("overrides",)),
    Generator("VitePress", (".vitepress/config.*", "docs/.vitepress/config.*"), ("docs",)),
    Generator("Gatsby", ("gatsby-config.*",), ("content", "src/pages"), ("public",)),
    Generator("Next.js", ("next.config.*",), ("content", "posts", "pages", "app", "src/pages", "src/app"), ("out",)),
    Generator("Nuxt", ("nuxt.config.*",), ("content", "pages"), ("dist",)),
    Generator("SvelteKit", ("svelte.config.*",), ("content", "src/routes"), ("build",), ("src/app.html",)),
    Generator("Pelican", ("pelicanconf.py",), ("content",), ("output",), ("theme", "themes")),
    Generator("mdBook", ("book.toml",), ("src",), ("book",), ("theme",)),
    Generator("Sphinx", ("conf.py", "docs/conf.py", "myst.yml"), ("docs",), ("_build", "docs/_build"), ("_templates",)),
    Generator("a copy of WordPress", ("wp-includes", "wp-content"), (), (), ("wp-content", "wp-includes", "wp-json")),
)
# about the repository, and not for the readers of the site
_DOCUMENTS = frozenset(
    """readme.md readme.txt changelog.md contributing.md code_of_conduct.md license.md license.txt security.md
    support.md authors.md governance.md agents.md claude.md pull_request_template.md""".split()  # noqa: SIM905
)
# for machines, wherever they stand
_FOR_MACHINES = ("robots.txt", "humans.txt", "ads.txt", "security.txt", "llms.txt", "llms-full.txt", "requirements.txt")


def detect(site: Path) -> Found | None:
    """Return what builds the site in a folder, none where nothing shows it."""
    for generator in _KNOWN:
        file = next(_matches(site, generator.files), None)
        if file and (not generator.also or any(_matches(site, generator.also))):
            return Found(generator, file)
    return None


def _matches(site: Path, patterns: Iterable[str]) -> Iterator[str]:
    return (path.relative_to(site).as_posix() for pattern in patterns for path in sorted(site.glob(pattern)))


def excluded(site: Path, found: Found | None) -> list[tuple[str, str]]:
    """List path patterns of what is no article of the site, each with the reason."""
    patterns = []
    if found:
        name, generator = found.generator.name, found.generator
        patterns += [(f"/{folder}", f"what {name} builds") for folder in generator.built]
        patterns += [(f"/{path}", f"templates of {name}") for path in generator.templates if (site / path).exists()]
    names = sorted(path.name for path in site.iterdir() if path.name.lower() in _DOCUMENTS)
    return patterns + [(f"/{name}", "about the repository") for name in names]


def for_machines(articles: Iterable[str]) -> list[tuple[str, str]]:
    """List path patterns of the articles that nobody reads."""
    names = {PurePosixPath(article).name for article in articles}
    return [(name, "for machines") for name in _FOR_MACHINES if name in names]


def exported(site: Path) -> str:
    """Return the name of an export of WordPress in the folder, which caveat does not read; empty for none."""
    for path in sorted(site.glob("*.xml")):
        with path.open("rb") as file:
            if b"wordpress.org/export/" in file.read(4096):
                return path.name
    return ""
