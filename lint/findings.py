"""Turn what a check found into findings: severity by law and operator, message, place, fingerprint."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from .digests import blake2b
from .model import ASSERTED, JURISDICTIONS, Finding, Lines, Severity
from .once import Same

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .checks.context import Hit
    from .model import Document, Rule, Settings


def selected(rule: str, select: Iterable[str], ignore: Iterable[str]) -> bool:
    """Say whether a rule id is chosen; `claim` covers `claim/no-risk`, and the longer of two covers decides."""
    if not select and not ignore:
        return True
    chosen = [name for name in select if covers(name, rule)]
    left_out = [name for name in ignore if covers(name, rule)]
    if select and not chosen:
        return False
    return not left_out or max(map(len, chosen), default=0) > max(map(len, left_out))


def covers(name: str, rule: str) -> bool:
    """Say whether `name`, a rule id or its first part, stands for `rule`."""
    return rule == name or rule.startswith(name + "/")


def holds(rule: Rule, settings: Settings) -> bool:
    """Say whether `rule` can lead to a finding at all under these settings, leaving aside who the operator is."""
    if not selected(rule.id, settings.select, settings.ignore):
        return False
    return not (settings.severity and settings.severity.get(rule.id, rule.severity) is None)


def severity(hit: Hit, settings: Settings) -> Severity | None:
    """Return the level of a hit, or none where its rule does not hold for this operator.

    The strictest jurisdiction decides, then the operator's table (a page that sells is judged as a clinic's), then the
    reading that softens, then the configuration.
    """
    rule = hit.rule
    configured = (settings.severity or {}).get(rule.id, -1)
    if configured is None or isinstance(configured, Severity):
        return configured
    places = JURISDICTIONS if "all" in settings.jurisdictions else settings.jurisdictions
    base = rule.severity if hit.severity is None else hit.severity
    level: Severity | None = max([rule.jurisdictions.get(place, base) for place in places], default=base)
    operator = "clinic" if hit.seller else settings.operator
    if operator in rule.operators:
        level = rule.operators[operator]
    if level is None:
        return None
    return level if hit.cap is None else min(level, hit.cap)


def findings(document: Document, hits: Iterable[Hit], settings: Settings) -> list[Finding]:
    """Make the findings of one article in source order; hits without a severity fall away."""
    levelled = [(hit, level) for hit in hits if (level := severity(hit, settings)) is not None]
    if not levelled:
        return []
    levelled.sort(key=lambda pair: (pair[0].start, pair[0].end, pair[0].rule.id))
    lines = _lines(Same(document))
    seen: Counter[tuple[str, str]] = Counter()
    # what several findings quote is held once
    texts: dict[str, str] = {}
    made = []
    for hit, level in (pair for some in _overlapping(levelled) for pair in some if not _yields(pair, some)):
        hit = hit._replace(sentence=texts.setdefault(hit.sentence, hit.sentence))
        key = (hit.rule.id, " ".join(hit.sentence.split()).casefold())
        seen[key] += 1
        fingerprint = _fingerprint(document.path, *key, seen[key])
        authorities = _in_force(hit.rule.authorities, settings.jurisdictions)
        made.append(_finding(document.path, lines, hit, level, authorities, fingerprint))
    return made


# what is found and what is excused stand in one article
@lru_cache(maxsize=1)
def _lines(article: Same[Document]) -> Lines:
    return Lines(article.value.source)


def _overlapping(sorted_hits: Iterable[tuple[Hit, Severity]]) -> Iterator[list[tuple[Hit, Severity]]]:
    """Part hits, in source order, into runs in which spans may overlap."""
    run: list[tuple[Hit, Severity]] = []
    end = 0
    for pair in sorted_hits:
        if run and pair[0].start >= end:
            yield run
            run = []
        run.append(pair)
        end = max(end, pair[0].end)
    if run:
        yield run


def _yields(pair: tuple[Hit, Severity], others: Iterable[tuple[Hit, Severity]]) -> bool:
    """Say whether another finding says what this one says, and says it better."""
    hit, level = pair
    return bool(hit.rule.yields_to) and any(
        other.start < hit.end
        and hit.start < other.end
        and found >= level
        and other.rule.id != hit.rule.id
        and any(covers(name, other.rule.id) for name in hit.rule.yields_to)
        for other, found in others
    )


# a report of many findings holds each such list once
@lru_cache(maxsize=512)
def _in_force(authorities: tuple[str, ...], jurisdictions: tuple[str, ...]) -> tuple[str, ...]:
    """Return the authorities of the places that the settings name, and those that hold everywhere; never none."""
    elsewhere = set() if "all" in jurisdictions else set(JURISDICTIONS) - set(jurisdictions)
    kept = tuple(id for id in authorities if id.partition("/")[0] not in elsewhere)
    return kept or authorities


def _finding(
    path: str, lines: Lines, hit: Hit, level: Severity, authorities: tuple[str, ...], fingerprint: str
) -> Finding:
    line, column = lines.at(hit.start)
    end_line, end_column = lines.at(hit.end)
    words = tuple({"quote": hit.quote, **hit.fields}.items())
    return Finding(
        path=path,
        rule=hit.rule.id,
        severity=level,
        message=_filled(hit.rule.message, words),
        advice=_filled(hit.rule.advice, words),
        start=hit.start,
        end=hit.end,
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        quote=hit.quote,
        sentence=hit.sentence,
        reading=(hit.readings or (ASSERTED,))[0].name,
        authorities=authorities,
        fingerprint=fingerprint,
        readings=hit.readings,
        because=hit.seller,
    )


# many findings say the same, and a report holds it once
@lru_cache(maxsize=512)
def _filled(template: str, words: tuple[tuple[str, str], ...]) -> str:
    for name, value in words:
        template = template.replace("{" + name + "}", value)
    return template


def _fingerprint(path: str, rule: str, sentence: str, nth: int) -> str:
    """Name a finding so that it keeps its name when lines move: 16 hexadecimal digits."""
    return blake2b(f"{path}\0{rule}\0{sentence}\0{nth}".encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
