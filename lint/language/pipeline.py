"""Give spaCy pipelines the linter's sentences.

>>> nlp = spacy.blank("en")
>>> nlp.add_pipe("caveat_sentences")

Importing this module registers the components. It imports spaCy; the command line never imports it.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from spacy.language import Language

from .normal import normalise
from .sentences import sentences

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

_BLOCK = re.compile(r"[^\n]+(?:\n[^\S\n]*[^\s][^\n]*)*")


@Language.component("caveat_sentences", assigns=["token.is_sent_start", "doc.sents"])
def mark_sentences(doc: Doc) -> Doc:
    """Set the sentence starts of a doc; an empty line ends a sentence, white space belongs to what precedes it."""
    places = [token.idx for token in doc]
    starts = {bisect_right(places, start) - 1 for start in _sentence_starts(doc.text)}
    for token in doc:
        token.is_sent_start = token.i in starts or token.i == 0
    return doc


def _sentence_starts(text: str) -> Iterator[int]:
    normal = normalise(text)
    for block in _BLOCK.finditer(normal.text):
        for start, _ in sentences(block[0]):
            yield normal.original(block.start() + start)
