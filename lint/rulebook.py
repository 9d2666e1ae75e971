"""Load rules, word lists, cues and authorities from folders of YAML, strictly.

A rule's id is its path below the folder: `claim/no-risk.yaml` is the rule `claim/no-risk`. Everything that a rule names
(list, reading, authority, jurisdiction, operator) must exist; each mistake is an InputError with file, line and the
nearest right spelling.
"""

from __future__ import annotations

from pathlib import Path

from . import strict
from .checks import KINDS, WITHOUT_CUE, options_of
from .errors import Faults, InputError
from .model import BLOCK_KINDS, JURISDICTIONS, OPERATORS, Authority, Example, Rule, Severity
from .values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from .roster import Roster
    from .strict import Node

BUILT_IN = Path(__file__).resolve().parents[1] / "rules"
MODEL = BUILT_IN / "models" / "promise.json"

SEVERITIES = {str(level): level for level in Severity}
EXAMPLE_SETTINGS = ("operator", "jurisdictions", "today", "format", "reviewers", "before")

COMMON = (
    "summary",
    "kind",
    "severity",
    "jurisdictions",
    "operators",
    "where",
    "message",
    "advice",
    "why",
    "authorities",
    "suppressible",
    "yields_to",
    "examples",
)
REQUIRED = ("summary", "kind", "severity", "message", "advice", "why", "authorities", "examples")


class Rulebook(NamedTuple):
    """All that was loaded; `lexicon` maps a word list's name to its phrase patterns, `cues` a reading to its YAML.

    `places` gives path and line of each word list entry, and of each text of a rule or cue file, for errors found when
    patterns are compiled.
    """

    rules: tuple[Rule, ...]
    lexicon: Mapping[str, tuple[str, ...]]
    authorities: Mapping[str, Authority]
    cues: Mapping[str, Any]
    data: Mapping[str, Any]
    places: Mapping[str, tuple[str, int]]
    model: Mapping[str, float]


def files(folders: Sequence[Path]) -> list[Path]:
    """List every YAML file of the rule folders in a stable order."""
    found = []
    for folder in folders:
        if not folder.is_dir():
            raise InputError(str(folder), 0, "no such rule folder", "correct `rules:` in the configuration")
        found += sorted(folder.rglob("*.yaml"))
    return found


def load(folders: Sequence[Path] = ()) -> Rulebook:
    """Load the built-in rules and those of `folders`; raises InputError or InputErrors, which name every mistake."""
    faults = Faults()
    parts = _Parts({}, {}, {}, {}, {}, {})
    for folder in (BUILT_IN, *folders):
        for path in files([folder]):
            with faults:
                _sort_in(parts, path.relative_to(folder).with_suffix("").parts, _node(path))
    rules = []
    for id, node in sorted(parts.rules.items()):
        with faults:
            rules.append(_rule(id, node, parts.authorities, parts.cues))
            _remember(parts.places, id, node)
    faults.raise_any()
    return Rulebook(tuple(rules), parts.lexicon, parts.authorities, parts.cues, parts.data, parts.places, _model())


class _Parts(NamedTuple):
    """The files of a rulebook, sorted by what they hold."""

    rules: dict[str, Node]
    lexicon: dict[str, tuple[str, ...]]
    authorities: dict[str, Authority]
    cues: dict[str, Any]
    data: dict[str, Any]
    places: dict[str, tuple[str, int]]


def _model() -> Mapping[str, float]:
    """Read the scorer's weights, which a program wrote."""
    import json

    weights: Mapping[str, float] = json.loads(MODEL.read_text(encoding="utf-8"))
    return weights


def _node(path: Path) -> Node:
    """Read a file; an entry of a list that YAML cuts at ` #`, the sign of a number, is an error."""
    text = path.read_text(encoding="utf-8")
    node = strict.load(text, _shown(path))
    lines = text.split("\n")
    for item in _scalars(node):
        entry = lines[item.line - 1].strip().removeprefix("- ").lstrip()
        rest = entry[len(item.text()) :]
        if entry.startswith(item.text()) and not item.quoted and rest[:1] == " " and rest.lstrip().startswith("#"):
            raise item.error("YAML takes ` #` and what follows for a comment", "put quotation marks around the entry")
    return node


