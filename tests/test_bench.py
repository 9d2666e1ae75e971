"""The benchmarks run on a small corpus and print their tables; what they measure is not tested."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).resolve().parents[1] / "bench"
ENTRIES = [
    {
        "question": "What is a stye?",
        "text": "A stye is a small lump on the eyelid. It is red and sore. Most styes go away within two weeks. "
        "A warm cloth may ease the soreness.",
    },
    {"question": "What is asthma?", "text": "Asthma narrows the airways. Some people say that there is no risk."},
    {"text": "Gout is a form of arthritis. It often starts in the big toe. The joint is hot and swollen."},
]


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keep bytecode and compiled rules from one benchmark to the next."""
    return tmp_path_factory.mktemp("bench")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "entries.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(entry) + "\n" for entry in ENTRIES)
    return path


def bench(name: str, *arguments: str | Path, cwd: Path) -> str:
    command = [sys.executable, str(BENCH / name), *map(str, arguments)]
    done = subprocess.run(command, cwd=cwd, capture_output=True, encoding="utf-8", timeout=500)
    assert done.returncode == 0, done.stderr
    return done.stdout


def first_column(printed: str) -> list[str]:
    return [line.split("|")[1].strip() for line in printed.splitlines() if line.startswith("|")]


def test_writes_articles_and_samples(source: Path, tmp_path: Path) -> None:
    bench("corpus.py", source, tmp_path, cwd=tmp_path)
    (article,) = (tmp_path / "articles").rglob("*.md")
    assert [line for line in article.read_text(encoding="utf-8").splitlines() if line.startswith("## ")] == [
        "## What is a stye?",
        "## What is asthma?",
        "## More",
    ]
    clean = (tmp_path / "clean.md").read_text(encoding="utf-8").split("\n\n")
    claims = (BENCH / "peers" / "claims.txt").read_text(encoding="utf-8").splitlines()
    mixed = (tmp_path / "claims.md").read_text(encoding="utf-8").split("\n\n")
    assert "Asthma narrows the airways. Some people say that there is no risk." not in clean
    assert [part.strip() for part in mixed if part.strip() not in claims] == [part.strip() for part in clean]
    assert [part.strip() for part in mixed if part.strip() in claims] == claims


def test_compares_with_peers(source: Path, work: Path) -> None:
    printed = bench("peers.py", source, "--runs", "1", "--keep", work, "--only", "floor,ours", cwd=work)
    assert first_column(printed)[2:] == ["python -c pass", "caveat"]


def test_shows_the_stages(source: Path, work: Path) -> None:
    column = first_column(bench("stages.py", source, "--runs", "1", "--keep", work, cwd=work))
    assert {"Python", "the command, ten claims", "prefilter", "matching", "readings", "report"} <= set(column)


def test_shows_growth(source: Path, work: Path) -> None:
    options = ("--runs", "1", "--large", "0", "--rules", "2", "--keep", work)
    column = first_column(bench("growth.py", source, *options, cwd=work))
    assert [line for line in column[2:] if line[:3].isdecimal() or "rules" in line] == [
        "100 × one article in one file",
        "the corpus, the rules",
        "the corpus, 2 × the rules",
        "one article, the rules",
        "one article, 2 × the rules",
        "200 KB of prose",
        "200 KB of `[` alone",
        "200 KB of `{{<` alone",
        "200 KB of `no ` alone",
        "200 KB of `>` alone",
    ]


def test_holds_the_matcher_to_spacy(source: Path, tmp_path: Path) -> None:
    printed = bench("matcher.py", source, "--sample", "6", "--most", "5", "--fuzz", "0.5", cwd=tmp_path)
    assert "0 only by spaCy, 0 only by caveat" in printed
    assert "random texts: 0 have other tokens than spaCy's" in printed
