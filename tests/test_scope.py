from __future__ import annotations

import marshal
import re
import subprocess
import sys
from typing import Any

import pytest
from caveat.lint.language.cues import compile_cues
from caveat.lint.language.notation import PatternError
from caveat.lint.language.occurrences import find
from caveat.lint.language.readings import Surroundings, judge
from caveat.lint.language.scope import scope
from caveat.lint.language.tokens import tokenise
from hypothesis import given
from hypothesis import strategies as st

# direction | reach | sentence with ⟦scope⟧ and {cue}
SCOPES = """
forward | clause | It ⟦{never} cures or prevents flu⟧.
forward | clause | It ⟦{never} cures flu⟧, we think.
forward | clause | It ⟦{never} treats, cures, or prevents flu⟧.
forward | clause | It ⟦{never}, in our view, cures flu⟧.
forward | clause | It ⟦{never} (so far) cures flu⟧ but eases it.
forward | clause | It ⟦{never} eases but also never cures flu⟧.
forward | clause | It ⟦{never} itches⟧ and it cures flu.
forward | clause | It ⟦{never} itches⟧ and cures the flu.
forward | clause | It ⟦{never} itches⟧ and therefore helps.
forward | clause | ⟦{If} it itches and cures the flu⟧, tell us.
forward | clause | Ask ⟦{whether} it itches and is new⟧, we think.
forward | clause | ⟦{If} it itches⟧ and we cure the flu.
forward | clause | It ⟦{never} itches⟧ and the flu is cured.
forward | clause | It ⟦{never} eases the flu and the colds of winter⟧, we think.
forward | clause | ⟦{If} it itches and the flu is back⟧, tell us.
forward | clause | It ⟦{never} itches⟧ because it cures flu.
forward | clause | It ⟦{never} itches⟧ when you use it.
forward | clause | It ⟦{never} itches⟧; flu ends.
forward | clause | It ⟦{never} itches⟧ — flu ends.
forward | clause | It (which ⟦{never} itches⟧) cures flu.
forward | phrase | It helps ⟦{without} a cure for flu⟧, they say.
forward | phrase | It is a ⟦{possible} cure for flu in its early days⟧.
forward | phrase | A ⟦{possible} cure for flu⟧ is near.
forward | phrase | It is ⟦{possible} that flu is near, as before⟧.
forward | conjunct | It is ⟦{never} painful⟧ and safe.
forward | conjunct | It is ⟦{never} safe or harmless⟧.
forward | predicate | {No} tea ⟦is safe and mild⟧.
forward | verb | It ⟦{may} ease flu, colds and fever, as before⟧.
forward | verb | It ⟦{may} ease flu⟧, we think.
forward | sentence | They ⟦{suggest} that it eases flu, which lasts, and that it cures it⟧.
forward | sentence | They ⟦{suggest} that it eases flu⟧ but it does not.
backward | clause | We know that; ⟦a cure {does not exist}⟧ today.
backward | clause | It helps, but ⟦a cure {does not exist}⟧.
backward | clause | It helps and ⟦the cure {does not exist}⟧.
backward | sentence | We know this. ⟦Flu ends, they say; it {is false}⟧.
both | clause | ⟦{In mice}, flu ended⟧, we think.
both | clause | ⟦{In mice}, it eases flu and leaves the lungs clear⟧, we think.
both | clause | ⟦{In mice}, it eases flu⟧ and we cure it.
both | clause | ⟦Flu ended {in mice} overnight⟧, we think.
passive | clause | ⟦Flu was {not} cured by tea⟧, we think.
passive | clause | We know that ⟦flu was {not} cured⟧.
passive | clause | It helps and ⟦its effect was {not} seen⟧.
passive | clause | The tea was warm and ⟦was {not} tested⟧.
passive | clause | ⟦The flu, a plague of old, was {not} cured⟧.
passive | clause | ⟦The flu (an old plague) was {not} cured⟧.
passive | clause | ⟦Flu does {not} seem to end⟧.
passive | clause | Tea does ⟦{not} cure flu⟧.
passive | clause | Tea is ⟦{not} a cure⟧.
passive | clause | We drink teas ⟦that are {not} tested⟧.
passive | clause | Those who do ⟦{not} sleep⟧ can rest.
passive | verb | ⟦Flu {may} be cured by tea, honey and rest⟧.
passive | verb | Tea ⟦{may} cure flu⟧.
raising | clause | We think that ⟦tea {appears} to cure flu⟧.
raising | clause | It ⟦{appears} that tea cures flu⟧.
raising | clause | Tea is old, and ⟦honey, too, {appears} to help⟧.
"""