def _scalars(node: Node) -> Iterator[Node]:
    """Yield the texts of a file with their lines."""
    if isinstance(node.value, str):
        yield node
        return
    for inner in node.value.values() if isinstance(node.value, dict) else node.value:
        yield from _scalars(inner)


def _remember(places: dict[str, tuple[str, int]], owner: str, node: Node) -> None:
    """Keep the line of each text, for errors found when it is compiled."""
    for item in _scalars(node):
        places.setdefault(f"{owner}: {item.value}", (item.path, item.line))


def _sort_in(found: _Parts, parts: tuple[str, ...], node: Node) -> None:
    if parts == ("authorities",):
        found.authorities.update(_authorities(node))
    elif len(parts) == 1:
        found.data[parts[0]] = node.plain()
    elif parts[:2] == ("lexicon", "cues"):
        found.cues[parts[-1]] = node.plain()
        found.places[f"cues/{parts[-1]}"] = (node.path, node.line)
        _remember(found.places, f"cues/{parts[-1]}", node)
    elif parts[0] == "lexicon":
        found.lexicon[parts[-1]] = _words(node, parts[-1], found.places)
    elif parts[0] == "templates":
        from .repair import templates

        templates.add(found.data.setdefault("templates", {}), parts[-1], node)
    else:
        _unique(found.rules, "/".join(parts), node)


def _shown(path: Path) -> str:
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def _unique(nodes: dict[str, Node], id: str, node: Node) -> None:
    if id in nodes:
        raise node.error(f"the rule {id} exists already in {nodes[id].path}", "give this one another name")
    nodes[id] = node


def _words(node: Node, name: str, places: dict[str, tuple[str, int]]) -> tuple[str, ...]:
    fields = node.mapping(("summary", "words"))
    if "words" not in fields:
        raise node.error("the word list has no `words`", "add `words:` with one phrase pattern a line")
    items = fields["words"].items()
    for item in items:
        places[f"{name}: {item.text()}"] = (item.path, item.line)
    return tuple(item.text() for item in items)


def _authorities(node: Node) -> Iterator[tuple[str, Authority]]:
    keys = ("authority", "instrument", "section", "address", "accessed", "verified")
    for id, entry in node.mapping().items():
        fields = entry.mapping(keys)
        for key in keys:
            if key not in fields:
                raise entry.error(f"the authority {id} has no `{key}`", f"add `{key}:`")
        text = {key: fields[key].text() for key in keys[:4]}
        accessed = fields["accessed"].day().isoformat()
        yield id, Authority(id=id, **text, accessed=accessed, verified=fields["verified"].boolean())


def _rule(id: str, node: Node, authorities: Mapping[str, Authority], cues: Mapping[str, Any]) -> Rule:
    kind_node = node.mapping().get("kind")
    if kind_node is None:
        raise node.error("the rule has no `kind`", f"add `kind:` with one of {', '.join(KINDS)}")
    kind = kind_node.choice(KINDS, "kind")
    own = options_of(kind)
    fields = node.mapping((*COMMON, *own.keys))
    for key in (*REQUIRED, *own.required):
        if key not in fields:
            raise node.error(f"the rule has no `{key}`", f"add `{key}:`")
    where = fields["where"].choices(BLOCK_KINDS, "kind of block") if "where" in fields else ()
    bad, good = _examples(fields["examples"])
    return Rule(
        id=id,
        kind=kind,
        summary=fields["summary"].text(),
        severity=SEVERITIES[fields["severity"].choice(SEVERITIES, "severity")],
        message=fields["message"].text(),
        advice=fields["advice"].text(),
        why=fields["why"].text(),
        authorities=fields["authorities"].choices(authorities, "authority"),
        options=own.read({key: fields[key] for key in own.keys if key in fields}, (*cues, *WITHOUT_CUE)),
        jurisdictions=_levels(fields.get("jurisdictions"), JURISDICTIONS, "jurisdiction", off=False),
        operators=_levels(fields.get("operators"), OPERATORS, "operator", off=True),
        where=frozenset(where) or BLOCK_KINDS,
        bad=bad,
        good=good,
        suppressible=fields["suppressible"].boolean() if "suppressible" in fields else True,
        yields_to=fields["yields_to"].texts() if "yields_to" in fields else (),
        path=node.path,
        example_settings=_example_settings(fields["examples"]),
    )


