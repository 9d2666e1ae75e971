"""Rules load strictly: each mistake names file, line and the nearest right spelling."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from caveat.lint import compiled, rulebook, ruletest
from caveat.lint.errors import InputError, InputErrors
from caveat.lint.model import BLOCK_KINDS, Severity

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """\
summary: Says that tea is magic
kind: claim
family: benefit
severity: warning
jurisdictions: {th: error}
operators: {publisher: off}
match:
  - "~be magic tea"
excused_by: [negated]
softened_by: {hedged: info}
where: [paragraph, heading]
message: “{quote}” is a spell.
advice: Say what the tea does.
why: Tea is not magic.
authorities: [uk/cap-12.6]
examples:
  bad: ["This ⟦is magic tea⟧.", "⟦Is magic tea⟧ a thing, and ⟦is magic tea⟧ good."]
  good: ["Tea."]
"""


def house(folder: Path, text: str, name: str = "claim/magic-tea.yaml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return folder


def mistake(folder: Path) -> str:
    with pytest.raises(InputError) as caught:
        compiled.build(rulebook.load([folder]))
    return str(caught.value)


def test_a_rule_is_loaded_whole(tmp_path: Path) -> None:
    book = rulebook.load([house(tmp_path, GOOD)])
    rule = next(rule for rule in book.rules if rule.id == "claim/magic-tea")
    assert (rule.kind, rule.severity, rule.summary) == ("claim", Severity.WARNING, "Says that tea is magic")
    assert rule.jurisdictions == {"th": Severity.ERROR}
    assert rule.operators == {"publisher": None}
    assert rule.options["match"] == (("~be magic tea", 8),)
    assert rule.options["softened_by"] == {"hedged": Severity.INFO}
    assert rule.where == {"paragraph", "heading"} < BLOCK_KINDS
    assert [(one.text, one.spans, one.line) for one in rule.bad] == [
        ("This is magic tea.", ((5, 17),), 17),
        ("Is magic tea a thing, and is magic tea good.", ((0, 12), (26, 38)), 17),
    ]
    assert rule.suppressible


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("kind: claim", "kind: clam", ":2: unknown kind “clam” — did you mean “claim”?"),
        ("family: benefit", "famly: benefit", ":3: unknown key “famly” — did you mean “family”?"),
        ("family: benefit", "family: benefits", ":3: unknown family “benefits” — did you mean “benefit”?"),
        ("severity: warning", "severity: warn", ":4: unknown severity “warn” — did you mean “warning”?"),
        ("{th: error}", "{thai: error}", ":5: unknown jurisdiction “thai” — did you mean “th”?"),
        ("{publisher: off}", "{publishers: off}", ":6: unknown operator “publishers” — did you mean “publisher”?"),
        ("[negated]", "[negatd]", ":9: unknown reading “negatd” — did you mean “negated”?"),
        ("{hedged: info}", "{hedge: info}", ":10: unknown reading “hedge” — did you mean “hedged”?"),
        ("[paragraph, heading]", "[paragraf]", ":11: unknown kind of block “paragraf” — did you mean “paragraph”?"),
        ("uk/cap-12.6", "uk/cap-12.66", ":15: unknown authority “uk/cap-12.66” — did you mean “uk/cap-12.6”?"),
        ("why: Tea is not magic.\n", "", ":1: the rule has no `why` — add `why:`"),
        ("family: benefit\n", "", ":1: the rule has no `family` — add `family:`"),
        ("⟦is magic tea⟧.", "is magic tea.", ":17: this bad example marks no span — put ⟦ and ⟧ around the claim"),
        ("⟦is magic tea⟧.", "⟦is magic tea.", ":17: ⟦ without ⟧ behind it — mark the claim as ⟦…⟧"),
        ("⟦is magic tea⟧.", "is magic tea⟧.", ":17: ⟧ without ⟦ before it — mark the claim as ⟦…⟧"),
        ('["Tea."]', '["⟦Tea⟧."]', ":18: this good example marks a span — remove ⟦ and ⟧"),
        ("~be magic tea", "~be magic <teas>", ":8: the pattern “~be magic <teas>” cannot be used: unknown list <teas>"),
        ("~be magic tea", "[magic] [tea]", ":8: the pattern “[magic] [tea]” cannot be used: the pattern can match "),
        ("~be magic tea", "(magic", ":8: the pattern “(magic” cannot be used: "),
        ('"~be magic tea"', "magic # tea", ":8: YAML takes ` #` and what follows for a comment — put quotation marks"),
    ],
)
def test_a_mistake_in_a_rule_is_placed(tmp_path: Path, right: str, wrong: str, message: str) -> None:
    house(tmp_path, GOOD.replace(right, wrong))
    assert mistake(tmp_path).startswith(f"{tmp_path}/claim/magic-tea.yaml{message}")


def test_a_rule_may_not_take_the_name_of_another(tmp_path: Path) -> None:
    house(tmp_path, GOOD, "claim/no-risk.yaml")
    assert "the rule claim/no-risk exists already in " in mistake(tmp_path)


def test_a_word_list_needs_words(tmp_path: Path) -> None:
    house(tmp_path, "summary: Teas\nword: [green tea]\n", "lexicon/tea.yaml")
    assert mistake(tmp_path) == f"{tmp_path}/lexicon/tea.yaml:2: unknown key “word” — did you mean “words”?"


CUES = "summary: The sentence is a toast\ncues:\n  - direction: forward\n    words:\n      - cheers\n      - (to your\n"
CITATION = """\
summary: Tea is named
kind: citation
severity: warning
test: vague
options:
  says:
    - black tea
    - "[green] [tea]"