@pytest.mark.parametrize("row", SCOPES.strip().splitlines())
def test_scope(row: str) -> None:
    direction, reach, marked = row.split(" | ")
    text = re.sub("[⟦⟧{}]", "", marked)
    lower, starts, ends = tokenise(text)

    def tokens(opening: str, closing: str) -> tuple[int, int]:
        first, last = (len(re.sub("[⟦⟧{}]", "", part)) for part in (marked.split(opening)[0], marked.split(closing)[0]))
        inside = [at for at in range(len(lower)) if starts[at] >= first and ends[at] <= last]
        return inside[0], inside[-1] + 1

    left, right = scope(lower, tokens("{", "}"), direction, reach)
    assert text[starts[left] : ends[right - 1]] == text[starts[tokens("⟦", "⟧")[0]] : ends[tokens("⟦", "⟧")[1] - 1]]


def _table(**cues: Any) -> dict[str, Any]:
    groups = [{"direction": direction, "words": words} for direction, words in cues.items()]
    return compile_cues({"negated": {"summary": "", "cues": groups}}, {})


def _found(text: str, table: dict[str, Any]) -> set[tuple[int, int, str]]:
    return {(cue.start, cue.end, cue.direction) for cue in find(tokenise(text).lower, table, "benefit")}


def test_a_pseudo_cue_hides_the_cues_within_it_and_no_neighbour() -> None:
    table = _table(forward=["no"], pseudo=["no increase"])
    assert _found("No increase no fever", table) == {(2, 3, "forward")}


def test_a_pseudo_cue_hides_only_its_own_reading() -> None:
    groups = [{"direction": "forward", "words": ["may"]}]
    table = compile_cues(
        {
            "hedged": {"summary": "", "cues": groups},
            "negated": {"summary": "", "cues": [{"direction": "pseudo", "words": ["it may"]}]},
        },
        {},
    )
    assert _found("it may help", table) == {(1, 2, "forward")}


def test_a_cue_may_begin_with_an_option_or_a_number() -> None:
    table = _table(forward=["[very] small trial", "# adults"])
    assert _found("a very small trial of 12 adults", table) == {(1, 4, "forward"), (2, 4, "forward"), (5, 7, "forward")}


def test_a_family_has_only_its_own_readings() -> None:
    raw = {"negated": {"families": ["benefit"], "cues": [{"direction": "forward", "words": ["not"]}]}}
    table = compile_cues(raw, {})
    assert [cue.reading for cue in find(("not",), table, "benefit")] == ["negated"]
    assert find(("not",), table, "absence-of-harm") == []


def test_a_compiled_table_is_plain() -> None:
    table = _table(forward=["no|not ... proof", "# adults"], heading=["myths"])
    assert marshal.loads(marshal.dumps(table)) == table


def test_a_limit_counts_the_words_between_cue_and_claim() -> None:
    raw = {"negated": {"cues": [{"direction": "forward", "limit": "1", "words": ["no"]}]}}
    table = compile_cues(raw, {})
    for text, claim, expected in (("no real cure", (2, 3), "negated"), ("no real old cure", (3, 4), "asserted")):
        assert [reading.name for reading in judge(text, tokenise(text), claim, "benefit", Surroundings(), table)] == [
            expected
        ]


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ({"negate": {}}, "cues of “negate”: unknown reading “negate”: did you mean “negated”?"),
        ({"negated": {"cue": []}}, "cues of “negated”: unknown key “cue”: did you mean “cues”?"),
        (
            {"negated": {"cues": [{"direction": "foward"}]}},
            "cues of “negated”: unknown direction “foward”: did you mean “forward”?",
        ),
        (
            {"negated": {"cues": [{"direction": "forward", "reach": "claus"}]}},
            "cues of “negated”: unknown reach “claus”: did you mean “clause”?",
        ),
        (
            {"negated": {"families": ["benefits"]}},
            "cues of “negated”: unknown family “benefits”: did you mean “benefit”?",
        ),
        (
            {"negated": {"cues": [{"direction": "forward", "words": ["[not]"]}]}},
            "cues of “negated”: “[not]”: the pattern can match nothing: at least one word must not be optional",
        ),
        (
            {"negated": {"cues": [{"direction": "forward", "words": [{"myth": ""}]}]}},
            "cues of “negated”: “{'myth': ''}” is no phrase: put quotation marks around it",
        ),
    ],
)
def test_a_mistake_in_a_cue_list_is_named(raw: dict[str, Any], message: str) -> None:
    with pytest.raises(PatternError) as error:
        compile_cues(raw, {})
    assert str(error.value) == message


