"""Read a sentence with a small transformer, in which what a word means depends on the words around it.

Vaswani et al., “Attention is all you need”, NeurIPS 2017; the weights come from `bench/train_network.py`. It needs
NumPy, which spaCy brings, and imports it when the first sentence is read.
"""

from __future__ import annotations

import json
import os
from functools import lru_cache
from itertools import accumulate, chain, islice

from ..errors import CaveatError
from ..values import NamedTuple
from .wordpieces import numbers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    Array = Any

_MODELS = os.path.normpath(os.path.join(__file__, "..", "..", "..", "rules", "models"))
SMALL, LARGE = (os.path.join(_MODELS, f"promise-{size}.safetensors") for size in ("small", "large"))
HEADS = 12
MATRICES = ("asked", "answered", "wide", "narrow")
NORMS = ("norm", "last")
# weights are fetched from memory once for all that is read together: so many take a third of the time of one by one
TOGETHER = 16
# what the header of a file of weights calls the kinds of numbers in it
KINDS = {"U8": "u1", "I8": "i1", "F32": "<f4"}
# what keeps a norm from dividing by nothing, and the largest whole number that the pieces of words are stored in
LEAST = 1e-12
LARGEST = 7


class Layer(NamedTuple):
    """Four matrices from rows that come in to columns that go out, and two norms.

    A matrix is stored in whole numbers, with the factor of each column and what is added to it.
    """

    asked: tuple[Array, Array, Array]
    answered: tuple[Array, Array, Array]
    wide: tuple[Array, Array, Array]
    narrow: tuple[Array, Array, Array]
    norm: Array
    last: Array


class Network(NamedTuple):
    """The weights as they are stored: unpacked, they would take four times the memory in each process.

    `near` is what each head adds to how well two pieces fit that stand at some places, where the network has such.
    """

    vocabulary: Mapping[str, int]
    words: Array
    factor: Array
    places: Array
    norm: Array
    layers: tuple[Layer, ...]
    head: Array
    near: Array | None


# a run judges article after article with both networks
@lru_cache(maxsize=2)
def load(path: str) -> Network:
    """Read the weights. Raises CaveatError where they are missing or damaged."""
    # one sentence is too little work to be shared among processors; OpenBLAS asks when NumPy is imported
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        return _network(_held(path))
    except MemoryError:
        raise
    except Exception as error:  # a damaged file fails in a dozen ways
        reason = getattr(error, "strerror", None) or error
        raise CaveatError(f"{path}: the weights cannot be read ({reason}) — install caveat again") from None


def _held(path: str) -> dict[str, Array]:
    """Map the arrays of a file into memory, where only what is looked at is read from the disk.

    The format is that of Safetensors 0.4: eight bytes tell the length of a header, which tells in JSON of each array
    the kind of its numbers, its shape, and its place behind the header.
    """
    import numpy

    whole = numpy.asarray(numpy.memmap(path, numpy.uint8, "r"))
    start = 8 + int.from_bytes(whole[:8].tobytes(), "little")
    header, data = json.loads(whole[8:start].tobytes()), whole[start:]
    if len(data) != max(entry["data_offsets"][1] for entry in header.values()):
        raise ValueError("it is shorter or longer than it says")
    return {
        name: data[slice(*entry["data_offsets"])].view(KINDS[entry["dtype"]]).reshape(entry["shape"])
        for name, entry in header.items()
    }


def _network(held: Mapping[str, Array]) -> Network:
    def layer(at: str) -> Layer:
        matrices = [(held[at + name], held[f"{at}{name}.factor"], held[f"{at}{name}.bias"]) for name in MATRICES]
        return Layer(*matrices, *(held[at + name] for name in NORMS))

    pieces = bytes(held["vocabulary"]).decode("utf-8").split("\n")
    count = sum(name.endswith(f".{MATRICES[0]}") for name in held)
    return Network(
        vocabulary={piece: number for number, piece in enumerate(pieces)},
        words=held["words"],
        factor=held["words.factor"],
        places=held["places"],
        norm=held["norm"],
        layers=tuple(layer(f"{number}.") for number in range(count)),
        head=held["head"],
        near=held.get("near"),
    )


