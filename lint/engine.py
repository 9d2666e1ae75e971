"""Judge articles one by one: bytes → decode → read → check → findings → report."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from .checks.context import Context
from .errors import InputError
from .findings import findings, holds
from .model import Failure, Lines, Report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from .checks.context import Hit
    from .model import Document, Finding, Rule


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says about a run; `config` is a path that replaces the search for caveat.yaml."""

    today: date
    config: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    cache: bool = True
    jobs: int = 1


@dataclass(frozen=True, slots=True)
class Judged:
    """What one article came to; `excused` are the hits that a reading turned into no finding."""

    findings: tuple[Finding, ...] = ()
    excused: tuple[Finding, ...] = ()
    failures: tuple[Failure, ...] = ()


def run(articles: Iterable[str | Failure], options: Options, seen: Callable[[str], None] = lambda path: None) -> Report:
    """Judge every article and gather the report in their order; `seen` is told each path when it is done.

    Raises InputError where a configuration or a rule is wrong: then no article can be judged.
    """
    judge = judge_with(options)
    made: list[Judged] = []
    for article in articles:
        made.append(Judged(failures=(article,)) if isinstance(article, Failure) else judge(article, None))
        seen(article if isinstance(article, str) else article.path)
    return gather(made, options.today)


def judge_with(options: Options) -> Callable[[str, bytes | None], Judged]:
    """Return a function that judges the article at a path, or the given bytes as if they stood there.

    Configurations and rulebooks are read once for all articles that share them.
    """
    from . import compiled, config

    loaded = cache(config.load)
    rulebook = cache(lambda folders: compiled.load(folders, use_cache=options.cache))

    def judge(path: str, data: bytes | None) -> Judged:
        settings = config.settings(loaded(options.config or config.find(path)), path)
        settings = replace(
            settings, select=options.select or settings.select, ignore=(*settings.ignore, *options.ignore)
        )
        context = Context(settings, options.today, rulebook(settings.rules))
        try:
            return lint(Path(path).read_bytes() if data is None else data, path, context)
        except OSError as error:
            return _failed(Failure(path, 0, f"cannot be read ({error.strerror})", "check the path and its permissions"))

    return judge


def lint(data: bytes, path: str, context: Context) -> Judged:
    """Judge one article; whatever goes wrong in it becomes a failure of this article alone."""
    from .decode import decode
    from .readers import read

    try:
        document = read(decode(data, path), path)
        judged = judge_document(document, context)
    except InputError as error:
        return _failed(Failure(path, error.line, error.wrong, error.remedy))
    except Exception as error:
        return _failed(
            Failure(path, 0, f"caveat stumbled over it ({type(error).__name__}: {error})", "please report it")
        )
    return replace(judged, failures=tuple(_problems(document)))


def judge_document(document: Document, context: Context) -> Judged:
    """Apply every rule that holds to an article that was read."""
    hits = list(check(document, context))
    asserted = findings(document, [hit for hit in hits if hit.excuse is None], context.settings)
    excused = findings(document, [hit for hit in hits if hit.excuse is not None], context.settings)
    return Judged(tuple(asserted), tuple(excused))


def check(document: Document, context: Context) -> Iterator[Hit]:
    """Run the check of each kind over its rules."""
    kinds: dict[str, list[Rule]] = {}
    for rule in context.rulebook.rules:
        if holds(rule, context.settings):
            kinds.setdefault(rule.kind, []).append(rule)
    for kind, rules in kinds.items():
        yield from import_module(f".checks.{kind}", __package__).check(document, rules, context)


def gather(judged: Iterable[Judged], today: date) -> Report:
    """Join what the articles came to into one report."""
    made = list(judged)
    return Report(
        today=today,
        files=len(made),
        findings=tuple(finding for one in made for finding in one.findings),
        failures=tuple(failure for one in made for failure in one.failures),
        excused=tuple(finding for one in made for finding in one.excused),
    )


def _problems(document: Document) -> Iterator[Failure]:
    """Name the parts of the article that could not be understood."""
    lines = Lines(document.source)
    for problem in document.problems:
        line, _ = lines.at(problem.offset)
        yield Failure(document.path, line, problem.wrong, problem.remedy)


def _failed(failure: Failure) -> Judged:
    return Judged(failures=(failure,))
