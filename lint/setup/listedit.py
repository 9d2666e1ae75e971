"""Add an entry to a list in somebody's YAML file without touching anything else in it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any


def append(text: str, key: str, item: Sequence[str]) -> str | None:
    """Return the text with an item at the end of the list `key` of its outermost mapping.

    `item` holds the lines of the item, the first beginning with `- `. A missing key is added at the end. None where the
    file is not understood or the list is not written line by line: then a person must do it.
    """
    import yaml

    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        after = _appended(text, root, key, item)
        if after is None:
            return None
        return after if _plain(yaml.compose(after, Loader=yaml.SafeLoader)) == _expected(root, key, item) else None
    except (yaml.YAMLError, RecursionError):
        return None


def _appended(text: str, root: Any, key: str, item: Sequence[str]) -> str | None:
    """Insert the lines behind the last line of the list's last entry."""
    import yaml

    lines = text.splitlines(keepends=True)
    end = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    if lines and not lines[-1].endswith(("\r", "\n")):
        lines[-1] += end
    if root is None or isinstance(root, yaml.MappingNode):
        found = _value(root, key)
        if found is None:
            # two spaces, as most people write
            new = [f"{key}:{end}", *(f"  {line}{end}" for line in item)]
            return "".join([*lines, *([end] if lines else []), *new])
        if isinstance(found, yaml.SequenceNode) and found.value and not found.flow_style:
            at = _last_line(found, lines)
            indent = " " * found.start_mark.column
            return "".join([*lines[:at], *(f"{indent}{line}{end}" for line in item), *lines[at:]])
    return None


def _value(root: Any, key: str) -> Any:
    """Return the node of a key, none where the mapping has no such key."""
    return next((value for name, value in (root.value if root else ()) if name.value == key), None)


def _last_line(node: Any, lines: Sequence[str]) -> int:
    """Return the number of the line behind a node's last word; blank lines of a block of text are not counted."""
    import yaml

    while isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
        last = node.value[-1]
        node = last[1] if isinstance(node, yaml.MappingNode) else last
    at: int = node.end_mark.line + (1 if node.end_mark.column else 0)
    at = max(at, node.start_mark.line + 1)
    while at > 1 and not lines[at - 1].strip():
        at -= 1
    return at


def _expected(root: Any, key: str, item: Sequence[str]) -> Any:
    import yaml

    before = _plain(root) or {}
    added = _plain(yaml.compose("\n".join(item), Loader=yaml.SafeLoader))
    return {**before, key: [*before.get(key, []), *added]}


def _plain(node: Any) -> Any:
    """Turn nodes into values that can be compared; tags count, so that GitLab's `!reference` is kept."""
    import yaml

    if isinstance(node, yaml.MappingNode):
        return {
            key.value if isinstance(key.value, str) else repr(_plain(key)): _plain(value) for key, value in node.value
        }
    if isinstance(node, yaml.SequenceNode):
        return [_plain(one) for one in node.value]
    return None if node is None else (node.tag, node.value)