message: “{quote}” names a tea.
advice: Say what is in the cup.
why: Somebody must know it.
authorities: [uk/cap-12.6]
examples: {bad: ["⟦Black tea⟧ is served."], good: ["Water is served."]}
"""


def test_a_mistake_in_a_cue_list_is_placed(tmp_path: Path) -> None:
    place = f"{tmp_path}/lexicon/cues/attributed.yaml"
    house(tmp_path, CUES, "lexicon/cues/attributed.yaml")
    assert mistake(tmp_path).startswith(f"{place}:6: cues of “attributed”: “(to your”: ")
    house(tmp_path, CUES.replace("forward", "forwards"), "lexicon/cues/attributed.yaml")
    assert mistake(tmp_path).startswith(f"{place}:3: cues of “attributed”: unknown direction “forwards”")


def test_a_mistake_in_the_options_of_a_rule_is_placed(tmp_path: Path) -> None:
    house(tmp_path, CITATION, "cite/tea.yaml")
    assert mistake(tmp_path).startswith(f"{tmp_path}/cite/tea.yaml:8: the pattern “[green] [tea]” cannot be used: ")


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    assert mistake(tmp_path / "none").startswith(f"{tmp_path}/none: no such rule folder — ")


def test_a_list_of_the_house_serves_its_rules(tmp_path: Path) -> None:
    house(tmp_path, "summary: Teas\nwords: [green tea, oolong]\n", "lexicon/house-tea.yaml")
    house(tmp_path, GOOD.replace("~be magic tea", "~be <house-tea>"))
    book = compiled.build(rulebook.load([tmp_path]))
    assert [owner for owner in book.owners if owner == "claim/magic-tea"] == ["claim/magic-tea"]


def test_every_mistake_is_shown_at_once(tmp_path: Path) -> None:
    house(tmp_path, GOOD.replace("kind: claim", "kind: clam"))
    house(tmp_path, GOOD.replace("family: benefit", "family: benefits"), "claim/magic-milk.yaml")
    with pytest.raises(InputErrors) as caught:
        rulebook.load([tmp_path])
    assert [(error.path, error.line) for error in caught.value.errors] == [
        (f"{tmp_path}/claim/magic-milk.yaml", 3),
        (f"{tmp_path}/claim/magic-tea.yaml", 2),
    ]


EXPIRED = """\
summary: The roster is short
kind: review
severity: error
test: unlisted
message: “{reviewer}” is not in the roster.
advice: Add the reviewer.
why: Somebody must know them.
authorities: [uk/cap-12.6]
examples:
  reviewers: %s
  bad: ["Medically reviewed by ⟦Kim Sato, MD⟧."]
  good: ["Medically reviewed by Ana Ruiz, MD."]
"""


def test_examples_bring_their_roster_in_a_file_or_in_place(tmp_path: Path) -> None:
    (tmp_path / "page").mkdir()
    (tmp_path / "page/people.txt").write_text("reviewers: [{name: Ana Ruiz}]")
    for given in ("people.txt", "[{name: Ana Ruiz}]"):
        book = rulebook.load([house(tmp_path, EXPIRED % given, "page/short.yaml")])
        rule = next(rule for rule in book.rules if rule.id == "page/short")
        faults = [fault.wrong for fault in ruletest.faults([rule], compiled.build(book))]
        assert faults == ["1 bad examples, at least 5 are due", "1 good examples, at least 5 are due"]
    house(tmp_path, EXPIRED % "gone.txt", "page/short.yaml")
    assert mistake(tmp_path).endswith(
        "short.yaml:10: there is no file “gone.txt” — correct the path, it is relative to this rule"
    )
