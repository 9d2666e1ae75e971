"""Say of every article who reviewed it, when the next review is due, and what has to be done."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from functools import cache

from .days import date, timedelta
from .errors import CaveatError, InputError
from .model import Failure
from .values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any

    from .history import Past
    from .model import Document, Settings
    from .record import Review
    from .signing import Lock, Signature

# what is most urgent comes first
STATES = ("missing", "overdue", "changed", "due soon", "unsigned", "ok", "not needed")
URGENT = STATES[:4]
DAYS = 30


class Standing(NamedTuple):
    """Where an article stands.

    `reviewed` is the day of the last review or signature, `due` that of the next, `changed` the day since which the
    text is no longer the one reviewed, as far as git knows it; `signed` is the day of the signature, and
    `unsigned` says that others have one. `state` is the most urgent of STATES.
    """

    path: str
    title: str
    reviewers: tuple[str, ...]
    reviewed: date | None
    topic: str
    due: date | None
    state: str
    changed: date | None = None
    signed: date | None = None
    unsigned: bool = False


class Summary(NamedTuple):
    """What a site comes to: numbers of articles, and path and day of the oldest review.

    `reviewable` are the articles that need a review, `in_date` those whose next one is not yet due.
    """

    articles: int
    reviewable: int
    in_date: int
    missing: int
    overdue: int
    changed: int
    unsigned: int
    oldest: tuple[str, date] | None

    @property
    def share(self) -> int:
        """Return the articles in date among those that need a review, in per cent, rounded down."""
        return 100 * self.in_date // self.reviewable if self.reviewable else 100


class Survey(NamedTuple):
    """The state of the reviews on a day: the articles asked for, a summary of all, and what could not be read."""

    today: date
    standings: tuple[Standing, ...]
    summary: Summary
    failures: tuple[Failure, ...] = ()


def survey(
    articles: Iterable[str | Failure], today: date, config: str | None, within: int | None = None, by: str = "urgency"
) -> Survey:
    """Judge the reviews of all articles, sorted by urgency, or by `reviewer` first.

    With `within`, only articles are kept for which something is to be done in so many days. Raises InputError where a
    configuration, a roster or a lock is wrong.
    """
    judge = _judge(today, config, DAYS if within is None else within)
    judged = [one if isinstance(one, Failure) else judge(one) for one in articles]
    found = [one for one in judged if isinstance(one, Standing)]
    kept = [one for one in found if within is None or one.state in URGENT]
    kept.sort(key=_by_reviewer if by == "reviewer" else _urgency)
    failures = tuple(one for one in judged if isinstance(one, Failure))
    return Survey(today, tuple(kept), _summary(found, today), failures)


def due(reviewed: date, months: int) -> date:
    """Return the first day that is `months` whole months after a review."""
    year, month = divmod(reviewed.year * 12 + reviewed.month - 1 + months, 12)
    if reviewed.day > monthrange(year, month + 1)[1]:
        year, month = divmod(year * 12 + month + 1, 12)
        return date(year, month + 1, 1)
    return date(year, month + 1, reviewed.day)


def _judge(today: date, explicit: str | None, soon: int) -> Callable[[str], Standing | Failure]:
    """Return the function that judges the article at a path."""
    from . import compiled, config, history, signing

    configuration, lock = config.lookup(explicit), cache(signing.load)
    topics = cache(lambda folders: compiled.load(folders).data["topics"])
    past = history.past()

    def judge(path: str) -> Standing | Failure:
        held = configuration(path)
        settings, signatures = config.settings(held, path), lock(held.folder)
        config.check_topics(held, topics(settings.rules) if held.topics else ())
        try:
            document = _read(path)
            return _standing(document, settings, topics(settings.rules), signatures, past, today, soon)
        except InputError as error:
            return Failure(path, error.line, error.wrong, error.remedy)

    return judge


def _read(path: str) -> Document:
    from pathlib import Path

    from .decode import decode
    from .readers import read

    try:
        return read(decode(Path(path).read_bytes(), path), path)
    except OSError as error:
        raise InputError(path, 0, f"cannot be read ({error.strerror})", "check its permissions") from None


def _standing(
    document: Document,
    settings: Settings,
    table: Mapping[str, Mapping[str, Any]],
    lock: Lock | None,
    past: Past,
    today: date,
    soon: int,
) -> Standing:
    from . import places, topics
    from .record import gather

    review = gather(document).on(today).known(settings.reviewers)
    subject = topics.subject(document, table)
    signature, outdated = _signature(document, lock)
    topic, months, _ = topics.limits(subject.topics, table, settings.review)
    reviewed = _reviewed(review, signature, today)
    next_one = _next(review, reviewed, months) if reviewed else None
    changed = None
    if reviewed and reviewed < today and (outdated or not signature):
        changed = _changed(document, past, reviewed, today, settings)
    needed = subject.advises(settings.operator) or bool(review.named("reviewer") or review.unnamed("reviewer"))
    unsigned = lock is not None and signature is None and (needed or reviewed is not None)
    state = _state(next_one, today, soon, needed, outdated or bool(changed), unsigned)
    titled = places.title(document)
    names = [one.person.name for one in review.named("reviewer") if one.person]
    return Standing(
        path=document.path,
        title=" ".join(titled.text.split()) if titled else "",
        reviewers=tuple(dict.fromkeys(names)) or ((signature.reviewer,) if signature else ()),
        reviewed=reviewed,
        topic=topic,
        due=next_one,
        state=state,
        changed=changed,
        signed=signature.date if signature else None,
        unsigned=unsigned,
    )


def _signature(document: Document, lock: Lock | None) -> tuple[Signature | None, bool]:
    """Return the signature of an article, and whether the article is no longer what was signed."""
    if lock is None:
        return None, False
    from . import wording

    now = wording.read(document)
    found = lock.of(document.path, now)
    return found, found is not None and not found.holds(document, now)


def _reviewed(review: Review, signature: Signature | None, today: date) -> date | None:
    """Return the day of the last review; one after today has not taken place."""
    days = [min(one.last, today) for one in review.dated("reviewed") if one.first <= today]
    return max([*days, *([signature.date] if signature else [])], default=None)


def _next(review: Review, reviewed: date, months: int) -> date:
    """Return the day on which the next review is due: by its topic, or sooner where the page announces it."""
    announced = [one.last for one in review.dated("due") if one.first > reviewed]
    return min([due(reviewed, months), *announced])


def _changed(document: Document, past: Past, reviewed: date, today: date, settings: Settings) -> date | None:
    """Ask git since when the article is another one; who did not ask for its history need not have all of it."""
    try:
        found = past(document, reviewed, today)
    except CaveatError:
        if settings.history:
            raise
        return None
    return found.day if found else None


def _state(next_one: date | None, today: date, soon: int, needed: bool, changed: bool, unsigned: bool) -> str:
    if next_one is None:
        return "missing" if needed else "not needed"
    if next_one <= today:
        return "overdue"
    if changed:
        return "changed"
    if next_one <= today + timedelta(days=soon):
        return "due soon"
    return "unsigned" if unsigned else "ok"


def _urgency(one: Standing) -> tuple[int, date, str]:
    return STATES.index(one.state), one.due or date.max, one.path


def _by_reviewer(one: Standing) -> tuple[bool, str, int, date, str]:
    return not one.reviewers, ", ".join(one.reviewers).casefold(), *_urgency(one)


def _summary(found: Sequence[Standing], today: date) -> Summary:
    states = Counter(one.state for one in found)
    reviewed = [(one.reviewed, one.path) for one in found if one.reviewed]
    oldest = min(reviewed, default=None)
    return Summary(
        articles=len(found),
        reviewable=len(found) - states["not needed"],
        in_date=sum(one.due is not None and one.due > today for one in found),
        missing=states["missing"],
        overdue=states["overdue"],
        changed=states["changed"],
        unsigned=sum(one.unsigned for one in found),
        oldest=(oldest[1], oldest[0]) if oldest else None,
    )
