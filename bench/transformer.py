"""Small transformers in torch: read from the disk, trained on log-odds of a promise, asked for them.

Those of two kinds are known: BERT's (Devlin et al., NAACL 2019), to which all-MiniLM-L6-v2 belongs, and MPNet's (Song
et al., NeurIPS 2020), which adds to how well two pieces fit how far they are apart. Both cut words into the same
pieces.
"""

from __future__ import annotations

import json
import math
import random
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from caveat.lint.language import network
from caveat.lint.language.network import HEADS
from caveat.lint.language.wordpieces import FIRST, LAST, MOST
from safetensors.torch import load_file
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits, gelu, scaled_dot_product_attention

if TYPE_CHECKING:
    from pathlib import Path

TOGETHER = 64
WARMING = 0.06
# what weights are called in the layers of both kinds
BERT = {
    "asked": tuple(f"attention.self.{name}" for name in ("query", "key", "value")),
    "answered": ("attention.output.dense",),
    "norm": ("attention.output.LayerNorm",),
    "wide": ("intermediate.dense",),
    "narrow": ("output.dense",),
    "last": ("output.LayerNorm",),
}
MPNET = {
    **BERT,
    "asked": tuple(f"attention.attn.{name}" for name in "qkv"),
    "answered": ("attention.attn.o",),
    "norm": ("attention.LayerNorm",),
}
NEARNESS = "encoder.relative_attention_bias.weight"
# numbers of half the length are quick only where the processor multiplies them, and slow elsewhere
HALVES = any(torch.cpu.get_capabilities().get(name) for name in ("amx_bf16", "avx512_bf16"))
# MPNet tells distances up to this number apart, and then larger ones more and more coarsely up to the second
NEAR, FAR = 8, 128
# the first two places of MPNet's table are not used
UNUSED = 2
MARKS = {FIRST: "<s>", LAST: "</s>"}


