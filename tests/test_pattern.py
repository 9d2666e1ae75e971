"""Phrase patterns: what they mean, and what is wrong with those that mean nothing."""

from __future__ import annotations

import marshal
import re

import pytest
from caveat.lint.language.matcher import longest, spans
from caveat.lint.language.notation import PatternError
from caveat.lint.language.pattern import Compiler, parse
from caveat.lint.language.tokens import tokenise

LEXICON = {
    "harm": ["~risk", "side effect|effects", "<cancer>"],
    "cancer": ["tumour", "~metastasis", "(breast|lung) cancer"],
    "dose": ["#", "half"],
    "loop": ["<pool>"],
    "pool": ["<loop>"],
    "bad": ["side effect[s]"],
}


def found(pattern: str, text: str) -> list[str]:
    """The quotes of the longest matches of a pattern in a text."""
    tokens = tokenise(text)
    kept = longest(spans(parse(pattern, LEXICON), tokens.lower))
    return [text[tokens.starts[start] : tokens.ends[end - 1]] for start, end in kept]


MEANINGS = [
    ("risk free", "It is Risk free, risk-free, or risk - free.", ["Risk free", "risk-free", "risk - free"]),
    ("side-effect", "One side effect, one side-effect.", ["side effect", "side-effect"]),
    ("we|they 've seen", "We've seen, they've seen, we have seen.", ["We've seen", "they've seen"]),
    ("doctor ’s choice", "A doctor's choice, a doctor’s choice.", ["doctor's choice"]),
    ("doesn't hurt", "It doesn't hurt.", ["doesn't hurt"]),
    ("doesn’t hurt", "It doesn't hurt.", ["doesn't hurt"]),
    ("100% safe", "Our 100% safe drip is 100 % safe.", ["100% safe", "100 % safe"]),
    ("cannot fail", "It cannot fail. It can not fail.", ["cannot fail", "can not fail"]),
    ("no|zero risk", "no risk, zero risk, low risk", ["no risk", "zero risk"]),
    ("no [known|theoretical] risk", "no risk, no known risk", ["no risk", "no known risk"]),
    ("no [known or theoretical] risk", "no known or theoretical risk", ["no known or theoretical risk"]),
    ("(free of|without) risk", "free of risk, without risk, free risk", ["free of risk", "without risk"]),
    ("( free of | without ) risk", "free of risk, without risk", ["free of risk", "without risk"]),
    ("(no [(very|quite) known]|zero) risk", "no quite known risk, zero risk", ["no quite known risk", "zero risk"]),
    ("no|(free of)|~lack risk", "no risk, free of risk, lacks risk", ["no risk", "free of risk", "lacks risk"]),
    ("★ ★ rated", "★★ rated, ★ ★ rated", ["★★ rated", "★ ★ rated"]),
    ("no ... risk", "no a b c d risk", ["no a b c d risk"]),
    ("no ... risk", "no a b c d e risk", []),
    ("no ... risk", "no harm, no risk", ["no harm, no risk"]),
    ("no ... risk", "no harm; the risk", []),
    ("no … risk", "no such risk", ["no such risk"]),
    ("no <harm>", "no risks, no side effects, no lung cancer", ["no risks", "no side effects", "no lung cancer"]),
    ("no <harm>|danger", "no danger, no tumor, no breast-cancer", ["no danger", "no tumor", "no breast-cancer"]),
    ("~prove safe", "proven safe, proved safe, proves safe", ["proven safe", "proved safe", "proves safe"]),
    ("~fine-tune", "fine-tuned, fine tuning", ["fine-tuned", "fine tuning"]),
    ("tumour", "A tumor and a tumour.", ["tumor", "tumour"]),
    ("anti-ageing", "anti-aging, anti ageing", ["anti-aging", "anti ageing"]),
    ("# sessions", "3 sessions, 1,000 sessions, few sessions", ["3 sessions", "1,000 sessions"]),
    ("#-week course", "two-week course, 6 week course", ["two-week course", "6 week course"]),
    ("#mg dose", "10mg dose, 10 mg dose", ["10mg dose", "10 mg dose"]),
    ("#% success", "up to 99.5% success", ["99.5% success"]),
    ("<dose> tablet", "half tablet, 2 tablet", ["half tablet", "2 tablet"]),
    ("covid-19 cure", "A COVID-19 cure", ["COVID-19 cure"]),
    ("## 1 clinic", "The #1 clinic has 1 clinic.", ["#1 clinic"]),
    ("really ?", "Really? Yes.", ["Really?"]),
]