def scores(sentences: Iterable[Iterable[str]], network: Network) -> list[float]:
    """Return the log-odds that sentences of lower-case tokens promise, of a long one those of its loudest part."""
    texts = [tuple(lower) for lower in sentences]
    # pages repeat their slogans
    parts = {text: numbers(text, network.vocabulary) for text in dict.fromkeys(texts)}
    every = list(chain(*parts.values()))
    odds = chain(*(read(every[at : at + TOGETHER], network) for at in range(0, len(every), TOGETHER)))
    loudest = {text: max(islice(odds, len(some))) for text, some in parts.items()}
    return [loudest[text] for text in texts]


def read(parts: Sequence[list[int]], network: Network) -> list[float]:
    """Return the log-odds of texts of numbered pieces, with the marks of beginning and end; none sees the others."""
    import numpy

    ends = list(accumulate(map(len, parts)))
    places = [place for ids in parts for place in range(len(ids))]
    spans = [slice(end - len(ids), end) for ids, end in zip(parts, ends, strict=True)]
    x = _normed(meanings(list(chain(*parts)), network) + network.places[places], network.norm)
    for layer in network.layers:
        x = _layer(x, spans, layer, network.near)
    drawn = numpy.array([numpy.concatenate((x[span].mean(0), x[span].max(0))) for span in spans])
    return [float(odds) for odds in drawn @ network.head[:-1] + network.head[-1]]


def meanings(ids: list[int], network: Network) -> Array:
    """Unpack a row for each piece: a byte holds a number of the left half and one of the right half, none negative."""
    import numpy

    packed, factor = network.words[ids], network.factor[ids]
    whole = numpy.concatenate((packed & 15, packed >> 4), axis=1).astype(numpy.float32) - (LARGEST + 1)
    return (whole.reshape(*factor.shape, -1) * factor[..., None]).reshape(whole.shape)


def _layer(x: Array, spans: Sequence[slice], layer: Layer, near: Array | None) -> Array:
    import numpy

    asked = _linear(x, layer.asked)
    attended = numpy.concatenate([_attended(asked[span], near) for span in spans])
    x = _normed(x + _linear(attended, layer.answered), layer.norm)
    return _normed(x + _linear(_gelu(_linear(x, layer.wide)), layer.narrow), layer.last)


def _attended(asked: Array, near: Array | None) -> Array:
    """Give each piece the mean of all, weighed by how well their keys fit its question, head by head.

    Where `near` is given, how far two pieces are apart counts as well (Shaw et al., NAACL 2018).
    """
    import numpy

    length = len(asked)
    question, key, value = asked.reshape(length, 3, HEADS, -1).transpose(1, 2, 0, 3)
    fit = question @ key.transpose(0, 2, 1) * question.shape[-1] ** -0.5
    if near is not None:
        fit += near[:, :length, :length]
    share = numpy.exp(fit - fit.max(-1, keepdims=True))
    share /= share.sum(-1, keepdims=True)
    return (share @ value).transpose(1, 0, 2).reshape(length, -1)


def _linear(x: Array, step: tuple[Array, Array, Array]) -> Array:
    whole, factor, bias = step
    return x @ whole.astype(x.dtype) * factor + bias


def _normed(x: Array, norm: Array) -> Array:
    """Normalise each row (Ba et al., “Layer normalization”, 2016)."""
    x = x - x.mean(-1, keepdims=True)
    return x * ((x * x).mean(-1, keepdims=True) + LEAST) ** -0.5 * norm[0] + norm[1]


def _gelu(x: Array) -> Array:
    """Let large values pass (Hendrycks and Gimpel, “Gaussian error linear units”, 2016, by the tangent)."""
    import numpy

    return 0.5 * x * (1 + numpy.tanh(0.7978845608 * (x + 0.044715 * x * x * x)))
