"""Train the two networks further, on sentences that were added to those that they know.

    python bench/train_further.py NAME ...            leave every fifth added sentence out, print the figures for these
    python bench/train_further.py NAME ... --write    write rules/models/promise-*.safetensors instead

NAME is a file of bench/sentences, without its ending, that the networks in rules/models have not learned from. They go
on from there. So that nothing is forgotten, they meet sentences of the other files again in between (Robins,
“Catastrophic forgetting, rehearsal and pseudorehearsal”, Connection Science 1995), and end halfway between what they
were and what they became (Wortsman et al., “Robust fine-tuning of zero-shot models”, CVPR 2022). As in
`train_network.py`, the large network learns from the labels, and the small one from the labels and from the large one.
Needs torch, safetensors and scikit-learn, and a quarter of an hour on two processors for 3,600 sentences.
"""

from __future__ import annotations

import argparse
import random
from typing import Any

import numpy as np
import torch
from caveat.lint.language import network
from caveat.lint.language.network import LARGE, SMALL
from train_network import COMPARED, compare, later_layers, numbered, varied, write
from train_scorer import lower_tokens, report, rows
from transformer import Network, restored, scores, train

TEACHING, LEARNING = 2e-5, 5e-5
# so often the large network reads each added sentence, with so many others for each
PASSES, BESIDE = 2, 1
# so often the small one does, so many variants of each, and so many others for each
READ, VARIED, REPEATED = 3, 1, 2
FOLDS = 5

# whether it promises, and its lower-case tokens
Row = tuple[float, tuple[str, ...]]


def further(added: list[Row], others: list[Row]) -> tuple[Network, Network]:
    """Train both networks, the small and the large one."""
    teacher, pupil = restored(LARGE), restored(SMALL)
    later_layers(teacher)
    met = [row for _ in range(PASSES) for row in (*added, *random.sample(others, round(BESIDE * len(added))))]
    train(teacher, read(met, LARGE), shares(met), TEACHING)
    learn(pupil, teacher, added, random.sample(others, REPEATED * len(added)))
    return halfway(pupil, SMALL), halfway(teacher, LARGE)


def halfway(model: Network, path: str) -> Network:
    """Put a network between what it was when it was written and what it is."""
    before = restored(path).state_dict()
    model.load_state_dict({name: (before[name] + value) / 2 for name, value in model.state_dict().items()})
    return model


def learn(pupil: Network, teacher: Network, added: list[Row], others: list[Row]) -> None:
    """Teach the small network the labels and what the large one says, also of variants with other words in them."""
    known = [*added, *others]
    changed = [lower for _, lower in (*added * VARIED, *others[: len(others) // 2])]
    variants = [(0.0, lower) for lower in varied(changed, pupil.words.weight.detach(), pieces(SMALL))]
    told = torch.sigmoid(scores(teacher, read([*known, *variants], LARGE), coarse=True))
    said = (told[: len(known)] + shares(known)) / 2
    again = [said[: len(added)]] * (READ - 1)
    texts = [*known, *added * (READ - 1), *variants]
    train(pupil, read(texts, SMALL), torch.cat([said, *again, told[len(known) :]]), LEARNING)


def read(some: list[Row], path: str) -> list[list[int]]:
    return numbered([lower for _, lower in some], pieces(path))


def shares(some: list[Row]) -> Any:
    return torch.tensor([share for share, _ in some])


def pieces(path: str) -> dict[str, int]:
    return dict(network.load(path).vocabulary)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="+", metavar="NAME")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    random.seed(0)
    torch.manual_seed(0)
    data = [(file, (float(label == "claim"), lower_tokens(text))) for file, label, text in rows()]
    if unknown := {*options.names} - {file for file, _ in data}:
        parser.error(f"{', '.join(sorted(unknown))}: no such file in bench/sentences")
    added = [row for file, row in data if file in options.names]
    others = [row for file, row in data if file not in options.names]
    if options.write:
        for model, path in zip(further(added, others), (SMALL, LARGE), strict=True):
            write(model, pieces(path), path)
            compare(model, read(random.sample(others, COMPARED), path), path)
    else:
        left_out(added[::FOLDS], [row for at, row in enumerate(added) if at % FOLDS], others)


def left_out(left: list[Row], added: list[Row], others: list[Row]) -> None:
    """Report how added sentences are read, before and after the networks have learned from others of their files."""
    truth = np.array([share > 0 for share, _ in left])
    models = further(added, others)
    for model, path in zip(models, (SMALL, LARGE), strict=True):
        for name, one in (("before", restored(path)), ("after", model)):
            report(name, truth, scores(one, read(left, path)).numpy(), 0.0)


if __name__ == "__main__":
    main()
