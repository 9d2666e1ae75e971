"""Judge articles one by one: bytes → decode → read → check → findings → report."""

from __future__ import annotations

import os
from functools import cache, lru_cache
from importlib import import_module
from operator import attrgetter

from .checks.context import Context
from .errors import CaveatError, InputError, nearest
from .findings import findings, holds
from .model import Failure, Judged, Lines, Report, Settings
from .once import Same
from .values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from .checks.context import Hit
    from .compiled import Compiled
    from .config import Config
    from .history import Past
    from .model import Document, Finding, Rule, Severity
    from .signing import Lock

_AFTERWARDS = "suppression"


class Options(NamedTuple):
    """What the command line says about a run.

    `config` is a path that replaces the search for caveat.yaml; without `jobs` the size of the work decides; `excused`
    asks for the claims, too, that a reading turned into no finding.
    """

    today: date
    config: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    cache: bool = True
    jobs: int | None = None
    excused: bool = False


def run(articles: Iterable[str | Failure], options: Options, seen: Callable[[str], None] = lambda path: None) -> Report:
    """Judge every article and gather the report.

    Raises InputError where a configuration or a rule is wrong: then no article can be judged.
    """
    return gather(stream(articles, options, seen), options)


def stream(
    articles: Iterable[str | Failure], options: Options, seen: Callable[[str], None] = lambda path: None
) -> Iterator[Judged]:
    """Judge article by article, in their order; `seen` is told each path when it is done."""
    from .workers import judge_all

    for path, judged in judge_all(articles, options):
        yield judged
        seen(path)


def judge_with(options: Options) -> Callable[[str, bytes], Judged]:
    """Return a function that judges the bytes of an article as if they stood at a path.

    Configurations and rulebooks are read once for all articles that share them. The function raises InputError for a
    rule name that no rule bears.
    """
    from . import compiled, config

    rulebook = cache(lambda folders: compiled.load(folders, use_cache=options.cache))
    lock, past = cache(_lock), cache(_past)
    configuration = config.lookup(options.config, use_cache=options.cache)
    checked: set[tuple[str, tuple[str, ...]]] = set()

    def judge(path: str, data: bytes) -> Judged:
        held = configuration(path)
        settings = effective(config.settings(held, path), options)
        book = rulebook(settings.rules)
        if (held.path, settings.rules) not in checked:
            checked.add((held.path, settings.rules))
            _check_names(held, options, {rule.id for rule in book.rules})
            if held.topics:
                config.check_topics(held, book.data["topics"])
        told = past() if settings.history else None
        return lint(data, path, Context(settings, options.today, book, lock(held.folder), told))

    return judge


def _lock(folder: str) -> Lock | None:
    """Read the signatures of reviewers where there are any."""
    if not os.path.exists(os.path.join(folder, "caveat.lock")):
        return None
    from .signing import load

    return load(folder)


def _past() -> Past:
    from .history import past

    return past()


def effective(settings: Settings, options: Options) -> Settings:
    """Let the command line's choice of rules come before that of the configuration."""
    return settings._replace(select=options.select or settings.select, ignore=(*settings.ignore, *options.ignore))


def _check_names(held: Config, options: Options, ids: set[str]) -> None:
    from .config import check_names, rule_names

    check_names(held, ids)
    known = rule_names(ids)
    for option, names in (("--select", options.select), ("--ignore", options.ignore)):
        for name in names:
            if name not in known:
                raise InputError(option, 0, f"unknown rule “{name}”", nearest(name, known))


def lint(data: bytes, path: str, context: Context) -> Judged:
    """Judge one article; whatever goes wrong in it becomes a failure of this article alone."""
    from .decode import decode
    from .readers import read

    try:
        document = read(decode(data, path), path)
        judged = judge_document(document, context)
    except InputError as error:
        return _failed(Failure(path, error.line, error.wrong, error.remedy))
    except CaveatError:
        # caveat itself is at fault, and no article can be judged
        raise
    except Exception as error:
        return _failed(
            Failure(path, 0, f"caveat stumbled over it ({type(error).__name__}: {error})", "please report it")
        )
    return judged._replace(failures=tuple(_problems(document)))


