"""Draw what a site comes to, in plain HTML and SVG: bars of findings, and reviews on a time line."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from html import escape
from urllib.parse import quote

from . import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ..model import Finding
    from ..schedule import Standing

LEVELS = ("error", "warning", "info")
_MOST_BARS = 10
_MONTHS_BACK, _MONTHS_AHEAD = 36, 36
_MOST_NUMBERS = 24
_HEIGHT, _BASE = 84, 64


def text(value: str) -> str:
    """Write text of an article as text, in HTML and in quoted attributes."""
    return escape(printable(value))


def link(**filters: str) -> str:
    """Return the fragment that sets filters: `#rule=claim%2Fcure`."""
    return "#" + "&amp;".join(f"{name}={quote(value, safe='')}" for name, value in filters.items())


def count(number: int, one: str, many: str = "") -> str:
    """Count things in words: `1 error`, `2 errors`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def levels(findings: Iterable[Finding]) -> tuple[int, int, int]:
    """Count findings by severity, errors first."""
    counts = Counter(str(finding.severity) for finding in findings)
    return counts["error"], counts["warning"], counts["info"]


def split(counts: Sequence[int]) -> str:
    """Say counts by severity: `2 errors, 1 warning`."""
    words = [
        count(number, level, "info" if level == "info" else "") for number, level in zip(counts, LEVELS, strict=True)
    ]
    return ", ".join(word for word, number in zip(words, counts, strict=True) if number)


def bars(facet: str, names: Mapping[str, str], findings: Mapping[str, Sequence[Finding]]) -> Iterator[str]:
    """Chart findings by the values of a filter, most errors first; `names` says what each value is called."""
    counted = {value: levels(some) for value, some in findings.items()}
    order = sorted(counted, key=lambda value: (-sum(counted[value]), value))
    most = max((sum(counts) for counts in counted.values()), default=1)
    rows = [_bar(facet, value, names.get(value, value), counted[value], most) for value in order]
    yield f'<ul class="bars">{"".join(rows[:_MOST_BARS])}</ul>'
    if rows[_MOST_BARS:]:
        yield f"<details><summary>{len(rows) - _MOST_BARS} more</summary>"
        yield f'<ul class="bars">{"".join(rows[_MOST_BARS:])}</ul></details>'


def _bar(facet: str, value: str, name: str, counts: Sequence[int], most: int) -> str:
    at, rects = 0.0, []
    for level, number in zip(LEVELS, counts, strict=True):
        if number:
            width = 100 * number / most
            rects.append(f'<rect class="{level}" x="{at:.2f}%" y="1" width="{width:.2f}%" height="12"/>')
            at += width
    title = f' title="{text(value)}"' if name != value else ""
    return (
        f'<li><a href="{link(**{facet: value})}"{title}>{text(name)}</a>'
        f'<svg class="bar" width="100%" height="14" aria-hidden="true">{"".join(rects)}</svg>'
        f'<span class="count">{sum(counts):,} <small>{split(counts)}</small></span></li>'
    )


def timeline(standings: Sequence[Standing], today: date) -> str:
    """Draw how many reviews fall due in each month; what lies further off stands in the first or last month."""
    dues = [one.due for one in standings if one.due]
    if not dues:
        return ""
    now = _month(today)
    months = Counter(min(max(_month(day), now - _MONTHS_BACK), now + _MONTHS_AHEAD) for day in dues)
    first, last = min(*months, now - 2), max(*months, now + 2)
    late = sum(day <= today for day in dues)
    said = f"{count(late, 'review')} overdue, {count(len(dues) - late, 'review')} due later"
    # numbers over many columns would run into each other
    dense = " dense" if len(months) > _MOST_NUMBERS else ""
    return (
        f'<svg class="timeline{dense}" width="100%" height="{_HEIGHT}" role="img" aria-label="{said}">'
        f"{''.join(_columns(months, first, last, now))}{''.join(_axis(first, last))}"
        f"{_today(today, first, last)}</svg>{_clamped(dues, now)}"
    )


