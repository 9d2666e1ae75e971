"""Read front matter (YAML, TOML or JSON): facts, and the values that readers see."""

from __future__ import annotations

from functools import lru_cache

from ..expressions import expression
from ..model import Fact, Problem
from .prose import Prose
from .scalars import append_scalar

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .page import Page
    from .plainyaml import Scalar

_ORIGIN = "front matter"
_YAML = expression(r"---[ \t]*(?:\r\n?|\n)")
_YAML_END = expression(r"(?<=[\r\n])(?:---|\.\.\.)[ \t]*(?=[\r\n]|\Z)")
_TOML = expression(r"\+\+\+[ \t]*(?:\r\n?|\n)")
_TOML_END = expression(r"(?<=[\r\n])\+\+\+[ \t]*(?=[\r\n]|\Z)")
_JSON = expression(r'\{\s*["}]')
_SHOWN = frozenset(
    (
        "title",
        "subtitle",
        "headline",
        "description",
        "summary",
        "excerpt",
        "lead",
        "teaser",
        "tagline",
        "seotitle",
        "seodescription",
        "metatitle",
        "metadescription",
    )
)
_GROUPS = frozenset(("seo", "meta", "og", "opengraph", "twitter", "params"))


def read_front_matter(page: Page, start: int) -> int:
    """Read the front matter at `start`, if any, and return where the body begins."""
    source = page.source
    for opening, closing, read in ((_YAML, _YAML_END, _read_yaml), (_TOML, _TOML_END, _read_toml)):
        begin = opening.match(source, start)
        end = closing.search(source, begin.end()) if begin else None
        if begin and end:
            return end.end() if read(page, begin.end(), end.start()) else start
    if _JSON.match(source, start):
        return _read_json(page, start)
    return start


def _add(page: Page, path: tuple[str, ...], value: str, start: int, end: int, style: str) -> None:
    """Add one scalar; readers see a title or a description, so its prose is a block too."""
    page.facts.append(Fact(_ORIGIN, path, value, start, end))
    if value and _is_shown(path):
        prose = Prose(page.source)
        append_scalar(prose, page.source, start, end, value, style)
        page.add("metadata", prose, ".".join(path))


@lru_cache(maxsize=1024)
def _is_shown(path: tuple[str, ...]) -> bool:
    name = path[-1].lower().replace("_", "").replace("-", "") if path else ""
    return name in _SHOWN and (len(path) == 1 or (len(path) == 2 and path[0].lower() in _GROUPS))


def _read_yaml(page: Page, start: int, end: int) -> bool:
    """Read YAML between two places; False when it is no mapping, so that it is prose between two rules."""
    from . import plainyaml

    text = page.source[start:end]
    plain = plainyaml.scalars(text)
    found = _all_yaml(page, text, start) if plain is None else plain
    if found and not found[0][0]:
        return False
    for path, value, begin, stop, style in found:
        _add(page, path, value, start + begin, start + stop, style)
    return True


def _all_yaml(page: Page, text: str, start: int) -> Sequence[Scalar]:
    """Read YAML of every kind; a mistake in it becomes a problem of the page."""
    from .yamlplaces import YamlError, scalars

    try:
        return scalars(text)
    except YamlError as error:
        remedy = "put a value that holds a colon, a # or a quotation mark between quotation marks"
        page.problems.append(Problem(start + error.offset, f"the front matter is not YAML: {error.wrong}", remedy))
        return error.scalars


def _read_toml(page: Page, start: int, end: int) -> bool:
    from .tomlplaces import TomlError, scalars

    try:
        for path, value, begin, stop, style in scalars(page.source[start:end]):
            _add(page, path, value, start + begin, start + stop, style)
    except TomlError as error:
        remedy = 'write each value as key = "value"'
        page.problems.append(Problem(start + error.offset, f"the front matter is not TOML: {error.wrong}", remedy))
    return True


def _read_json(page: Page, start: int) -> int:
    from .jsonplaces import JsonError, JsonReader

    reader = JsonReader(page.source)
    try:
        end = reader.read(start)
    except JsonError as error:
        wrong = f"the front matter is not JSON: {error.wrong}"
        page.problems.append(Problem(error.offset, wrong, "correct it, or write the front matter in YAML between ---"))
        close = expression(r"(?m)^\}[ \t]*\r?$").search(page.source, start)
        end = close.end() if close else start
    for path, value, begin, stop in reader.leaves:
        _add(page, path, value, begin, stop, '"')
    return end
