"""Write caveat.yaml and reviewers.yaml from what was seen of a site, with the reason beside each guess."""

from __future__ import annotations

from ..terminal import wrap
from . import places
from .yamltext import scalar

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .look import Seen

_WIDTH = 110


def configuration(seen: Seen, extends: str, roster: bool) -> str:
    """Return the text of caveat.yaml; `extends` names the configuration of a folder above, empty for none."""
    # what a folder above says is known, and a guess must not replace it
    mark = "# " if extends else ""
    sections = [
        _head(seen),
        _extends(extends) if extends else [],
        _jurisdictions(seen, mark),
        _operator(seen, mark),
        _exclude(seen),
        _reviewers(seen, roster),
        _REVIEW,
        _CHOICE,
        _overrides(seen),
    ]
    return "\n\n".join("\n".join(lines) for lines in sections if lines) + "\n"


def _comment(text: str) -> list[str]:
    return wrap(text, _WIDTH, "# ", "# ")


def _head(seen: Seen) -> list[str]:
    by = f"{seen.generator.generator.name} ({seen.generator.file}), " if seen.generator else ""
    count = f"{len(seen.articles):,} {'article' if len(seen.articles) == 1 else 'articles'}"
    most = f", most in {_list(seen.folders)}" if seen.folders else ""
    most += f", of which it read {seen.looked_at}" if seen.looked_at < len(seen.articles) else ""
    return [
        *_comment("How caveat judges the articles in this folder and below."),
        "#",
        *_comment(
            f"Written by `caveat init` on what it saw: {by}{count}{most}. Guesses say why; correct them where they are "
            "wrong. `caveat config show ARTICLE` tells what holds for an article and which line says so."
        ),
    ]


def _extends(extends: str) -> list[str]:
    return [
        *_comment("What holds in the folder above holds here too, where this file says nothing else."),
        f"extends: {scalar(extends)}",
    ]


def _jurisdictions(seen: Seen, mark: str) -> list[str]:
    known = (
        "Where the articles are published: us, uk, eu, au, ca, th, in, sg, ae, or [all]. The strictest place decides."
    )
    if not seen.places:
        return [*_comment(f"{known} Nothing on the site tells, so all hold."), f"{mark}jurisdictions: [all]"]
    return [
        *_comment(known),
        *_comment(f"Guessed: {places.said(seen.places)}. Add the places whose readers you address."),
        f"{mark}jurisdictions: [{', '.join(seen.places)}]",
    ]


def _operator(seen: Seen, mark: str) -> list[str]:
    return [
        *_comment(
            "Who publishes: clinic, practitioner, brand, pharmacy, publisher, charity or government. Whoever sells is "
            "held to more."
        ),
        *_comment(f"Guessed: {seen.operator.because}."),
        f"{mark}operator: {seen.operator.operator}",
    ]


def _exclude(seen: Seen) -> list[str]:
    head = _comment(
        "What is never judged, even when it is named. `/drafts` is the one beside this file, `drafts` is any. What git "
        "ignores is passed over by itself."
    )
    if not seen.excluded:
        return [*head, "# exclude: [drafts]"]
    written = [(scalar(pattern), why) for pattern, why in seen.excluded]
    widest = max(len(pattern) for pattern, _ in written)
    return [*head, "exclude:", *(f"  - {pattern:<{widest}} # {why}" for pattern, why in written)]


def _reviewers(seen: Seen, roster: bool) -> list[str]:
    lines = _comment("Who may review articles, with registrations and until when they hold.")
    duties = (("reviewer", "who reviewed"), ("reviewed", "when"), ("due", "when next"))
    told = [f"{what} in {_counted(seen.people.keys[duty])}" for duty, what in duties if seen.people.keys[duty]]
    if told:
        lines += _comment(f"The front matter says {', '.join(told)}.")
    if seen.people.unread:
        remedy = "caveat reads `reviewedBy`, `lastReviewed` and `nextReview`, and spellings like these"
        lines += _comment(f"It does not understand {_counted(seen.people.unread)}: {remedy}.")
    return [*lines, f"{'' if roster else '# '}reviewers: reviewers.yaml"]


_REVIEW = [
    *_comment("Months after which a review must be repeated, by topic; without this, what the topics say."),
    "# review:",
    "#   default: 24",
]
_CHOICE = [
    *_comment("Rules to leave out, by id or first part, and rules with another severity. `caveat rules` lists all."),
    "# ignore: [cite/uncited-number]",
    "# severity:",
    "#   page/review-age: warning",
]


def _overrides(seen: Seen) -> list[str]:
    head = _comment("Settings of some articles; the last entry that fits wins.")
    if not seen.operator.parts:
        return [*head, "# overrides:", "#   - paths: [shop]", "#     operator: brand"]
    entries = [line for part, operator in seen.operator.parts for line in _override(part, operator)]
    return [*head, *_comment("Guessed: these sell, and the rest does not."), "overrides:", *entries]


def _override(part: str, operator: str) -> list[str]:
    return [f"  - paths: [{scalar(f'/{part}')}]", f"    operator: {operator}"]


def _counted(keys: Mapping[str, int]) -> str:
    most = sorted(keys.items(), key=lambda pair: (-pair[1], pair[0]))[:4]
    return _list([f"`{key}` ({count} {'article' if count == 1 else 'articles'})" for key, count in most])


def _list(names: tuple[str, ...] | list[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def reviewers(seen: Seen) -> str:
    """Return the text of reviewers.yaml, with the people whom articles name."""
    lines = _comment(
        "The people who may review articles. `caveat init` found these names in the articles: complete and check each "
        "entry against the register. An article that names somebody else is then reported."
    )
    return "\n".join([*lines, "", "reviewers:", *_people(seen)]) + "\n"


def _people(seen: Seen) -> Iterator[str]:
    for one in seen.people.reviewers:
        yield f"  - name: {scalar(one.name)} # {one.articles} {'article' if one.articles == 1 else 'articles'}"
        if one.credentials:
            yield f"    credentials: [{', '.join(map(scalar, one.credentials))}]"
        if one.registrations:
            yield f"    registration: {scalar(one.registrations[0])}"
        else:
            yield "    # registration: GMC 7654321"
        yield "    # registered_until: 2027-03-31"
        yield "    # interests: none declared"