@pytest.mark.parametrize(("pattern", "text", "quotes"), MEANINGS)
def test_meaning(pattern: str, text: str, quotes: list[str]) -> None:
    assert found(pattern, text) == quotes


MISTAKES = [
    ("", "the pattern is empty"),
    ("no <harms>", "unknown list <harms>: did you mean “harm”?"),
    ("no <loop>", "list contains itself: loop → pool → loop"),
    ("no <bad>", "list <bad>, “side effect[s]”: put spaces around the bracket in “effect[”"),
    ("no [known risk", "“[” is never closed: “]” is missing"),
    ("no known] risk", "“]” closes nothing"),
    ("no (known] risk", "“]” closes nothing"),
    ("no || risk", "“|” needs a word on both sides"),
    ("no| risk", "“|” needs a word on both sides"),
    ("no |risk", "“|” needs a word on both sides"),
    ("|no risk", "“|” needs a word on both sides"),
    ("no risk|", "“|” needs a word on both sides"),
    ("no|[any] risk", "“[…]” cannot be an alternative"),
    ("no (a|) risk", "“()” holds an empty alternative"),
    ("no [] risk", "“[]” holds an empty alternative"),
    ("... risk", "“...” may not start or end a pattern"),
    ("no risk ...", "“...” may not start or end a pattern"),
    ("no [risk ...]", "“...” may not start or end a pattern"),
    ("[no] [... known] risk", "“...” may not start or end a pattern"),
    ("no ... ... risk", "“... ...” is two gaps in a row"),
    ("no...risk", "put spaces around “...”"),
    ("no|... risk", "“...” cannot be an alternative"),
    ("[no] [risk]", "the pattern can match nothing"),
    ("# [mg]", "the pattern has no word that must occur"),
    ("(#|two) [mg]", "the pattern has no word that must occur"),
    (", # !", "the pattern has no word that must occur"),
    ("<dose>", "the pattern has no word that must occur"),
    ("~", "“~”: “~” needs a plain word behind it"),
    ("~<harm>", "“~<harm>”: “~” needs a plain word behind it"),
    ("no <harm", "“<harm”: a word list is written <name>"),
    ("colou?r", "“colou?r”: “?” has no meaning in a pattern"),
    ("risk.*", "“risk.*”: “*” has no meaning in a pattern"),
    ("(" * 30 + "a" + ")" * 30, "brackets are nested more than 10 deep"),
]


@pytest.mark.parametrize(("pattern", "message"), MISTAKES)
def test_mistakes_say_what_is_wrong(pattern: str, message: str) -> None:
    with pytest.raises(PatternError, match=re.escape(message)) as caught:
        parse(pattern, LEXICON)
    assert "\n" not in str(caught.value)


def test_a_set_of_words_is_one_step() -> None:
    assert parse("no|zero <cancer>", {"cancer": ["tumour", "tumors|sarcoma"]}) == (
        ("in", frozenset(("no", "zero"))),
        ("in", frozenset(("tumour", "tumor", "tumors", "tumours", "sarcoma"))),
    )


def test_longer_entries_become_alternatives_found_by_their_first_word() -> None:
    side, effect = ("in", frozenset(("side",))), ("in", frozenset(("effect",)))
    assert parse("no <harm>", {"harm": ["side effect", "risk"]}) == (
        ("in", frozenset(("no",))),
        ("alt", ((("in", frozenset(("risk",))),), (side, effect)), {"risk": (0,), "side": (1,)}),
    )


def test_lists_are_compiled_once() -> None:
    compiler = Compiler(LEXICON)
    first, second = compiler.parse("no <harm>"), compiler.parse("zero <harm>")
    assert first[1] is second[1]


def test_programs_survive_marshal() -> None:
    program = parse("no|zero ... [known] <harm> # ~prove", LEXICON)
    assert marshal.loads(marshal.dumps(program)) == program


def test_lists_may_be_large() -> None:
    names = [f"syndrome{number // 26}{chr(97 + number % 26)} disease|disorder" for number in range(600)]
    program = parse("cures <name>", {"name": names})
    assert spans(program, ("cures", "syndrome22z", "disorder")) == {(0, 3)}