class Layer(nn.Module):
    """Attention and two linear steps, each added to what came in."""

    def __init__(self, width: int, least: float) -> None:
        super().__init__()
        self.asked, self.answered = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.wide, self.narrow = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
        self.norm, self.last = nn.LayerNorm(width, least), nn.LayerNorm(width, least)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Any, fit: Any) -> Any:
        """Return the rows as they are behind the layer; `fit` is added to how well two pieces fit."""
        count, length, width = x.shape
        q, k, v = self.asked(x).view(count, length, 3, HEADS, width // HEADS).permute(2, 0, 3, 1, 4)
        seen = scaled_dot_product_attention(q, k, v, attn_mask=fit.to(q.dtype)).transpose(1, 2).flatten(2)
        x = self.norm(x + self.drop(self.answered(seen)))
        return self.last(x + self.drop(self.narrow(gelu(self.wide(x), approximate="tanh"))))


class Network(nn.Module):
    """Layers, and the log-odds of a promise from the mean and the maximum of what they make of the pieces."""

    def __init__(self, words: nn.Module, places: Any, norm: nn.Module, layers: list[Layer], nearness: Any) -> None:
        super().__init__()
        width = places.shape[1]
        self.words, self.places, self.norm = words, nn.Parameter(places), norm
        self.nearness = None if nearness is None else nn.Parameter(nearness)
        self.layers, self.head, self.drop = nn.ModuleList(layers), nn.Linear(2 * width, 1), nn.Dropout(0.1)

    def forward(self, ids: Any, mask: Any) -> Any:
        """Return the log-odds of each sentence; `mask` is false behind its end."""
        length = ids.shape[1]
        fit = torch.where(mask, 0.0, -1e4)[:, None, None, :]
        if self.nearness is not None:
            fit = fit + self.nearness[distances(length)].permute(2, 0, 1)
        x = self.drop(self.norm(self.words(ids) + self.places[:length]))
        for layer in self.layers:
            x = layer(x, fit)
        inside, x = mask[..., None], x.float()
        mean = (x * inside).sum(1) / inside.sum(1)
        return self.head(self.drop(torch.cat([mean, x.masked_fill(~inside, -1e4).amax(1)], -1)))[:, 0]


def distances(length: int) -> Any:
    """Return for each pair of places the row of MPNet's table for how far the second is before or behind the first."""
    at = torch.arange(length)
    apart = at[:, None] - at
    far = NEAR + (torch.log(apart.abs().clamp(min=1) / NEAR) / math.log(FAR / NEAR) * NEAR).long()
    rows = torch.where(apart.abs() < NEAR, apart.abs(), far.clamp(max=2 * NEAR - 1))
    return rows + (apart < 0) * 2 * NEAR


def untrained(folder: Path) -> Network:
    """Build the network that the folder holds, with an untrained head."""
    kept = load_file(folder / "model.safetensors")
    held = {name.removeprefix("bert.").removeprefix("mpnet."): value.float() for name, value in kept.items()}
    least = json.loads((folder / "config.json").read_text(encoding="utf-8"))["layer_norm_eps"]
    words, places = (held[f"embeddings.{name}_embeddings.weight"] for name in ("word", "position"))
    width = words.shape[1]
    mpnet = NEARNESS in held

    def put(module: Any, *names: str) -> Any:
        for part in ("weight", "bias"):
            getattr(module, part).data = torch.cat([held[f"{name}.{part}"] for name in names])
        return module

    layers = []
    for number in range(1 + max(int(name.split(".")[2]) for name in held if name.startswith("encoder.layer."))):
        layer = Layer(width, least)
        for part, names in (MPNET if mpnet else BERT).items():
            put(getattr(layer, part), *(f"encoder.layer.{number}.{name}" for name in names))
        layers.append(layer)
    start = places[UNUSED:] if mpnet else places + held["embeddings.token_type_embeddings.weight"][0]
    norm = put(nn.LayerNorm(width, least), "embeddings.LayerNorm")
    return Network(nn.Embedding.from_pretrained(words, freeze=False), start[:MOST], norm, layers, held.get(NEARNESS))


def restored(path: str) -> Network:
    """Build the network whose weights were written for `network` to read, so that it can be trained further."""
    kept = network.load(path)

    def put(module: Any, weight: Any, bias: Any) -> Any:
        # what was read is mapped into memory, where nothing can be changed
        module.weight.data, module.bias.data = (torch.tensor(np.array(values)).float() for values in (weight, bias))
        return module

    width = kept.places.shape[1]
    layers = []
    for held in kept.layers:
        layer = Layer(width, network.LEAST)
        for name in network.MATRICES:
            whole, factor, bias = getattr(held, name)
            put(getattr(layer, name), (whole * factor).T, bias)
        for name in network.NORMS:
            put(getattr(layer, name), *getattr(held, name))
        layers.append(layer)
    words = torch.tensor(network.meanings(list(range(len(kept.words))), kept))
    nearness = None
    if kept.near is not None:
        nearness = torch.zeros(4 * NEAR, HEADS)
        nearness[distances(MOST)] = torch.tensor(np.array(kept.near)).permute(1, 2, 0)
    norm = put(nn.LayerNorm(width, network.LEAST), *kept.norm)
    model = Network(
        nn.Embedding.from_pretrained(words, freeze=False), torch.tensor(np.array(kept.places)), norm, layers, nearness
    )
    put(model.head, kept.head[None, :-1], kept.head[-1:])
    return model


def vocabulary(folder: Path) -> dict[str, int]:
    """Return the numbers of the pieces, with the marks of beginning and end called as BERT calls them."""
    held = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    return held | {mark: held[name] for mark, name in MARKS.items() if name in held}


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


def train(model: Network, sentences: list[list[int]], shares: Any, highest: float) -> None:
    """Teach the shares of readers who hear a promise; the rate rises to `highest` and then falls to nothing."""
    learning = [one for one in model.parameters() if one.requires_grad]
    groups = [
        {"params": [one for one in learning if one.ndim > 1], "weight_decay": 0.01},
        {"params": [one for one in learning if one.ndim == 1], "weight_decay": 0.0},
    ]
    optimizer = torch.optim.AdamW(groups, lr=highest, betas=(0.9, 0.98), fused=True)
    steps = batches(sentences)
    model.train()
    for step, batch in enumerate(steps):
        for group in optimizer.param_groups:
            group["lr"] = highest * min(1, (step + 1) / (WARMING * len(steps))) * (1 - step / len(steps))
        with torch.autocast("cpu", torch.bfloat16, enabled=HALVES):
            said = model(*padded([sentences[number] for number in batch]))
        optimizer.zero_grad()
        binary_cross_entropy_with_logits(said.float(), shares[batch]).backward()
        nn.utils.clip_grad_norm_(learning, 1.0)
        optimizer.step()
        if step % 20 == 0:
            print(f"{step} of {len(steps)}", flush=True)


@torch.no_grad()
def scores(model: Network, sentences: list[list[int]], coarse: bool = False) -> Any:
    """Return the log-odds of each sentence, where `coarse` with fewer digits in less time."""
    model.eval()
    found = torch.empty(len(sentences))
    for batch in batches(sentences):
        with torch.autocast("cpu", torch.bfloat16, enabled=coarse and HALVES):
            found[batch] = model(*padded([sentences[number] for number in batch])).float()
    return found
