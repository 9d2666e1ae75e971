"""Mend one article: propose, change, hold the result against what it was, and again until nothing is left to do."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import islice

from ..decode import decode
from ..errors import InputError
from ..findings import selected
from ..model import Failure, Lines
from ..readers import read
from ..values import NamedTuple
from . import blanks, days, excuses, statements
from .edits import Article, apart, apply, moved
from .verify import fault

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from ..compiled import Compiled
    from ..model import Document, Finding, Judged, Settings
    from .edits import Edit, Span

FIXES: tuple[Callable[[Article], Iterator[Edit]], ...] = (
    excuses.removed,
    days.aligned,
    days.normalised,
    blanks.wanted,
    statements.missing,
)
_MOST_ROUNDS = 50
# a fix that makes one of these takes an article away from those who answer for its wording
_ANSWERED_FOR = ("page/signature-outdated", "page/changed-after-review")


class Tools(NamedTuple):
    """What mending needs beside the article: how to judge one, and the rules that hold for it."""

    judge: Callable[[str, bytes], Judged]
    rulebook: Callable[[str], Compiled]
    settings: Callable[[str], Settings]
    today: date
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


class Done(NamedTuple):
    """A change that was made, for a rule; or, with `why`, one that was not. Lines are 1-based."""

    line: int
    rule: str
    what: str
    why: str = ""


class Refusal(NamedTuple):
    """Why a change at a place is not made: it would do damage (`broken`), or it is for people to decide."""

    edit: Edit
    at: int
    why: str
    broken: bool = True


@dataclass(frozen=True, slots=True)
class Mended:
    """An article before (`data` are its bytes) and after, what was done to it, and what is still found in it.

    `broken` could not be done without damage to the article, `spared` takes a word away from those who answer for it.
    """

    path: str
    data: bytes = b""
    before: str = ""
    after: str = ""
    done: tuple[Done, ...] = ()
    broken: tuple[Done, ...] = ()
    spared: tuple[Done, ...] = ()
    findings: tuple[Finding, ...] = ()
    failures: tuple[Failure, ...] = ()


def mend(path: str, data: bytes, tools: Tools) -> Mended:
    """Mend an article in memory; one that cannot be read as a whole is left alone, and says why in `failures`."""
    judged = tools.judge(path, data)
    if judged.failures:
        return Mended(path, findings=judged.findings, failures=judged.failures)
    source = decode(data, path)
    if encode(source, data) != data:
        raise InputError(path, 0, "its bytes cannot be written back as they are", "save the file as UTF-8")
    work = _Work(path, source, judged.findings, data, tools)
    for _ in range(_MOST_ROUNDS):
        if not work.round():
            break
    return work.mended(source)


def encode(text: str, like: bytes) -> bytes:
    """Encode a text as `decode` found it."""
    encodings = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
    return text.encode(encodings.get(like[:2], "utf-8"))


class _Work:
    """An article on its way: its text by now, what is found in it, what was done and refused."""

    def __init__(self, path: str, source: str, findings: tuple[Finding, ...], data: bytes, tools: Tools) -> None:
        self._path, self._source, self._findings = path, source, findings
        self._data, self._tools = data, tools
        self._document = read(source, path)
        self._done: list[tuple[Edit, int]] = []
        self._refused: dict[tuple[str, ...], Refusal] = {}

    def round(self) -> bool:
        """Make what can be made at once; False when there is nothing to do."""
        edits = apart(self._proposed())
        if edits:
            self._try(edits)
        return bool(edits)

    def _proposed(self) -> Iterator[Edit]:
        tools = self._tools
        article = Article(
            self._document, self._findings, tools.rulebook(self._path), tools.settings(self._path), tools.today
        )
        for fix in FIXES:
            wanted = (edit for edit in fix(article) if selected(edit.rule, tools.select, tools.ignore))
            fresh = (edit for edit in wanted if _name(edit) not in self._refused)
            # one statement may say what the next rule misses too
            yield from islice(fresh, 1) if fix is statements.missing else fresh

    def _try(self, edits: Sequence[Edit]) -> None:
        """Make edits together if they can be made, else try those of each half; refuse one that cannot be made."""
        refusal = self._made(edits)
        if refusal and len(edits) > 1:
            # the second half moves when the first is made: it waits for the next round
            self._try(edits[: len(edits) // 2])
        elif refusal and all(self._made((other,)) for other in edits[0].otherwise):
            self._refused[_name(edits[0])] = refusal

    def _made(self, edits: Sequence[Edit]) -> Refusal | None:
        """Make edits together, or say why they cannot be made."""
        source, spans = apply(self._source, edits)
        document = read(source, self._path)
        wrong = fault(self._document, document, edits, spans)
        if wrong:
            return Refusal(edits[0], edits[0].start, wrong)
        judged = self._tools.judge(self._path, encode(source, self._data))
        wrong = _unsaid(self._findings, judged)
        if wrong:
            return Refusal(edits[0], edits[0].start, wrong, broken=bool(judged.failures))
        self._keep(source, document, judged.findings, edits, spans)
        return None

    def _keep(
        self,
        source: str,
        document: Document,
        findings: tuple[Finding, ...],
        edits: Sequence[Edit],
        spans: Sequence[Span],
    ) -> None:
        self._done = [(edit, moved(at, edits)) for edit, at in self._done]
        self._done += [(edit, _first(source, span)) for edit, span in zip(edits, spans, strict=True)]
        self._refused = {name: one._replace(at=moved(one.at, edits)) for name, one in self._refused.items()}
        self._source, self._document, self._findings = source, document, findings

    def mended(self, before: str) -> Mended:
        """Return the outcome, in the order of the text."""
        lines = Lines(self._source)

        def told(edit: Edit, at: int, why: str = "") -> Done:
            return Done(lines.at(at)[0], edit.rule, edit.what, why)

        done = sorted(told(edit, at) for edit, at in self._done)
        broken = sorted(told(*one[:3]) for one in self._refused.values() if one.broken)
        spared = sorted(told(*one[:3]) for one in self._refused.values() if not one.broken)
        return Mended(
            self._path, self._data, before, self._source, tuple(done), tuple(broken), tuple(spared), self._findings
        )


def _name(edit: Edit) -> tuple[str, ...]:
    """Name an edit so that it is known again when its place moves."""
    return edit.rule, edit.what, edit.text


def _first(source: str, span: Span) -> int:
    """Return where the first sign of an inserted text stands."""
    start, end = span
    return end - len(source[start:end].lstrip()) if source[start:end].strip() else start


def _unsaid(before: Sequence[Finding], judged: Judged) -> str:
    """Say which word of others a change would break, or nothing."""
    if judged.failures:
        return judged.failures[0].reason
    were = Counter(finding.rule for finding in before)
    now = Counter(finding.rule for finding in judged.findings)
    return next((f"it would lead to {rule}" for rule in _ANSWERED_FOR if now[rule] > were[rule]), "")
