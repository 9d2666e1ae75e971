"""Measure the scopes of cues against the BioScope corpus (Vincze 2008): `python bench/bioscope.py PATH`.

PATH is `bioscope_abstracts.xml` or its gzip (CC BY 2.0; not part of the repository). The cue is given, so the scope
alone is measured: F1 over the tokens of all scopes, the cue included, and the share of scopes that are exactly right.
The scope function was developed on a random half of the abstracts; the other half is reported beside it. The baseline
runs from the cue to the next clause break.
"""

from __future__ import annotations

import gzip
import random
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from caveat.lint import strict
from caveat.lint.language.cues import compile_cues
from caveat.lint.language.occurrences import GOVERNING, find
from caveat.lint.language.scope import scope
from caveat.lint.language.tokens import tokenise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import Any

CUES = Path(__file__).resolve().parents[1] / "rules" / "lexicon" / "cues"
BREAKS = frozenset((";", ":", ".", "but", "however", "although", "though", "whereas", "while"))

Span = tuple[int, int]


class Instance(NamedTuple):
    """One annotated cue: its kind, the tokens of its sentence, the spans of its parts, and its scope."""

    kind: str
    lower: tuple[str, ...]
    cue: tuple[Span, ...]
    scope: Span


def read(path: Path) -> Iterator[list[Instance]]:
    """Yield the instances of one abstract after the other."""
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
        for document in ET.parse(file).getroot().iter("Document"):
            yield [instance for sentence in document.iter("sentence") for instance in instances(sentence)]


def instances(sentence: ET.Element) -> Iterator[Instance]:
    """Turn the nested annotation of a sentence into token spans."""
    text: list[str] = []
    scopes: dict[str, Span] = {}
    cues: dict[tuple[str, str], list[Span]] = {}

    def walk(element: ET.Element) -> None:
        start = sum(map(len, text))
        text.append(element.text or "")
        for child in element:
            walk(child)
            text.append(child.tail or "")
        span = start, sum(map(len, text))
        if element.tag == "xcope":
            scopes[element.attrib["id"]] = span
        elif element.tag == "cue":
            cues.setdefault((element.attrib["type"], element.attrib["ref"]), []).append(span)

    walk(sentence)
    tokens = tokenise("".join(text))

    def placed(span: Span) -> Span:
        at = [i for i in range(len(tokens.lower)) if tokens.starts[i] < span[1] and tokens.ends[i] > span[0]]
        return (at[0], at[-1] + 1) if at else (0, 0)

    for (kind, ref), spans in cues.items():
        if ref in scopes:
            yield Instance(kind, tokens.lower, tuple(map(placed, spans)), placed(scopes[ref]))


def baseline(instance: Instance) -> Span:
    """Run from the cue to the next clause break."""
    start, end = instance.cue[0]
    while end < len(instance.lower) and instance.lower[end] not in BREAKS:
        end += 1
    return start, end


def predicted(instance: Instance, table: Mapping[str, Any]) -> Span:
    """Ask the cue lists how the given cue governs, and the scope function how far."""
    start, end = instance.cue[0]
    known = [
        cue
        for cue in find(instance.lower, table, "benefit")
        if cue.direction in GOVERNING and cue.start < end and start < cue.end
    ]
    best = min(known, key=lambda cue: (abs(cue.start - start) + abs(cue.end - end), cue.reading), default=None)
    direction, reach = (best.direction, best.reach) if best else ("passive", "phrase")
    left, right = scope(instance.lower, (start, end), direction, reach)
    return min(left, start), max(right, instance.cue[-1][1])


def f1(pairs: Iterable[tuple[Span, Span]]) -> tuple[float, float]:
    """Return the F1 of tokens and the share of exact scopes of (predicted, annotated) spans."""
    both = guessed = true = exact = number = 0
    for (left, right), (start, end) in pairs:
        both += max(min(right, end) - max(left, start), 0)
        guessed += right - left
        true += end - start
        exact += (left, right) == (start, end)
        number += 1
    return 2 * both / (guessed + true), exact / number


def halves(path: Path) -> dict[str, list[Instance]]:
    """Split the abstracts at random, always in the same way."""
    documents = list(read(path))
    random.Random(0).shuffle(documents)
    middle = len(documents) // 2
    return {
        "development": [instance for document in documents[:middle] for instance in document],
        "other half": [instance for document in documents[middle:] for instance in document],
    }


def cue_table() -> dict[str, Any]:
    return compile_cues(
        {path.stem: strict.load(path.read_text(encoding="utf-8"), path.name).plain() for path in CUES.glob("*.yaml")},
        {},
    )


def main(path: str) -> None:
    table = cue_table()
    ways: dict[str, Callable[[Instance], Span]] = {
        "baseline": baseline,
        "scope": lambda instance: predicted(instance, table),
    }
    print(f"{'':12} {'':12} {'':9} {'cues':>5} {'F1':>6} {'exact':>6}")
    for half, found in halves(Path(path)).items():
        for kind in ("speculation", "negation"):
            some = [instance for instance in found if instance.kind == kind]
            for name, way in ways.items():
                score, exact = f1((way(instance), instance.scope) for instance in some)
                print(f"{half:12} {kind:12} {name:9} {len(some):5} {score:6.3f} {exact:6.3f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