def judge_document(document: Document, context: Context) -> Judged:
    """Apply every rule that holds to an article that was read."""
    hits = list(check(document, context))
    asserted = findings(document, [hit for hit in hits if hit.excuse is None], context.settings)
    excused = findings(document, [hit for hit in hits if hit.excuse is not None], context.settings)
    return _suppress(Judged(tuple(asserted), tuple(excused)), document, context)


def check(document: Document, context: Context) -> Iterator[Hit]:
    """Run the check of each kind over its rules, but for those on suppressions, which wait for the others' findings."""
    for kind, rules in _by_kind(context).items():
        if kind != _AFTERWARDS:
            yield from import_module(f".checks.{kind}", __package__).check(document, rules, context)


def _by_kind(context: Context) -> Mapping[str, Sequence[Rule]]:
    """Group the rules that can lead to a finding by their kind."""
    select, ignore, severity = context.settings.select, context.settings.ignore, context.settings.severity or {}
    return _grouped(Same(context.rulebook), select, ignore, tuple(severity.items()))


# articles with the same settings come one after the other
@lru_cache(maxsize=8)
def _grouped(
    book: Same[Compiled],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    severity: tuple[tuple[str, Severity | None], ...],
) -> Mapping[str, Sequence[Rule]]:
    settings = Settings(select=select, ignore=ignore, severity=dict(severity))
    kinds: dict[str, list[Rule]] = {}
    for rule in book.value.rules:
        if holds(rule, settings):
            kinds.setdefault(rule.kind, []).append(rule)
    return kinds


def _suppress(judged: Judged, document: Document, context: Context) -> Judged:
    """Set aside the findings that the article excuses, and add those about its suppressions."""
    if not document.comments and all(fact.path[:1] != ("caveat",) for fact in document.facts):
        return judged
    from .suppress import excuses, marks

    written = marks(document)
    if not written:
        return judged
    from .checks import suppression

    by = excuses([(finding.rule, finding.start) for finding in judged.findings], written, context)
    used = {excuse for some in by for excuse in some}
    rules = _by_kind(context).get(_AFTERWARDS, ())
    added = findings(document, suppression.faults(document, rules, context, written, used), context.settings)
    pairs = list(zip(judged.findings, by, strict=True))
    kept = sorted([*(finding for finding, some in pairs if not some), *added], key=attrgetter("start", "end", "rule"))
    suppressed = (finding._replace(reason=some[-1][0].reason) for finding, some in pairs if some)
    return judged._replace(findings=tuple(kept), suppressed=tuple(suppressed))


def gather(judged: Iterable[Judged], options: Options) -> Report:
    """Join what the articles came to into one report; what nobody asks for is not held."""
    files = 0
    findings: list[Finding] = []
    suppressed: list[Finding] = []
    excused: list[Finding] = []
    failures: list[Failure] = []
    for files, one in enumerate(judged, 1):  # noqa: B007 -- the last number is how many there were
        findings += one.findings
        suppressed += one.suppressed
        failures += one.failures
        if options.excused:
            excused += one.excused
    return Report(
        today=options.today,
        files=files,
        findings=tuple(findings),
        suppressed=tuple(suppressed),
        failures=tuple(failures),
        excused=tuple(excused),
    )


def _problems(document: Document) -> Iterator[Failure]:
    """Name the parts of the article that could not be understood."""
    lines = Lines(document.source)
    for problem in document.problems:
        line, _ = lines.at(problem.offset)
        yield Failure(document.path, line, problem.wrong, problem.remedy)


def _failed(failure: Failure) -> Judged:
    return Judged(failures=(failure,))
