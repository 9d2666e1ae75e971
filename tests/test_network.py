"""The network reads words in their order, each sentence by itself, and is loaded only where something is proposed."""

from __future__ import annotations

import json
import subprocess
import sys
from math import inf, nextafter
from typing import TYPE_CHECKING

import pytest
from caveat.lint import compiled
from caveat.lint.checks import promises
from caveat.lint.checks.promises import promising
from caveat.lint.errors import CaveatError
from caveat.lint.language import network
from caveat.lint.language.scorer import weigh
from caveat.lint.language.tokens import tokenise
from caveat.lint.language.wordpieces import FIRST, LAST, MOST, UNKNOWN, numbers, pieces

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Caveat = Callable[..., subprocess.CompletedProcess[str]]

SOBER = "# Tea\n\nThe tea is poured at noon. Please arrive early.\n"
PROMISE = "Wake up to the jawline you had at twenty.\n"
NAMES = (UNKNOWN, FIRST, LAST, "heal", "##ing", "##s", "cafe", "don", "'", "t", "_")
VOCABULARY = {name: number for number, name in enumerate(NAMES)}


@pytest.mark.parametrize(
    ("part", "cut"),
    [
        ("heal", ["heal"]),
        ("healings", ["heal", "##ing", "##s"]),
        ("ing", [UNKNOWN]),
        ("healed", [UNKNOWN]),
        ("heal" + "s" * 56, ["heal", *["##s"] * 56]),
        ("heal" + "s" * 57, [UNKNOWN]),
    ],
)
def test_a_word_is_cut_into_its_longest_pieces(part: str, cut: list[str]) -> None:
    assert pieces(part, VOCABULARY) == cut


def test_a_sentence_is_numbered_between_its_marks() -> None:
    assert named("café", "heals", "'t", "_", " ") == [[FIRST, "cafe", "heal", "##s", "'", "t", "_", LAST]]


def named(*lower: str) -> list[list[str]]:
    return [[NAMES[number] for number in part] for part in numbers(lower, VOCABULARY)]


def test_what_denies_a_verb_stands_at_the_verb() -> None:
    assert named("do", "n't", "heal") == [[FIRST, "don", "'", "t", "heal", LAST]]


def test_no_words_are_one_part_without_pieces() -> None:
    assert named() == [[FIRST, LAST]]


INSIDE = MOST - 2


@pytest.mark.parametrize(
    ("words", "lengths"),
    [
        (INSIDE, [INSIDE]),
        (INSIDE + 1, [INSIDE, INSIDE // 2 + 1]),
        (INSIDE * 3 // 2, [INSIDE, INSIDE]),
        (INSIDE * 3 // 2 + 1, [INSIDE, INSIDE, INSIDE // 2 + 1]),
        (100_000, [INSIDE] * 15 + [47]),
    ],
)
def test_a_long_sentence_is_read_in_parts_up_to_a_length(words: int, lengths: list[int]) -> None:
    found = numbers(["heal"] * words, VOCABULARY)
    assert [len(part) - 2 for part in found] == lengths
    assert {(part[0], part[-1]) for part in found} == {(VOCABULARY[FIRST], VOCABULARY[LAST])}


def said(text: str) -> float:
    return scores(text)[0]


def scores(*texts: str) -> list[float]:
    return network.scores([tokenise(text.lower()).lower for text in texts], network.load(network.WEIGHTS))


def test_a_promise_outweighs_information_in_like_words() -> None:
    promise = said("Our tea melts stiffness away and gives you back your mornings.")
    assert promise > said("Stiffness in the morning often melts away within the first hour of the day.")
    assert promise > 0 > said("Our tea is poured at nine, and on Sundays at ten.")


def test_words_in_another_order_say_something_else() -> None:
    assert said("Our gel treats pain.") != said("Pain treats our gel.")


def test_a_promise_at_the_end_of_a_long_sentence_is_heard() -> None:
    directions = "Please come to the side door, ring twice, " + "wait until the lamp is green, " * 12
    assert said(directions) < 0
    assert said(f"{directions} and then our tea melts stiffness away and gives you back your mornings.") > 0


def test_sentences_that_are_read_together_do_not_see_each_other() -> None:
    texts = [
        "Our tea melts stiffness away.",
        "",
        "word " * 200,
        *(f"The lift is on the left of door {n}." for n in range(20)),
    ]
    assert scores(*texts) == pytest.approx([said(text) for text in texts], abs=1e-4)


def test_the_weights_say_what_they_said_when_they_were_written() -> None:
    assert said("Our tea melts stiffness away and gives you back your mornings.") == pytest.approx(7.18, abs=0.02)


def test_no_words_are_no_promise() -> None:
    assert said("") < 0


@pytest.fixture(name="lower")
def _lower() -> tuple[str, ...]:
    return tuple(tokenise(PROMISE.strip().lower()).lower)


def test_the_network_and_half_of_the_scorer_decide(lower: tuple[str, ...]) -> None:
    book = compiled.load()
    weight = weigh(lower, book.model).score / 2 + said(PROMISE.strip())
    assert promising(lower, book, weight)
    assert not promising(lower, book, nextafter(weight, inf))


def test_what_the_scorer_does_not_propose_is_no_promise(
    lower: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    book = compiled.load()
    proposed = weigh(lower, book.model).score
    monkeypatch.setattr(promises, "PROPOSED", proposed)
    assert promising(lower, book, 0)
    monkeypatch.setattr(promises, "PROPOSED", nextafter(proposed, inf))
    assert not promising(lower, book, 0)


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04 and no more", b"\x93NUMPY\x01\x00"])
def test_weights_that_cannot_be_read_are_one_clear_error(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "promise.npz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CaveatError, match=r"promise\.npz: the weights cannot be read .* — install caveat again"):
        network.load(str(path))


@pytest.mark.parametrize(("article", "loaded"), [(SOBER, False), (f"{SOBER}\n{PROMISE}", True)])
def test_only_what_the_scorer_proposes_loads_the_network(
    caveat: Caveat, tmp_path: Path, article: str, loaded: bool
) -> None:
    (tmp_path / "caveat.yaml").write_text("operator: clinic\n")
    (tmp_path / "a.md").write_text(article)
    caveat("check", cwd=tmp_path)
    script = (
        "import json, sys; from caveat import cli; cli.run(['check', 'a.md'])\n"
        "print(json.dumps('numpy' in sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert json.loads(done.stderr.splitlines()[-1]) is loaded


@pytest.mark.parametrize("command", [["check", ".", "--no-cache"], ["fix", "."]])
def test_without_weights_no_article_is_judged_or_mended_and_one_line_says_why(
    caveat: Caveat, tmp_path: Path, command: list[str]
) -> None:
    (tmp_path / "caveat.yaml").write_text("operator: clinic\n")
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(PROMISE)
    script = (
        "from caveat.lint.language import network; network.WEIGHTS = 'promise.npz'\n"
        f"from caveat import cli; raise SystemExit(cli.run({command}))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False)
    line = "caveat: promise.npz: the weights cannot be read (No such file or directory) — install caveat again\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", line)
    assert [(tmp_path / name).read_text() for name in ("a.md", "b.md")] == [PROMISE] * 2
