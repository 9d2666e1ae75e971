"""The record of an article as its checks see it: places in the source, and what decides the severity."""

from __future__ import annotations

from datetime import date

import pytest
from caveat.lint.checks import review as check_review
from caveat.lint.checks.context import Context
from caveat.lint.compiled import Compiled, load
from caveat.lint.findings import findings
from caveat.lint.model import Finding, Settings
from caveat.lint.readers import read

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def rulebook() -> Compiled:
    return load()


def found(
    rulebook: Compiled, rule: str, text: str, path: str = "a.md", today: date = TODAY, **settings: object
) -> list[Finding]:
    """The findings of one review rule on a clinic's article."""
    chosen = Settings(**{"operator": "clinic", **settings})  # type: ignore[arg-type]
    document = read(text, path)
    rules = [one for one in rulebook.rules if one.id == rule]
    hits = list(check_review.check(document, rules, Context(chosen, today, rulebook)))
    return findings(document, hits, chosen)


def spans(text: str, made: list[Finding]) -> list[tuple[str, str]]:
    return [(text[one.start : one.end], str(one.severity)) for one in made]


@pytest.mark.parametrize(
    ("today", "severity"),
    [
        (date(2027, 1, 14), None),
        (date(2027, 1, 15), "warning"),
        (date(2028, 1, 14), "warning"),
        (date(2028, 1, 15), "error"),
    ],
)
def test_a_review_ages_by_the_day(rulebook: Compiled, today: date, severity: str | None) -> None:
    text = "# Knee surgery\n\nLast reviewed 15 January 2026.\n"
    due = [("15 January 2026", severity)] if severity else []
    assert spans(text, found(rulebook, "page/review-age", text, today=today)) == due


def test_the_youngest_of_several_reviews_counts(rulebook: Compiled) -> None:
    text = "# Knee surgery\n\nLast reviewed 15 January 2020. Page last reviewed 15 January 2026.\n"
    assert found(rulebook, "page/review-age", text) == []


def test_an_ambiguous_date_is_given_its_later_reading(rulebook: Compiled) -> None:
    text = "# Knee surgery\n\nLast reviewed 02/12/2025.\n"
    assert found(rulebook, "page/review-age", text) == []
    assert found(rulebook, "page/review-future", text, today=date(2025, 6, 1)) == []


def test_months_of_the_configuration(rulebook: Compiled) -> None:
    text = "# Knee surgery\n\nLast reviewed 15 January 2026.\n"
    assert spans(text, found(rulebook, "page/review-age", text, review={"treatments": 3})) == [
        ("15 January 2026", "warning")
    ]
    old = text.replace("2026", "2025")
    assert spans(old, found(rulebook, "page/review-age", old, review={"treatments": 3})) == [
        ("15 January 2025", "error")
    ]
    assert spans(text, found(rulebook, "page/review-age", text, review={"treatments": 8})) == [
        ("15 January 2026", "warning")
    ]
    assert found(rulebook, "page/review-age", text, review={"treatments": 11}) == []


def test_the_span_is_the_source_behind_markup_and_entities(rulebook: Compiled) -> None:
    text = "<p>Medically reviewed by <b>Ines&nbsp;Faber</b>, MD, <i>Founder &amp; CEO</i> of X.</p>"
    (one,) = found(rulebook, "page/reviewer-conflict", text, path="a.html")
    assert (text[one.start : one.end], one.quote) == ("Founder &amp; CEO", "Founder & CEO")


def test_a_post_stated_in_json_ld(rulebook: Compiled) -> None:
    text = (
        '<script type="application/ld+json">{"@type": "MedicalWebPage", "reviewedBy": [{"name": "Ines Faber",'
        ' "jobTitle": "Chief Medical Officer"}]}</script><p>Text.</p>'
    )
    (one,) = found(rulebook, "page/reviewer-conflict", text, path="a.html")
    assert text[one.start : one.end] == "Chief Medical Officer"


def test_a_disclosure_that_must_be_opened_is_none(rulebook: Compiled) -> None:
    page = "<p>Medically reviewed by Ines Faber, MD, founder.</p>"
    note = "<p>Conflict of interest: Dr Faber owns the clinic.</p>"
    hidden = f"{page}<details><summary>More</summary>{note}</details>"
    assert found(rulebook, "page/reviewer-conflict", page + note, path="a.html") == []
    assert spans(hidden, found(rulebook, "page/reviewer-conflict", hidden, path="a.html")) == [("founder", "warning")]


def test_publishers_have_no_conflict_of_their_own(rulebook: Compiled) -> None:
    text = "Medically reviewed by Ines Faber, MD, Chief Medical Officer.\n"
    assert found(rulebook, "page/reviewer-conflict", text, operator="publisher") == []


def test_a_clinician_as_author_softens_what_is_missing(rulebook: Compiled) -> None:
    body = "# Knee surgery\n\n" + "The surgery takes an hour. After surgery you rest, and the tablets help. " * 3
    assert spans(body, found(rulebook, "page/review-missing", body)) == [("Knee surgery", "error")]
    signed = f"{body}\n\nWritten by Ines Faber, MD.\n"
    assert spans(signed, found(rulebook, "page/review-missing", signed)) == [("Knee surgery", "info")]