def _levels(node: Node | None, known: Sequence[str], what: str, *, off: bool) -> dict[str, Any]:
    """Read a table of severities; `off` (none) is allowed where the rule may not hold at all."""
    levels: dict[str, Severity | None] = dict(SEVERITIES)
    if off:
        levels["off"] = None
    pairs = node.mapping(known, what).items() if node else ()
    return {key: levels[level.choice(levels, "severity")] for key, level in pairs}


def _examples(node: Node) -> tuple[tuple[Example, ...], tuple[Example, ...]]:
    fields = node.mapping(("bad", "good", *EXAMPLE_SETTINGS))
    bad = tuple(_example(item) for item in fields["bad"].items()) if "bad" in fields else ()
    good = tuple(_example(item) for item in fields["good"].items()) if "good" in fields else ()
    for example in bad:
        if not example.spans:
            raise InputError(node.path, example.line, "this bad example marks no span", "put ⟦ and ⟧ around the claim")
    for example in good:
        if example.spans:
            raise InputError(node.path, example.line, "this good example marks a span", "remove ⟦ and ⟧")
    return bad, good


def _example(node: Node) -> Example:
    """Cut the marks ⟦ ⟧ out of an example and keep where they stood."""
    text, spans, start = "", [], -1
    for character in node.text():
        if character == "⟦":
            start = len(text)
        elif character == "⟧":
            if start < 0:
                raise node.error("⟧ without ⟦ before it", "mark the claim as ⟦…⟧")
            spans.append((start, len(text)))
            start = -1
        else:
            text += character
    if start >= 0:
        raise node.error("⟦ without ⟧ behind it", "mark the claim as ⟦…⟧")
    return Example(text, tuple(spans), node.line)


def _example_settings(node: Node) -> dict[str, Any]:
    fields = node.mapping()
    settings: dict[str, Any] = {}
    if "operator" in fields:
        settings["operator"] = fields["operator"].choice(OPERATORS, "operator")
    if "jurisdictions" in fields:
        settings["jurisdictions"] = fields["jurisdictions"].choices((*JURISDICTIONS, "all"), "jurisdiction")
    if "today" in fields:
        settings["today"] = fields["today"].day()
    if "format" in fields:
        settings["format"] = fields["format"].choice(("md", "html", "txt"), "format")
    if "reviewers" in fields:
        settings["reviewers"] = _roster(fields["reviewers"])
    if "before" in fields:
        settings["before"] = _before(fields["before"])
    return settings


def _before(node: Node) -> dict[str, Any]:
    """Read what the articles of the examples were: the text reviewed, by whom; the day of the signature or change.

    Without any of these, nobody signed the article.
    """
    fields = node.mapping(("text", "reviewer", "date"))
    found: dict[str, Any] = {key: fields[key].text() for key in ("text", "reviewer") if key in fields}
    return found | ({"date": fields["date"].day()} if "date" in fields else {})


def _roster(node: Node) -> Roster:
    """Read the roster of a rule's examples: in place, or in a file that is relative to the rule's."""
    from . import roster

    if not isinstance(node.value, str):
        return roster.people(node)
    path = Path(node.path).parent / node.text()
    if not path.is_file():
        raise node.error(f"there is no file “{node.text()}”", "correct the path, it is relative to this rule")
    return roster.load(path.as_posix())
