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
            "the prescribed wording has other signs: it reads “This statement has not been evaluated by the Food and"
            " Drug Administration. This product is not intended to diagnose, treat, cure, or prevent any disease.”",
        ),
        (
            f"Statements here {DSHEA}",
            "the prescribed wording is changed: “statements here” stands where “this statement” belongs",
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


def test_every_difference_of_a_wording_is_told(rulebook: Compiled) -> None:
    text = (
        "# Joint capsules\n\nThe supplement supports healthy joints.\n\n"
        "These statements have not been reviewed by the FDA. The product is not intended to treat any disease.\n"
    )
    (told,) = messages(
        rulebook,
        "page/supplement-disclaimer",
        text.replace("reviewed", "evaluated"),
        operator="brand",
        jurisdictions=("us",),
    )
    assert told == (
        "For a supplement, the prescribed wording is changed: “fda the” stands where “food and drug administration"
        " this” belongs, “diagnose” is missing, “cure or prevent” is missing."
    )


CLAIM = "The supplement supports healthy joints{mark}"
FAR = "# Joint capsules\n\n{claim}.\n\nIt comes in a jar.\n\nThe jar is green.\n\n{mark}This statement {note}\n"


@pytest.mark.parametrize(
    ("claim", "note", "says"),
    [("", "", True), ("\\*", "\\*", False), ("†", "†", False), ("\\*", "", True)],
)
def test_a_claim_far_from_the_wording_is_linked_by_a_symbol(
    rulebook: Compiled, claim: str, note: str, says: bool
) -> None:
    text = FAR.format(claim=CLAIM.format(mark=claim), mark=note, note=DSHEA)
    told = "no symbol links this claim to the prescribed wording, which does not stand beside it"
    due = [f"For a supplement, {told}."] if says else []
    settings = {"operator": "brand", "jurisdictions": ("us",)}
    assert messages(rulebook, "page/supplement-disclaimer", text, **settings) == due


def test_a_statement_that_readers_do_not_see(rulebook: Compiled) -> None:
    article = (
        "# Laser treatment\n\nThe laser warms the skin below the scar. Most people need four rounds of treatment."
        " Redness after the laser lasts a day or two. Ask your doctor before the treatment, and avoid the sun.\n\n"
    )
    away = {
        "<!-- This page is not medical advice. -->": "a comment",
        "![This page is not medical advice](a.png)": "the alternative text of an image",
    }
    for part, where in away.items():
        (told,) = messages(rulebook, "page/disclaimer", article + part)
        assert told == (
            "The article does not say that it is general information and no medical advice (it stands only in "
            + where
            + ")."
        )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("# Signs of a stroke\n\nIf your face is numb, lie down.\n\n{filler}Call 999.\n", "only after 31"),
        ("# Signs of a stroke\n\nIf your face is numb, call 999.\n\n{filler}\n", None),
    ],
)
def test_the_number_to_call_comes_early(rulebook: Compiled, text: str, says: str | None) -> None:
    found = messages(
        rulebook, "page/emergency-number", text.format(filler="Rest and wait a while. " * 60), jurisdictions=("uk",)
    )
    assert [says in message for message in found if says] == ([True] if says else [])


def test_a_number_in_the_footer_alone(rulebook: Compiled) -> None:
    text = "<h1>Signs of a stroke</h1><p>If your face is numb, lie down.</p><footer><p>Emergency? Call 999</p></footer>"
    (told,) = messages(rulebook, "page/emergency-number", text, "a.html", jurisdictions=("uk",))
    assert "only in the footer" in told


def test_helplines_that_nobody_has_verified_say_so(rulebook: Compiled) -> None:
    text = "# Suicide\n\nYou are not alone.\n"
    (told,) = messages(rulebook, "page/suicide-helpline", text, jurisdictions=("th",))
    assert told == "The article speaks of suicide and gives no number to call (TH 1323, to be verified)."


def test_pages_for_clinicians_need_no_disclaimer(rulebook: Compiled) -> None:
    body = "The laser warms the skin below the scar. Most people need four rounds of treatment. " * 3
    head = '<script type="application/ld+json">{"@type": "MedicalWebPage", "medicalAudience": "Clinician"}</script>'
    article = f"<h1>Laser treatment</h1><p>{body}</p>"
    assert len(messages(rulebook, "page/disclaimer", article, "a.html")) == 1
    assert messages(rulebook, "page/disclaimer", head + article, "a.html") == []
    assert (
        messages(rulebook, "page/disclaimer", article.replace("treatment<", "treatment for clinicians<"), "a.html")
        == []
    )


def test_a_publisher_who_sells_is_judged_as_a_clinic(rulebook: Compiled) -> None:
    article = (
        "# Vitamin infusions\n\nA vitamin infusion brings fluid and vitamins into a vein. The infusion takes about an"
        " hour, and most people read a book. The drip is set up by a nurse. {offer}\n"
    )
    settings = {"operator": "publisher", "jurisdictions": ("us",)}
    assert messages(rulebook, "page/disclaimer", article.format(offer="You can drive home."), **settings) == []
    offered = messages(rulebook, "page/disclaimer", article.format(offer="Book your infusion today."), **settings)
    assert len(offered) == 1


@pytest.mark.parametrize("code", ["de", "en", "es", "fr", "th"])
def test_a_statement_of_a_template_is_said_in_its_language(rulebook: Compiled, code: str) -> None:
    treatment = "# Laser therapy for scars\n\n" + "Laser therapy is a treatment of scars and acne. " * 12
    says = rulebook.data["templates"][code]["statements"]["page/disclaimer"]["says"]
    assert messages(rulebook, "page/disclaimer", treatment) != []
    assert messages(rulebook, "page/disclaimer", f"{treatment}\n\n{' '.join(says)}\n") == []
    assert messages(rulebook, "page/disclaimer", f"{treatment}\n\n{says[0]}\n") != []
