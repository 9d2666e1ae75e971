"""Who answers for an article, held against the roster and the registers; what events and structured data add."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from caveat.lint.checks import balance, consistency
from caveat.lint.checks import review as check_review
from caveat.lint.checks.context import Context
from caveat.lint.compiled import Compiled, load
from caveat.lint.findings import findings
from caveat.lint.model import Settings
from caveat.lint.readers import read
from caveat.lint.roster import Entry, Roster

if TYPE_CHECKING:
    from types import ModuleType

ROSTER = Roster(
    "people.yaml",
    (
        Entry("Ana Ruiz", credentials=("MD",), registration="GMC 7654321", id="ruiz"),
        Entry("Nils Berg", interests="owns shares in Lumen Labs", id="berg"),
    ),
)


@pytest.fixture(scope="module")
def rulebook() -> Compiled:
    return load()


def messages(
    rulebook: Compiled, check: ModuleType, rule: str, text: str, path: str = "a.md", **more: object
) -> list[str]:
    chosen = Settings(**{"operator": "clinic", **more})  # type: ignore[arg-type]
    document = read(text, path)
    rules = [one for one in rulebook.rules if one.id == rule]
    hits = list(check.check(document, rules, Context(chosen, date(2026, 11, 22), rulebook)))
    return [f"{one.severity}: {one.message}" for one in findings(document, hits, chosen)]


def byline(reviewer: str) -> str:
    return f"---\nreviewed_by: {reviewer}\nlast_reviewed: 2026-05-03\n---\n\n# Sleep\n\nSleep well.\n"


@pytest.mark.parametrize("rule", ["page/reviewer-unnamed", "page/reviewer-credentials", "page/reviewer-unlisted"])
def test_an_id_of_the_roster_names_the_reviewer(rulebook: Compiled, rule: str) -> None:
    assert messages(rulebook, check_review, rule, byline("ruiz"), reviewers=ROSTER) == []


def test_an_id_that_nobody_bears(rulebook: Compiled) -> None:
    assert messages(rulebook, check_review, "page/reviewer-unlisted", byline("brown"), reviewers=ROSTER) == [
        "warning: “brown” is not in the roster of reviewers."
    ]
    # without a roster, another file may name them
    assert messages(rulebook, check_review, "page/reviewer-unnamed", byline("brown")) == []
    assert len(messages(rulebook, check_review, "page/reviewer-unnamed", byline("admin"))) == 1


def test_an_interest_that_the_roster_knows(rulebook: Compiled) -> None:
    rule = "page/interest-undisclosed"
    assert messages(rulebook, check_review, rule, byline("berg"), reviewers=ROSTER) == [
        "warning: The roster gives an interest of Nils Berg (“owns shares in Lumen Labs”), and the page does not"
        " disclose it."
    ]
    told = byline("berg") + "\nDr Berg owns shares in Lumen Labs.\n"
    assert messages(rulebook, check_review, rule, told, reviewers=ROSTER) == []
    assert messages(rulebook, check_review, rule, byline("ruiz"), reviewers=ROSTER) == []


@pytest.mark.parametrize(
    ("number", "wrong"),
    [
        ("GMC 7654321", ""),
        ("GMC No. 765432", "765432"),
        ("GMC reference number 76543210", "76543210"),
        ("AHPRA MED0001234567", ""),
        ("AHPRA MED1234567", "MED1234567"),
        ("NMC PIN 12A3456E", ""),
        ("NMC 12345678", "12345678"),
        ("GMC registered since 1998", ""),
        ("GMC registered, 20 years of practice", ""),
    ],
)
def test_numbers_that_no_register_gives(rulebook: Compiled, number: str, wrong: str) -> None:
    text = f"Medically reviewed by Dr Ana Ruiz ({number}), on 3 May 2026."
    told = messages(rulebook, check_review, "page/registration-malformed", text)
    assert [f"“{wrong}” is no number" in one for one in told] == ([True] if wrong else [])


def test_an_event_that_nobody_has_verified_says_so(rulebook: Compiled) -> None:
    text = "Peptides such as BPC-157 are sold online.\n\nLast reviewed 1 July 2026.\n"
    (told,) = messages(rulebook, consistency, "page/review-before-event", text)
    assert "(not yet verified: read the source)" in told
    text = "Compounded tirzepatide exists.\n\nLast reviewed 3 March 2024.\n"
    (told,) = messages(rulebook, consistency, "page/review-before-event", text)
    assert "verified" not in told


def test_what_a_page_on_treatment_leaves_out(rulebook: Compiled) -> None:
    text = "# Vitamin infusions\n\nAn infusion helps when you are tired. The infusion takes an hour, or two.{}\n"
    text += "Most people read a book during the treatment, and drive home afterwards by themselves.\n"
    assert messages(rulebook, balance, "page/balance", text.format("")) == [
        "warning: The article is about a treatment and names no harm or risk, no alternative and no limit of what is"
        " known."
    ]
    assert messages(rulebook, balance, "page/balance", text.format(" It has no side effects.")) == [
        "warning: The article is about a treatment and speaks of harms only to deny them, and names no alternative and"
        " no limit of what is known."
    ]
    assert messages(rulebook, balance, "page/balance", text.format(" The arm may bruise.")) == []
    assert messages(rulebook, balance, "page/balance", text.replace("Vitamin infusions", "Shortage of infusions")) == []
    # who informs owes harms where the page praises
    long = text.format("") * 12
    assert len(messages(rulebook, balance, "page/balance", long, operator="publisher")) == 1
    sober = long.replace("helps when you are tired", "takes place in a chair")
    assert messages(rulebook, balance, "page/balance", sober, operator="publisher") == []
