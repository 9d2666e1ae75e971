"""Render what the configuration says about one article, and where each value is written."""

from __future__ import annotations

import json

from ..terminal import harmless, paint

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ..origins import Trace, Value

_EMPTY = {"select": "all rules", "severity": "as the rules say", "review": "as the topics say"}


def render_text(trace: Trace, colour: bool) -> str:
    """Return the files that hold, then a line for each value: key, value, place."""
    rows = list(_rows(trace))
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    lines = list(_head(trace))
    for key, value, place in rows:
        shown = f"  {key:<{widths[0]}}  {value:<{widths[1]}}  "
        lines.append(f"{shown}{paint(place, 'faint', colour)}".rstrip())
    return "".join(f"{line}\n" for line in lines)


def _head(trace: Trace) -> Iterator[str]:
    nearest, *extended = trace.files or ("no caveat.yaml: the defaults hold",)
    more = f", which extends {', '.join(extended)}" if extended else ""
    yield harmless(f"{trace.article}: {nearest}{more}")
    if trace.excluded:
        yield harmless(f"  never judged: {_place(trace.excluded)} excludes “{trace.excluded.value[0]}”")
    elif trace.ignored:
        yield "  passed over when its folder is searched: git ignores it"


def _rows(trace: Trace) -> Iterator[tuple[str, str, str]]:
    for value in trace.values:
        key = f"{value.key} {value.name}".rstrip()
        yield harmless(key), harmless(_said(value)), harmless(_place(value))


def _said(value: Value) -> str:
    return ", ".join(value.value) or ("none" if value.path else _EMPTY.get(value.key, "none"))


def _place(value: Value) -> str:
    if not value.path:
        return "default"
    override = f", for {', '.join(value.override)}" if value.override else ""
    return f"{value.path}:{value.line}{override}"


def render_json(trace: Trace, version: str) -> str:
    """Return one JSON object; a value that no file says has no `file` and `line`."""
    whole = {
        "version": 1,
        "caveat": version,
        "path": trace.article,
        "files": trace.files,
        "excluded": _value(trace.excluded) if trace.excluded else None,
        "ignored": trace.ignored,
        "values": [_value(value) for value in trace.values],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _value(value: Value) -> dict[str, Any]:
    place = {"file": value.path or None, "line": value.line or None, "override": value.override or None}
    return {"key": value.key, "name": value.name or None, "value": value.value, **place}