def _clamped(dues: Sequence[date], now: int) -> str:
    """Say what the first and the last column stand for where the line is too short."""
    early, late = now - _MONTHS_BACK, now + _MONTHS_AHEAD
    words = [f"all before {_name(early)}"] if any(_month(day) < early for day in dues) else []
    words += [f"all after {_name(late)}"] if any(_month(day) > late for day in dues) else []
    return f'<p class="clamped">Outer columns: {", ".join(words)} included.</p>' if words else ""


def _name(month: int) -> str:
    return f"{month // 12}-{month % 12 + 1:02}"


def _columns(months: Mapping[int, int], first: int, last: int, now: int) -> Iterator[str]:
    step, most = 100 / (last - first + 1), max(months.values())
    for month, number in sorted(months.items()):
        height = max(3.0, (_BASE - 22) * number / most)
        x, kind = (month - first) * step, "overdue" if month < now else "due" if month == now else "later"
        yield (
            f'<rect class="{kind}" x="{x + step * 0.1:.2f}%" y="{_BASE - height:.1f}" width="{step * 0.8:.2f}%"'
            f' height="{height:.1f}"><title>{_name(month)}: {number}</title></rect>'
            f'<text class="number" x="{x + step / 2:.2f}%" y="{_BASE - height - 3:.1f}">{number}</text>'
        )


def _axis(first: int, last: int) -> Iterator[str]:
    step = 100 / (last - first + 1)
    yield f'<line class="axis" x1="0" x2="100%" y1="{_BASE}" y2="{_BASE}"/>'
    for month in range(first, last + 1):
        if month % 12 == 0:
            x = (month - first) * step
            yield f'<line class="axis" x1="{x:.2f}%" x2="{x:.2f}%" y1="{_BASE}" y2="{_BASE + 6}"/>'
            if x < 92:
                yield f'<text x="{x:.2f}%" dx="3" y="{_BASE + 15}">{month // 12}</text>'


def _today(today: date, first: int, last: int) -> str:
    x = 100 * (_month(today) - first + (today.day - 1) / 31) / (last - first + 1)
    anchor = "end" if x > 70 else "start"
    return (
        f'<line class="today" x1="{x:.2f}%" x2="{x:.2f}%" y1="12" y2="{_BASE + 4}"/>'
        f'<text class="today" x="{x:.2f}%" y="10" dx="{-4 if anchor == "end" else 4}" text-anchor="{anchor}">'
        f"today {today.isoformat()}</text>"
    )


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def scale(standings: Sequence[Standing], today: date) -> tuple[date, date]:
    """Return the first and last day that the rows of a table share as their time line."""
    days = [day for one in standings for day in (one.reviewed, one.due) if day]
    first = max(min([*days, today]), today - timedelta(days=5 * 365))
    return first, max(min(max([*days, today]), today + timedelta(days=5 * 365)), first + timedelta(days=1))


def span(one: Standing, today: date, ends: tuple[date, date]) -> str:
    """Draw one article's time from its review (dot) to the day the next is due (bar), and today (line)."""
    if not one.reviewed or not one.due:
        return ""
    first, last = ends

    def x(day: date) -> float:
        return 2 + 96 * min(max((day - first) / (last - first), 0), 1)

    late = " late" if one.due <= today else ""
    return (
        '<svg class="span" width="100%" height="14" aria-hidden="true">'
        f'<line class="axis" x1="2%" x2="98%" y1="7" y2="7"/>'
        f'<line class="held" x1="{x(one.reviewed):.1f}%" x2="{x(one.due):.1f}%" y1="7" y2="7"/>'
        + (f'<line class="over" x1="{x(one.due):.1f}%" x2="{x(today):.1f}%" y1="7" y2="7"/>' if late else "")
        + f'<circle cx="{x(one.reviewed):.1f}%" cy="7" r="4"/>'
        f'<line class="end{late}" x1="{x(one.due):.1f}%" x2="{x(one.due):.1f}%" y1="1" y2="13"/>'
        f'<line class="today" x1="{x(today):.1f}%" x2="{x(today):.1f}%" y1="0" y2="14"/></svg>'
    )
