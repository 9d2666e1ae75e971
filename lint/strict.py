"""Read YAML whose every value knows its line, and refuse what is not expected.

Rules, word lists, configuration and roster are read through here, so that each mistake in them is one line that names
file, line and remedy. Scalars stay strings until a caller asks for more; a duplicate key, which YAML would drop
silently, is an error.
"""

from __future__ import annotations

from .errors import InputError, nearest
from .values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date
    from typing import Any

_DEEPEST = 50
_TRUE, _FALSE = ("true", "yes", "on"), ("false", "no", "off")


class Node(NamedTuple):
    """One value of a YAML file and the 1-based line where it starts."""

    path: str
    line: int
    value: str | list[Node] | dict[str, Node]
    quoted: bool = False

    def error(self, wrong: str, remedy: str = "") -> InputError:
        """Make the error that names this place."""
        return InputError(self.path, self.line, wrong, remedy)

    def text(self) -> str:
        """Return the scalar."""
        if not isinstance(self.value, str):
            raise self.error("text is expected here", "put quotation marks around it if it holds `:`, `[` or `{`")
        return self.value

    def items(self) -> list[Node]:
        """Return the members of a list; a single scalar counts as a list of one, an empty value as none."""
        if isinstance(self.value, list):
            return self.value
        if isinstance(self.value, str):
            return [self] if self.value or self.quoted else []
        raise self.error("a list is expected here", "write `- ` before each entry")

    def texts(self) -> tuple[str, ...]:
        """Return the members of a list of strings."""
        return tuple(item.text() for item in self.items())

    def mapping(self, known: Collection[str] | None = None, what: str = "key") -> dict[str, Node]:
        """Return the mapping; with `known`, any other key is an error. `what` names a key in that error."""
        if self.value == "" and not self.quoted:
            return {}
        if not isinstance(self.value, dict):
            raise self.error("keys with values are expected here", "write `key: value`")
        for key, node in self.value.items():
            if known is not None and key not in known:
                raise node.error(f"unknown {what} “{key}”", nearest(key, known))
        return self.value

    def choice(self, known: Collection[str], what: str) -> str:
        """Return a scalar that must be one of `known`; `what` names it in the error."""
        text = self.text()
        if text not in known:
            raise self.error(f"unknown {what} “{text}”", nearest(text, known))
        return text

    def choices(self, known: Collection[str], what: str) -> tuple[str, ...]:
        """Return a list of scalars that must be among `known`."""
        return tuple(item.choice(known, what) for item in self.items())

    def boolean(self) -> bool:
        """Return true or false."""
        text = self.text().lower()
        if text not in (*_TRUE, *_FALSE):
            raise self.error(f"“{self.text()}” is neither true nor false", "write true or false")
        return text in _TRUE

    def integer(self, least: int = 0) -> int:
        """Return a whole number not below `least`."""
        text = self.text()
        if not text.isdecimal() or int(text) < least:
            raise self.error(f"“{text}” is not a whole number of at least {least}", "write digits alone")
        return int(text)

    def day(self) -> date:
        """Return an ISO date."""
        from datetime import date

        try:
            return date.fromisoformat(self.text())
        except ValueError:
            raise self.error(f"“{self.text()}” is not a date", "write it as 2026-01-31") from None

    def plain(self) -> Any:
        """Return the value as nested dicts, lists and strings."""
        if isinstance(self.value, list):
            return [item.plain() for item in self.value]
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        return self.value


def load(text: str, path: str) -> Node:
    """Parse one YAML document; an empty file is an empty mapping. Raises InputError for what is not YAML."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _Builder(path).document(yaml.parse(text, Loader=loader))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise InputError(path, line, f"not valid YAML: {error.problem}", "mend the indentation or quoting") from None
    except yaml.reader.ReaderError as error:
        raise InputError(path, 0, f"not valid YAML: {error.reason}", "remove the character") from None


class _Builder:
    """Build nodes from parser events; PyYAML's own composer overflows the C stack on deep nesting."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._anchors: dict[str, Node] = {}

    def document(self, events: Iterator[Any]) -> Node:
        import yaml

        roots = [self._node(event, events, 0) for event in events if isinstance(event, yaml.NodeEvent)]
        if len(roots) > 1:
            raise roots[1].error("a second document starts here", "keep one document in a file")
        return roots[0] if roots else Node(self._path, 1, {})

    def _node(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        import yaml

        line = event.start_mark.line + 1
        if depth > _DEEPEST:
            raise InputError(self._path, line, f"nested more than {_DEEPEST} levels deep", "flatten it")
        if isinstance(event, yaml.AliasEvent):
            if event.anchor not in self._anchors:
                raise InputError(self._path, line, f"unknown anchor “{event.anchor}”", "define it above")
            return self._anchors[event.anchor]
        if isinstance(event, yaml.ScalarEvent):
            node = Node(self._path, line, event.value, quoted=not event.implicit[0])
        elif isinstance(event, yaml.SequenceStartEvent):
            node = Node(self._path, line, self._sequence(events, depth + 1))
        else:
            node = Node(self._path, line, self._mapping(events, depth + 1))
        if event.anchor:
            self._anchors[event.anchor] = node
        return node

    def _sequence(self, events: Iterator[Any], depth: int) -> list[Node]:
        import yaml

        items = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(self._node(event, events, depth))
        return items

    def _mapping(self, events: Iterator[Any], depth: int) -> dict[str, Node]:
        import yaml

        pairs: dict[str, Node] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self._node(event, events, depth)
            name = key.text()
            value = self._node(next(events), events, depth)
            if name in pairs:
                raise key.error(f"the key “{name}” stands twice", "keep one of them")
            # an empty value's own mark is on the next line, the key's line is where a person looks
            line = key.line if isinstance(value.value, str) else value.line
            pairs[name] = Node(value.path, line, value.value, value.quoted)
        return pairs
