"""The scorer weighs words, pairs and kinds of words; what it proposes, the readings judge."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from caveat.lint import compiled, engine
from caveat.lint.checks.context import Context
from caveat.lint.checks.promises import promises
from caveat.lint.checks.prose import Prose
from caveat.lint.language.scorer import features, stem, weigh
from caveat.lint.model import ASSERTED, Settings
from caveat.lint.readers import read

EVALUATION = Path(__file__).resolve().parents[1] / "bench" / "evaluation.py"


def found(source: str, operator: str = "clinic") -> list[tuple[str, str]]:
    context = Context(Settings(operator=operator, select=("claim/promise",)), date(2026, 11, 22), compiled.load())
    judged = engine.lint(source.encode(), "a.md", context)
    return [(finding.quote, str(finding.severity.name.lower())) for finding in judged.findings]


@pytest.mark.parametrize(
    ("word", "cut"), [("relieves", "reliev"), ("relieving", "reliev"), ("ease", "ease"), ("skin", "skin")]
)
def test_endings_are_cut(word: str, cut: str) -> None:
    assert stem(word) == cut


def test_features_of_a_sentence_stand_at_its_words() -> None:
    assert list(features(("laser", "reduces", "12", "lamps"))) == [
        ("w:laser", 0),
        ("b:^ laser", 0),
        ("w:reduces", 1),
        ("p:reduc", 1),
        ("b:laser reduc", 1),
        ("w:#", 2),
        ("b:reduc #", 2),
        ("w:lamps", 3),
        ("b:# lamp", 3),
        ("b:lamp $", 3),
        ("^ means", 0),
        ("means 1", 0),
        ("effect 1", 1),
        ("effect+s", 1),
        ("means > effect", 1),
    ]


@pytest.mark.parametrize(
    ("word", "form"), [("relieves", "s"), ("relieving", "ing"), ("relieved", "ed"), ("relieve", "")]
)
def test_the_form_of_a_verb_is_a_feature(word: str, form: str) -> None:
    assert (f"effect+{form}", 0) in set(features((word,)))


def test_a_feature_weighs_once_and_less_among_many() -> None:
    weighed = weigh(("leaf", "leaf"), {"": -1.0, "w:leaf": 4.0})
    assert weighed.shares == (4.0, 0.0)
    assert weighed.score == pytest.approx(-1.0 + 4.0 / 2)


def test_an_empty_sentence_has_the_odds_of_any() -> None:
    assert weigh((), {"": -1.0}).score == -1.0


def test_what_a_clinic_promises_a_government_may_say() -> None:
    source = "- Restores elasticity and fades scars\n"
    assert found(source) == [("Restores elasticity and fades scars", "warning")]
    assert found(source, "government") == []


@pytest.mark.parametrize(
    "source",
    [
        "# Lavender\n",
        "- Crow's feet\n",
        "- Saline, magnesium, B-complex\n",
        "The nurse sets the rate with a roller clamp and looks in every ten minutes.\n",
        "The blood is spun in a centrifuge, which separates the platelets from the red cells.\n",
        "She trained in Leeds and is registered with the council.\n",
        "The redness fades within two days.\n",
        "Nobody can tell in advance how long the effect will last.\n",
        "A mole that has changed is cut out and sent to the laboratory.\n",
    ],
)
def test_sober_sentences_of_a_clinic_are_left_alone(source: str) -> None:
    assert found(source) == []


@pytest.mark.parametrize("said", ["may help you sleep through", "might make your skin feel new again"])
def test_a_hedged_promise_is_information(said: str) -> None:
    [(_, severity)] = found(f"Our tonic {said}.\n")
    assert severity == "info"


@pytest.mark.parametrize("said", ["may ", "might "])
def test_a_promise_of_which_the_networks_are_sure_is_not_tempered_by_a_hedge(said: str) -> None:
    [(_, severity)] = found(f"Our tonic {said}lift your spirits and leave you younger, calmer and glowing.\n")
    assert severity == "warning"


def test_what_no_excuse_governs_must_still_promise() -> None:
    promise = "Most guests leave calmer after a series of hours rather than after a single session"
    assert found(f"{promise}.\n") == [(promise, "warning")]
    assert found("Most guests sit for an hour rather than leave calmer and glowing after a session.\n") == []


def test_the_evaluation_says_what_is_missed_and_what_is_wrong(tmp_path: Path) -> None:
    rows = tmp_path / "rows.tsv"
    rows.write_text(
        "claim\tefficacy\tsentence\tOur tonic melts your worries away and leaves you glowing.\n"
        "claim\tefficacy\tsentence\tThe lift is on the left.\n"
        "ok\tneutral\tsentence\tThe lift is on the right.\n"
        "soft\tpuffery\tsentence\tOur tonic melts your worries away.\n",
        encoding="utf-8",
    )
    command = [sys.executable, str(EVALUATION), "--wrong", str(rows)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert run.stdout.splitlines() == [
        "clinic:",
        "recall 0.500 of 2, precision 1.000,",
        "1.000 where one row in five is a claim; 0.0000 of 1 harmless rows flagged (0)",
        "recall by concept: efficacy 1/2",
        "wrong by rule: none",
        "  missed [efficacy, sentence] The lift is on the left.",
    ]


def test_the_evaluation_never_prints_rows_that_are_to_stay_unread(tmp_path: Path) -> None:
    for name in ("pages-read", "pages-unread"):
        (tmp_path / f"{name}.tsv").write_text(f"claim\tother\tsentence\tThe lift of {name} is on the left.\n", "utf-8")
    command = [sys.executable, str(EVALUATION), "--wrong", *map(str, sorted(tmp_path.iterdir()))]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    assert [line for line in printed if ":" in line and "by" not in line] == ["pages-read:", "pages-unread:"]
    assert [line for line in printed if "lift" in line] == [
        "  missed [other, sentence] The lift of pages-read is on the left."
    ]


def test_words_of_a_claim_in_a_sentence_that_informs_are_information() -> None:
    context = Context(Settings(operator="clinic", select=("claim/relief",)), date(2026, 11, 22), compiled.load())
    sober = (
        "Please write down before your appointment which medicines you take, how often you take them, and what "
        "relieves your back pain."
    )
    source = f"{sober}\n\nOur massage relieves back pain.\n"
    judged = engine.lint(source.encode(), "a.md", context)
    said = [(finding.line, finding.severity.name.lower(), finding.readings[0].name) for finding in judged.findings]
    assert said == [(1, "info", "informing"), (3, "warning", "asserted")]


@pytest.mark.parametrize(
    ("rule", "sober"),
    [
        ("claim/before-after", "Before and after photos are taken for your file alone."),
        ("claim/cure", "The theory that doctors hide a cure for cancer is widespread."),
        ("claim/speed", "The form asks which results you have seen in five days."),
        ("claim/testimonial", "Patient stories can be touching, but they cannot show whether a treatment works."),
    ],
)
def test_what_most_rules_find_in_a_sentence_that_informs_is_information(rule: str, sober: str) -> None:
    context = Context(Settings(operator="clinic", select=(rule,)), date(2026, 11, 22), compiled.load())
    [finding] = engine.lint(f"{sober}\n".encode(), "a.md", context).findings
    assert (finding.severity.name, [reading.name for reading in finding.readings]) == ("INFO", ["informing"])


def test_the_networks_do_not_read_the_pages_of_those_who_inform() -> None:
    context = Context(Settings(operator="publisher", select=("claim/cure",)), date(2026, 11, 22), compiled.load())
    source = b"The theory that doctors hide a cure for cancer is widespread.\n"
    [finding] = engine.lint(source, "a.md", context).findings
    assert (finding.severity.name, finding.readings) == ("WARNING", (ASSERTED,))


def test_a_short_sentence_in_which_words_mean_something_else_is_no_promise() -> None:
    rules = ("claim/promise", "claim/relief")
    context = Context(Settings(operator="clinic", select=rules), date(2026, 11, 22), compiled.load())
    assert engine.lint(b"Ibuprofen relieves headache.\n", "a.md", context).findings == ()
    longer = b"Ibuprofen relieves headache, and our drip leaves you brighter, calmer and glowing for weeks.\n"
    assert [finding.rule for finding in engine.lint(longer, "a.md", context).findings] == ["claim/promise"]


def test_words_of_another_sense_leave_the_rest_of_a_short_sentence_to_the_networks() -> None:
    context = Context(Settings(operator="clinic", select=("claim",)), date(2026, 11, 22), compiled.load())
    [finding] = engine.lint(b"Helps chemo patients beat nausea with our drops.\n", "a.md", context).findings
    assert (finding.rule, finding.severity.name) == ("claim/promise", "WARNING")


@pytest.mark.parametrize(
    "source",
    [
        "Worn down by gout or asthma? Our massage team can help you with that.\n",
        "## Worn down by gout or asthma?\n\nOur massage team can help you with that.\n",
    ],
)
def test_a_question_is_read_with_its_answer(source: str) -> None:
    assert found(source) == [("Worn down by gout or asthma", "warning")]


def test_a_question_that_its_answer_turns_into_a_promise_does_not_ask() -> None:
    assert found("What does magnet therapy treat? Gout, asthma and much more.\n") == [
        ("What does magnet therapy treat", "warning")
    ]


@pytest.mark.parametrize(
    "source",
    [
        "Worn down by gout or asthma? Please ask your doctor.\n",
        "Worn down by gout or asthma?\n\n## Our team\n\nOur massage team can help you with that.\n",
        "What does a physiotherapist treat? Ask at the desk for the list of what the insurers pay for.\n",
    ],
)
def test_a_question_without_a_promise_behind_it_is_none(source: str) -> None:
    assert found(source) == []


def test_a_promise_behind_a_question_is_told_once() -> None:
    answer = "Our drip leaves you brighter, calmer and glowing for weeks"
    assert found(f"Worn down by gout or asthma? {answer}.\n") == [(answer, "warning")]


def test_a_question_without_a_word_of_its_own_to_show_is_left_to_its_answer() -> None:
    prose = Prose.of(read("Without? Relief is our trade.\n", "a.md"))
    assert list(promises(prose, compiled.load(), 2.0, ("paragraph",), frozenset())) == []
    prose = Prose.of(read("Without pain? Relief is our trade.\n", "a.md"))
    assert [one.sentence.text for one in promises(prose, compiled.load(), 2.0, ("paragraph",), frozenset())] == [
        "Without pain?"
    ]
