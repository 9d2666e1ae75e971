"""Look at the articles and settings of a site."""

from __future__ import annotations

from collections import Counter
from pathlib import Path, PurePosixPath

from .. import compiled, discover, globs
from ..decode import decode
from ..errors import InputError
from ..readers import read
from ..values import NamedTuple
from . import generator, people, places, sellers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ..model import Document

# as many articles as tell what the others are like
_SAMPLE = 300
# as much of a site's settings and templates as can hold an address and a telephone number
_FILES, _LONGEST = 60, 200_000
_SETTINGS = ("CNAME", "package.json", "static/CNAME", "public/CNAME", "docs/CNAME")
_TEMPLATES = ("layouts", "_includes", "_layouts", "templates", "src/components", "src/layouts", "src/_includes")
_TEMPLATE_SUFFIXES = (".html", ".njk", ".liquid", ".astro", ".jsx", ".tsx", ".vue", ".svelte")


class Seen(NamedTuple):
    """What was found out about a site; `places` gives the signs of each place."""

    site: Path
    generator: generator.Found | None
    excluded: tuple[tuple[str, str], ...]
    articles: tuple[str, ...]
    looked_at: int
    folders: tuple[str, ...]
    operator: sellers.Guess
    places: Mapping[str, Sequence[str]]
    people: people.People
    export: str


def look(site: Path) -> Seen:
    """Look at a folder; articles that cannot be read say nothing."""
    found = generator.detect(site)
    patterns = generator.excluded(site, found)
    articles = _articles(site, patterns)
    patterns += generator.for_machines(articles)
    articles = _articles(site, patterns)
    documents = list(_documents(site, _sample(articles)))
    settings, sources = _settings(site, found), [document.source for document in documents]
    book = compiled.load()
    pages = [sellers.page(one, _part(one.path, found), book) for one in documents]
    return Seen(
        site=site,
        generator=found,
        excluded=tuple(patterns),
        articles=tuple(articles),
        looked_at=len(documents),
        folders=_folders(articles, found),
        operator=sellers.guess(pages, places.host(settings, sources), settings),
        places=places.guess(settings, sources),
        people=people.gather(documents),
        export=generator.exported(site),
    )


def _articles(site: Path, patterns: Iterable[tuple[str, str]]) -> list[str]:
    """List the articles of the site, relative to it."""
    where = globs.where([pattern for pattern, _ in patterns], str(site))
    excluder = discover.Excluder(where.holds) if where else discover.Excluder()
    return [_relative(site, path) for path in discover.expand([str(site)], excluder) if isinstance(path, str)]


def _relative(site: Path, path: str) -> str:
    return Path(path).relative_to(site).as_posix()


def _sample(articles: Sequence[str]) -> Iterator[str]:
    """Choose articles from all of the site."""
    step = max(len(articles) / _SAMPLE, 1)
    return (articles[int(number * step)] for number in range(int(len(articles) / step)))


def _documents(site: Path, articles: Iterable[str]) -> Iterator[Document]:
    for article in articles:
        try:
            yield read(decode((site / article).read_bytes(), article), article)
        except (OSError, InputError):
            continue


def _part(article: str, found: generator.Found | None) -> str:
    """Return the folder that makes an article's part of the site: the first one below the content, empty for none."""
    parts = PurePosixPath(article).parts[:-1]
    for content in found.generator.content if found else ():
        root = PurePosixPath(content).parts
        if parts[: len(root)] == root and len(parts) > len(root):
            return "/".join(parts[: len(root) + 1])
    return "/".join(parts[:1])


def _folders(articles: Sequence[str], found: generator.Found | None) -> tuple[str, ...]:
    """Return the folders that hold the most articles."""
    return tuple(part for part, _ in Counter(filter(None, (_part(one, found) for one in articles))).most_common(3))


def _settings(site: Path, found: generator.Found | None) -> str:
    """Return the text of the site's settings and templates."""
    files = [site / name for name in _SETTINGS]
    if found:
        files += [path for pattern in found.generator.files for path in sorted(site.glob(pattern))]
    for folder in _TEMPLATES:
        templates = sorted((site / folder).rglob("*"))
        files += [path for path in templates if path.suffix in _TEMPLATE_SUFFIXES][:_FILES]
    return "\n".join(map(_text, (path for path in files if path.is_file())))


def _text(path: Path) -> str:
    """Return the beginning of a file; a name without an address before it is one (CNAME)."""
    try:
        text = path.read_bytes()[:_LONGEST].decode("utf-8", "replace")
    except OSError:
        return ""
    return f"url: https://{text.strip()}\n" if path.name == "CNAME" else text
