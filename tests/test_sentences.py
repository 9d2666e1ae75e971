from __future__ import annotations

import pytest
from caveat.lint.language.sentences import sentence_at, sentences
from caveat.lint.language.tokens import tokenise
from hypothesis import given, settings
from hypothesis import strategies as st

# | marks the cuts
CUT = [
    "It works.| It is safe!| Is it?| Yes.",
    "Ask Dr. Lee or Prof. May.| Mrs. Hill and Messrs. Poe agree.",
    "Dr. J. R. Lee wrote it.| So did Robert F. Kay.| A letter by K. Poe followed.",
    "Take a painkiller, e.g. Paracetamol, or rest, i.e. Nothing else.| Then wait.",
    "See Fig. 2 and Figs. 3–5.| Eq. 4 and No. 5 differ.| Vol. 3, pp. 12, Sec. 4.",
    "The answer is no.| The figure shows why.",
    "Treatment vs. Placebo gave nothing.| Approx. 40 people (ca. 12 per cent) left.",
    "Take 5 mg. daily.| Add 10 ml. of water.| It weighs 5 mg.| Then rest.",
    "Lee et al. found a benefit.| Poe et al. (2010) did not.| This was shown by Kay et al.| The rest is unknown.",
    "The U.S. Food and Drug Administration has not approved it.| It is sold in the U.S.| The law differs in the U.K.",
    "Lee A, Poe B. Bone loss.| J. Orthop. Res. 2015;33:411.| Clin. Infect. Dis. 2011;2:3.| Lancet 2001;4:5.",
    "It fell from 3.5 to 0.5.| That is 14.2%.| P was < .05.| Fine.",
    "St. John's wort may interact.| St. Mary's Hospital and Mt. Sinai took part.",
    "Wait...| What?!| No…| Never.| It was ... Lee who left.| The text […] The end.",
    'She said "No risk."| He agreed.| (It was late.)| \'Done.\'| "Why?"| Nobody knows.',
    '"It works!" she said.| The "wonder cure." they called it.',
    "It heals.[1]| Others disagree.[2,3][7–9]| Nobody knows.[12]",
    "It heals.1| Others disagree.12,13| Nobody knows.4–6| (And more.)",
    "It heals.| mRNA vaccines work.| pH falls.| eGFR rises!| p53 stops it.| iPhones do not.",
    "The dose is fixed (e.g. mRNA vaccines vs. pH strips).",
    "1. Wash your hands.| 2. Dry them.| 3. Done.",
    "a) Wash.| A. Start here.| B. Go on.| (1) One.| 2.1 Two.",
    "In 2010.| 12 people left in 2012.| 5 came back.",
    "On Jan. 5 and Sept. 12 it rained.| In Jan.| The rest was dry.",
    "Take vitamin C.| Eat fruit.| A letter by D. Hume.| It is type B.| Others differ.",
    "Hepatitis B.| Vaccines exist.| In haemophilia A.| Bleeding is common.| MPS I.| Children suffer.",
    "It acts on H. pylori and E. coli.| S. aureus resists.",
    "She has a Ph.D. in chemistry, he an M.D. Lee is a D.O.| They agree.",
    "Open at 9 a.m.| Patients queue.| It ends at 5 p.m. EST.| Come at 9 p.m. Monday.",
    "Lee Inc. and Poe Ltd. Holdings merged.| It is now Kay Co.| The price rose.",
    "Visit www.example.org.| Then read https://example.org/a.b?c=d.| Mail a.b@example.org!",
    "risk free.| it works!| buy now?| yes it heals.",
    "It was approved (see above.) and sold.| Wow!!!| Really???| Ok.",
    "IE.| Common symptoms of CF.| People differ.",
    "Acne, eczema, etc.| The cream helps.| Creams, gels, etc. are sold.",
    "One.  |Two.",
    "One.\n|Two\nthree.",
    "Costs fell.| $5 was paid.| – Lee",
    "No full stop at all",
    "It cures.It heals.",
    "“It works.”| “Does it?”| ‘No (yet).’| End.",
]


@pytest.mark.parametrize("marked", CUT)
def test_cuts_where_sentences_end(marked: str) -> None:
    text = marked.replace("|", "")
    assert [text[start:end] for start, end in sentences(text)] == [part.strip() for part in marked.split("|")]


def test_trims_white_space() -> None:
    assert sentences("  One.  Two. \n") == [(2, 6), (8, 12)]
    assert sentences("") == []
    assert sentences(" \n ") == []


def test_white_space_belongs_to_the_sentence_before_it() -> None:
    text = " One.  Two. "
    assert [sentence_at(text, offset) for offset in (0, 1, 5, 6, 7, 11)] == [(1, 5)] * 4 + [(7, 11)] * 2


PARTS = st.sampled_from(
    [
        *"abAZ019 .!?…\"')]([\n-–,:;",
        "  ",
        "Dr.",
        "e.g.",
        "No.",
        "Fig.",
        "et al.",
        "U.S.",
        "J.",
        "mg.",
        "mRNA",
        "vitamin C.",
        "The",
        "[1]",
        "...",
        ".12",
        "2015;",
        "word",
        " The ",
        "1.",
        " x ",
    ]
)


@settings(max_examples=3000, deadline=None)
@given(st.lists(PARTS, max_size=40).map("".join))
def test_sentences_cover_the_text_in_order(text: str) -> None:
    done = 0
    for start, end in sentences(text):
        assert done <= start < end
        assert not text[done:start].strip()
        assert text[start:end] == text[start:end].strip()
        assert not start or text[start - 1].isspace()
        done = end
    assert not text[done:].strip()


@settings(max_examples=1000, deadline=None)
@given(st.lists(PARTS, max_size=40).map("".join), st.integers(1, 30))
def test_a_look_at_one_place_agrees(text: str, repeats: int) -> None:
    text = text * repeats
    if not text.strip():
        return
    spans = sentences(text)
    for offset in range(0, len(text), 7):
        held = [span for span in spans if span[0] <= offset] or spans
        assert sentence_at(text, offset) == (held[-1] if held[0][0] <= offset else spans[0])


@settings(max_examples=1000, deadline=None)
@given(st.lists(PARTS, max_size=40).map("".join))
def test_no_token_spans_two_sentences(text: str) -> None:
    ends = [end for _, end in sentences(text)]
    found = tokenise(text)
    assert not [end for end in ends for start, stop in zip(found.starts, found.ends, strict=True) if start < end < stop]


@pytest.mark.parametrize(
    "run", [".", ". ", "!?", ".[1]", ".)", '."', ".1,2", " ", "\n", "a", "A. ", ".\n", "[1]", "e.g. "]
)
def test_long_hostile_text_comes_to_an_end(run: str) -> None:
    text = f"x{run * 50_000}x"
    spans = sentences(text)
    assert (spans[0][0], spans[-1][1]) == (0, len(text))
    assert sentence_at(text, 0) == spans[0]
    assert sentence_at(text, len(text) - 1) == spans[-1]
