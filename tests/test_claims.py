"""Claims are found at their exact place, and each says how its sentence was read."""

from __future__ import annotations

from datetime import date

import pytest
from caveat.lint import compiled, engine, rulebook
from caveat.lint.checks.context import Context
from caveat.lint.model import Finding, Judged, Settings, Severity

BOOK = compiled.build(rulebook.load())


def judged(source: str, path: str = "article.md", **settings: object) -> Judged:
    chosen = Settings(**{"operator": "clinic", "select": ("claim",), **settings})  # type: ignore[arg-type]
    return engine.lint(source.encode(), path, Context(chosen, date(2026, 11, 22), BOOK))


def places(findings: tuple[Finding, ...], rule: str) -> list[tuple[int, int, int, int, str]]:
    return [(f.line, f.column, f.end_line, f.end_column, f.quote) for f in findings if f.rule == rule]


def test_a_claim_is_placed_through_entities_and_markup() -> None:
    source = "# Drips\n\nOur drip has **no&nbsp;side&#8209;effects** at\u00a0all.\n"
    assert places(judged(source).findings, "claim/side-effect-free") == [
        (3, 16, 3, 42, "no\u00a0side\u2011effects"),
    ]


def test_a_claim_over_a_soft_break_spans_two_lines() -> None:
    assert places(judged("The gel has no side\neffects whatever.\n").findings, "claim/side-effect-free") == [
        (1, 13, 2, 8, "no side effects"),
    ]


def test_the_reading_names_cue_and_scope_in_the_sentence_as_read() -> None:
    (excused,) = (f for f in judged("This\u200b gel does  not cure eczema.\n").excused if f.rule == "claim/cure")
    (reading,) = excused.readings
    assert reading.name == "negated"
    assert excused.sentence[slice(*reading.cue_span)] == "not"
    assert "cure" in excused.sentence[slice(*reading.scope)]


def test_a_wording_that_the_site_may_use_is_excused() -> None:
    source = "Our tablet cures athlete's foot.\n"
    assert "claim/cure" in {f.rule for f in judged(source).findings}
    approved = judged(source, approved_claims=("cures athlete’s foot",))
    assert "claim/cure" not in {f.rule for f in approved.findings}
    assert [f.readings[0].name for f in approved.excused if f.rule == "claim/cure"] == ["approved"]


def test_a_publisher_who_sells_is_judged_as_a_seller_and_told_why() -> None:
    claim = "Our infusion cures fatigue.\n"
    (informs,) = (f for f in judged(claim, operator="publisher").findings if f.rule == "claim/cure")
    (sells,) = (
        f for f in judged(claim + "\nBook a session now.\n", operator="publisher").findings if f.rule == "claim/cure"
    )
    (clinic,) = (f for f in judged(claim).findings if f.rule == "claim/cure")
    assert informs.severity < sells.severity == clinic.severity == Severity.ERROR
    assert (informs.because, sells.because) == ("", "Book a session now")


@pytest.mark.parametrize("mark", ["\ufeff", ""])
def test_a_byte_order_mark_moves_no_column(mark: str) -> None:
    assert places(judged(mark + "It has zero risk.\n").findings, "claim/no-risk") == [(1, 8, 1, 17, "zero risk")]


def test_configuration_has_the_last_word_on_severity() -> None:
    source = "It has zero risk.\n"
    lowered = judged(source, severity={"claim/no-risk": Severity.INFO}).findings
    assert [f.severity for f in lowered if f.rule == "claim/no-risk"] == [Severity.INFO]
    off = judged(source, severity={"claim/no-risk": None}).findings
    assert [f for f in off if f.rule == "claim/no-risk"] == []


def test_fingerprints_survive_moved_lines_and_tell_twins_apart() -> None:
    once = judged("It has zero risk.\n").findings
    twice = judged("# New\n\nIt has zero risk.\n\nIt has zero risk.\n").findings
    first, second = (f.fingerprint for f in twice if f.rule == "claim/no-risk")
    assert [f.fingerprint for f in once if f.rule == "claim/no-risk"] == [first]
    assert first != second


def test_a_finding_names_the_law_of_the_places_in_force() -> None:
    (finding,) = (f for f in judged("It has zero risk.\n", jurisdictions=("uk",)).findings if f.rule == "claim/no-risk")
    assert {id.partition("/")[0] for id in finding.authorities} == {"uk"}


def test_a_finding_yields_to_a_better_one() -> None:
    rules = {f.rule for f in judged("BPC-157 heals tendons.\n").findings}
    assert "claim/unapproved-drug" in rules
    assert "claim/unapproved-mention" not in rules


def test_every_claim_of_an_endless_sentence_is_found() -> None:
    piece = "Our tea cures asthma at last, "
    found = places(judged(piece * 200).findings, "claim/cure")
    starts = [1 + 30 * number + 8 for number in range(200)]
    assert [column for _, column, _, _, _ in found] == starts
