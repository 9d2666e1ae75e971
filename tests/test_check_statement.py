"""What an article must say, in the places and countries for which it must say it."""

from __future__ import annotations

from datetime import date

import pytest
from caveat.lint.checks import statement as check_statement
from caveat.lint.checks.context import Context
from caveat.lint.compiled import Compiled, load
from caveat.lint.findings import findings
from caveat.lint.model import Settings
from caveat.lint.readers import read

STROKE = "# Signs of a stroke\n\nIf your face is numb, {advice}\n"
DSHEA = (
    "has not been evaluated by the Food and Drug Administration. This product is not intended to diagnose, treat, cure,"
    " or prevent any disease."
)


@pytest.fixture(scope="module")
def rulebook() -> Compiled:
    return load()


def messages(rulebook: Compiled, rule: str, text: str, path: str = "a.md", **settings: object) -> list[str]:
    chosen = Settings(**{"operator": "clinic", **settings})  # type: ignore[arg-type]
    document = read(text, path)
    rules = [one for one in rulebook.rules if one.id == rule]
    hits = list(check_statement.check(document, rules, Context(chosen, date(2026, 11, 22), rulebook)))
    return [one.message for one in findings(document, hits, chosen)]


@pytest.mark.parametrize(
    ("places", "advice", "says"),
    [
        (("uk",), "call 999.", None),
        (("uk",), "call 911.", "gives 911, which does not work for its readers (UK 999)"),
        (("us", "th"), "call 1669.", None),
        (("us", "th"), "lie down and wait.", "gives no number to call (US 911, TH 1669)"),
        (("th",), "call your local emergency number.", None),
        (("au",), "dial triple zero.", None),
        (("sg",), "phone for an ambulance.", None),
    ],
)
def test_emergency_numbers_by_country(
    rulebook: Compiled, places: tuple[str, ...], advice: str, says: str | None
) -> None:
    due = [f"The article is about an emergency and {says}."] if says else []
    assert messages(rulebook, "page/emergency-number", STROKE.format(advice=advice), jurisdictions=places) == due


def test_a_number_in_another_form_of_writing(rulebook: Compiled) -> None:
    text = "# Suicide\n\nSamaritans answer on 116-123.\n"
    assert messages(rulebook, "page/suicide-helpline", text, jurisdictions=("uk",)) == []


@pytest.mark.parametrize(
    ("note", "says"),
    [
        (f"This statement {DSHEA}", None),
        (f"These statements {DSHEA.replace('has', 'have', 1)}", None),
        (f"**This statement {DSHEA}**", None),
        (
            f"This statement {DSHEA.replace('cure, or', 'cure or')}",
            "the prescribed wording is changed: it has “cure” where “cure,” belongs",
        ),
        (
            f"Statements here {DSHEA}",
            "the prescribed wording is changed: it has “statements” where “this” belongs",
        ),
    ],
)
def test_the_supplement_disclaimer_word_for_word(rulebook: Compiled, note: str, says: str | None) -> None:
    text = f"# Joint capsules\n\nThe supplement supports healthy joints.\n\n{note}\n"
    due = [f"For a supplement, {says}."] if says else []
    settings = {"operator": "brand", "jurisdictions": ("us",)}
    assert messages(rulebook, "page/supplement-disclaimer", text, **settings) == due


def test_the_supplement_disclaimer_is_american(rulebook: Compiled) -> None:
    text = "# Joint capsules\n\nThe supplement supports healthy joints.\n"
    assert messages(rulebook, "page/supplement-disclaimer", text, operator="brand", jurisdictions=("uk",)) == []


def test_both_halves_of_the_disclaimer_are_named(rulebook: Compiled) -> None:
    text = "# Knee surgery\n\n" + "The surgery takes an hour. After surgery you rest. " * 4
    assert messages(rulebook, "page/disclaimer", text) == [
        "The article does not say that it is general information and no medical advice"
        " nor to consult a doctor or pharmacist."
    ]


@pytest.mark.parametrize(
    "note",
    [
        "This doesn’t replace medical advice. Ask your pharmacist.",
        "The content is for informational purposes only. Speak with a qualified healthcare provider.",
        "Nothing here constitutes medical advice; it is not a substitute for it. Please see your GP.",
        "It is no sub\u00adstitute for professional care, and not medical advice. Consult your physician first.",
    ],
)
def test_disclaimers_in_other_words(rulebook: Compiled, note: str) -> None:
    text = "# Knee surgery\n\n" + "The surgery takes an hour. After surgery you rest. " * 4
    assert messages(rulebook, "page/disclaimer", f"{text}\n\n{note}\n") == []


def test_a_comment_says_nothing(rulebook: Compiled) -> None:
    text = "# Knee surgery\n\n" + "The surgery takes an hour. After surgery you rest. " * 4
    hidden = f"{text}\n\n<!-- This is no medical advice. Ask your doctor. -->\n"
    assert len(messages(rulebook, "page/disclaimer", hidden)) == 1
