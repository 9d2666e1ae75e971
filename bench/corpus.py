"""Write the articles that the other benchmarks read: `python bench/corpus.py PATH FOLDER`.

PATH is a folder of Markdown articles, or a .jsonl.gz whose lines have a `text` and perhaps a `question`. FOLDER gets

    articles/   about 10 KB of Markdown each, with front matter (a folder's articles are copied as they are)
    clean.md    6 KB of the same prose in which nothing is found
    claims.md   the same with ten claims
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from datetime import date
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

from runs import DAY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from caveat.lint.model import Judged

CLAIMS = Path(__file__).parent / "peers" / "claims.txt"
ARTICLE = 10_000
SAMPLE = 6_000
PARAGRAPH = 500
_HEAD = """\
---
title: {title}
author: Ines Calloway
reviewedBy:
  name: Dr Samuel Oyelaran
  credentials: MB BS, FRCP
lastReviewed: 2026-09-14
published: 2026-09-02
---

# {title}

Medically reviewed by Dr Samuel Oyelaran, MB BS, FRCP. Last reviewed 14 September 2026.

This page is general information, not medical advice. Ask your doctor about your own case.

"""


def write(path: Path, folder: Path) -> None:
    """Write the articles of a source and the two samples."""
    for number, (name, article) in enumerate(articles(path)):
        target = folder / "articles" / f"{number // 100:03}" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(article, encoding="utf-8")
    clean, claims = samples(path)
    (folder / "clean.md").write_text(clean, encoding="utf-8")
    (folder / "claims.md").write_text(claims, encoding="utf-8")


def articles(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each article."""
    if path.is_dir():
        for number, file in enumerate(sorted(path.rglob("*.md"))):
            yield f"{number:05}-{file.name}", file.read_text(encoding="utf-8")
        return
    number, body = 0, ""
    for question, text in entries(path):
        body += f"## {question}\n\n" + "".join(f"{part}\n\n" for part in paragraphs(text))
        if len(body) >= ARTICLE:
            yield f"{number:05}.md", _HEAD.format(title=f"Questions and answers {number}") + body
            number, body = number + 1, ""
    if body:
        yield f"{number:05}.md", _HEAD.format(title=f"Questions and answers {number}") + body


def entries(path: Path) -> Iterator[tuple[str, str]]:
    """Yield question and text of each line."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            entry = json.loads(line)
            yield entry.get("question", "More"), entry["text"]


def paragraphs(text: str) -> Iterator[str]:
    """Cut a text at ends of sentences into parts of a paragraph's length."""
    part = ""
    for sentence in re.split(r"(?<=[.?!])\s+", text):
        part = f"{part} {sentence}".strip()
        if len(part) >= PARAGRAPH:
            yield part
            part = ""
    if part:
        yield part


def prose(path: Path) -> list[str]:
    """Return the paragraphs of a source, without headings, lists and markup."""
    if path.is_dir():
        bodies = (article.rpartition("\n---\n")[2] for _, article in articles(path))
        parts: Iterable[str] = (part.strip() for body in bodies for part in re.split(r"\n\s*\n", body))
    else:
        parts = (part for _, text in entries(path) for part in paragraphs(text))
    return [part for part in parts if part[:1].isalpha() and part.endswith(".")]


def samples(path: Path) -> tuple[str, str]:
    """Return an article in which nothing is found, and the same with ten claims spread over it."""
    judge, head = judging(), _HEAD.format(title="Questions and answers")
    kept: list[str] = []
    size = len(head)
    parts = prose(path)
    for part in cycle(parts) if any(_is_clean(judge, head + part) for part in parts) else ():
        if size >= SAMPLE:
            break
        if _is_clean(judge, head + "\n\n".join([*kept, part])):
            kept.append(part)
            size += len(part)
    claims = CLAIMS.read_text(encoding="utf-8").splitlines()
    mixed = list(kept)
    for number, claim in enumerate(claims):
        mixed.insert(round((number + 1) * len(kept) / len(claims)) + number, claim)
    return head + "\n\n".join(kept) + "\n", head + "\n\n".join(mixed) + "\n"


def judging() -> Callable[[str, bytes], Judged]:
    from caveat.lint.engine import Options, judge_with

    return judge_with(Options(today=date.fromisoformat(DAY)))


def _is_clean(judge: Callable[[str, bytes], Judged], article: str) -> bool:
    return not judge("sample.md", article.encode()).findings


if __name__ == "__main__":
    write(*map(Path, sys.argv[1:]))