def test_spans_are_offsets_of_the_sentence() -> None:
    text = "Honey does not cure colds, we think."
    (reading,) = judge(text, tokenise(text), (3, 4), "benefit", Surroundings(), _table(passive=["not"]))
    assert (reading.cue_span, text[slice(*reading.scope)]) == ((11, 14), "not cure colds")


def test_a_long_sentence_keeps_its_offsets() -> None:
    text = "tea and " * 2000 + "honey does not cure colds"
    tokens = tokenise(text)
    claim = (len(tokens.lower) - 2, len(tokens.lower) - 1)
    (reading,) = judge(text, tokens, claim, "benefit", Surroundings(), _table(passive=["not"]))
    assert (reading.name, text[slice(*reading.cue_span)]) == ("negated", "not")


def test_a_cue_far_away_governs_nothing() -> None:
    text = "no " + "very " * 400 + "cure"
    tokens = tokenise(text)
    (reading,) = judge(text, tokens, (401, 402), "benefit", Surroundings(), _table(forward=["no"]))
    assert reading.name == "asserted"


def test_a_claim_may_be_the_whole_sentence() -> None:
    (reading,) = judge("no cure", tokenise("no cure"), (0, 2), "benefit", Surroundings(), _table(forward=["no"]))
    assert reading.name == "asserted"


def test_who_judges_needs_no_compiler() -> None:
    program = "import sys, caveat.lint.language.readings; print('caveat.lint.language.pattern' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"


WORDS = """no not n't may , ; - ( ) " ' ? but and that is been cures myth : beware of claims risk 12 mice [3] trial
appears to false our"""
TEXTS = st.lists(st.sampled_from(WORDS.split()), max_size=25).map(" ".join)
CUES: dict[str, Any] = {
    "negated": {
        "cues": [{"direction": "passive", "words": ["no|not|n't"]}, {"direction": "pseudo", "words": ["not but"]}]
    },
    "hedged": {"cues": [{"direction": "raising", "words": ["appears"]}]},
    "limited": {"cues": [{"direction": "both", "words": ["# mice"]}, {"direction": "next", "words": ["but"]}]},
    "rejected": {
        "cues": [
            {"direction": "backward", "reach": "sentence", "after": ["claims"], "words": ["false"]},
            {"direction": "heading", "words": ["myth"]},
            {"direction": "fact", "words": ["that is"]},
        ]
    },
    "asked": {"cues": [{"direction": "opening", "words": ["is"]}, {"direction": "answer", "words": ["no"]}]},
    "quoted": {"cues": [{"direction": "forward", "limit": 2, "words": ["claims"]}]},
    "supported": {"cues": [{"direction": "both", "reach": "sentence", "words": ["trial"]}]},
}
TABLE = compile_cues(CUES, {})


@given(TEXTS.filter(bool), TEXTS, st.data())
def test_every_reading_lies_in_its_sentence(text: str, other: str, data: st.DataObject) -> None:
    tokens = tokenise(text)
    start = data.draw(st.integers(0, len(tokens.lower) - 1))
    claim = (start, data.draw(st.integers(start + 1, len(tokens.lower))))
    around = Surroundings(block="list-item", section=(other,), before=other, after=other, lead_in=other)
    for reading in judge(text, tokens, claim, "benefit", around, TABLE):
        begin, finish = reading.cue_span
        assert 0 <= begin <= finish <= len(text)
        assert 0 <= reading.scope[0] <= reading.scope[1] <= len(text)
        assert (begin, finish) == (0, 0) or text[begin:finish] == reading.cue
