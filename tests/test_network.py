"""The network reads words in their order, each sentence by itself, and is loaded only where something is proposed."""

from __future__ import annotations

import json
import subprocess
import sys
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


BOTH = pytest.mark.parametrize("weights", [network.SMALL, network.LARGE], ids=["small", "large"])


def said(text: str, weights: str) -> float:
    return scores([text], weights)[0]


def scores(texts: list[str], weights: str) -> list[float]:
    return network.scores([tokenise(text.lower()).lower for text in texts], network.load(weights))


@BOTH
def test_a_promise_outweighs_information_in_like_words(weights: str) -> None:
    promise = said("Our tea melts stiffness away and gives you back your mornings.", weights)
    assert promise > said("Stiffness in the morning often melts away within the first hour of the day.", weights)
    assert promise > 0 > said("Our tea is poured at nine, and on Sundays at ten.", weights)


@BOTH
def test_words_in_another_order_say_something_else(weights: str) -> None:
    assert said("Our gel treats pain.", weights) != said("Pain treats our gel.", weights)


@BOTH
def test_a_promise_at_the_end_of_a_long_sentence_is_heard(weights: str) -> None:
    directions = "Please come to the side door, ring twice, " + "wait until the lamp is green, " * 12
    assert said(directions, weights) < 0
    promise = "and then our tea melts stiffness away and gives you back your mornings."
    assert said(f"{directions} {promise}", weights) > 0


@BOTH
def test_sentences_that_are_read_together_do_not_see_each_other(weights: str) -> None:
    texts = [
        "Our tea melts stiffness away.",
        "",
        "word " * 200,
        *(f"The lift is on the left of door {n}." for n in range(20)),
    ]
    assert scores(texts, weights) == pytest.approx([said(text, weights) for text in texts], abs=1e-4)


def test_a_slogan_that_a_page_repeats_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    parts: list[list[int]] = []
    read = network.read
    monkeypatch.setattr(network, "read", lambda some, weights: parts.extend(some) or read(some, weights))
    first, other, again = scores(["Tea heals.", "Tea is hot.", "Tea heals."], network.SMALL)
    assert (first, len(parts)) == (again, 2)
    assert first != other


@pytest.mark.parametrize(("weights", "odds"), [(network.SMALL, 6.16), (network.LARGE, 5.94)], ids=["small", "large"])
def test_the_weights_say_what_they_said_when_they_were_written(weights: str, odds: float) -> None:
    text = "Our tea melts stiffness away and gives you back your mornings."
    assert said(text, weights) == pytest.approx(odds, abs=0.02)


@BOTH
def test_no_words_are_no_promise(weights: str) -> None:
    assert said("", weights) < 1.6


@pytest.fixture(name="lower")
def _lower() -> tuple[str, ...]:
    return tuple(tokenise(PROMISE.strip().lower()).lower)


def test_the_large_network_and_half_of_the_scorer_decide(lower: tuple[str, ...]) -> None:
    book = compiled.load()
    weight = weigh(lower, book.model).score / 2 + said(PROMISE.strip(), network.LARGE)
    assert promising(lower, book, weight - 1e-4)
    assert not promising(lower, book, weight + 1e-4)


@pytest.mark.parametrize("limit", ["PROPOSED", "PASSED_ON"])
def test_what_is_not_passed_on_is_no_promise(
    lower: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    book = compiled.load()
    score = weigh(lower, book.model).score
    if limit == "PASSED_ON":
        score = score / 2 + said(PROMISE.strip(), network.SMALL)
    monkeypatch.setattr(promises, limit, score - 1e-4)
    assert promising(lower, book, 0)
    monkeypatch.setattr(promises, limit, score + 1e-4)
    assert not promising(lower, book, 0)


HEADER = b'{"head":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}'
SIZE = len(HEADER).to_bytes(8, "little")


@pytest.mark.parametrize(
    "content",
    [
        None,
        b"",
        b"seven b",
        b"no header in here, but something else",
        SIZE,
        SIZE + HEADER[:-1] + b" ",
        SIZE + HEADER + b"1234567",
        SIZE + HEADER + b"123456789",
        SIZE + HEADER + b"12345678",
        SIZE + HEADER.replace(b"F32", b"F99") + b"12345678",
    ],
)
def test_weights_that_cannot_be_read_are_one_clear_error(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "weights.bin"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CaveatError, match=r"weights\.bin: the weights cannot be read .* — install caveat again"):
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
        "from caveat.lint.language import network; network.SMALL = 'weights.bin'\n"
        f"from caveat import cli; raise SystemExit(cli.run({command}))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False)
    line = "caveat: weights.bin: the weights cannot be read (No such file or directory) — install caveat again\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", line)
    assert [(tmp_path / name).read_text() for name in ("a.md", "b.md")] == [PROMISE] * 2
