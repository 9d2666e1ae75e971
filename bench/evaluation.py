"""Measure all claim and safety rules together on labelled sentences that nothing was trained on.

    python bench/evaluation.py                 the files in bench/evaluation
    python bench/evaluation.py PATH ...        other files: label, concept, form, text, divided by tabs
    python bench/evaluation.py --wrong         also print what is missed and what is flagged wrongly
    python bench/evaluation.py --plain         every row as a paragraph

Each row becomes an article of its own, in the form that it has on its page, and `caveat check` reads it as a clinic's;
rows of files named `government*` as a government's. A row is flagged when a finding of warning or error lies in it.
Rows labelled `soft` count for neither side. As real clinic pages hold one claim in five sentences and the files hold
more, precision is also given for that share. Files named `pages-*` are reported one by one. Rows of files named
`*unread*` are never printed, so that no rule is written for them.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
FORMS = {"heading": "## {}", "bullet": "- {}", "label": "- {}"}
SHARE = 0.2


class Row(NamedTuple):
    """A labelled sentence of a group of files that are reported together."""

    group: str
    label: str
    concept: str
    form: str
    text: str


def read(path: Path) -> list[Row]:
    group = "government" if path.stem.startswith("government") else "clinic"
    if path.stem.startswith("pages-"):
        group = path.stem
    return [Row(group, *line.split("\t")) for line in path.read_text(encoding="utf-8").splitlines()]


def flagged(rows: list[Row], operator: str, plain: bool) -> list[set[str]]:
    """Return the rules that warn of each row on a page of `operator`."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "caveat.yaml").write_text(f"jurisdictions: [all]\noperator: {operator}\n", encoding="utf-8")
        for number, row in enumerate(rows):
            form = "{}" if plain else FORMS.get(row.form, "{}")
            article = form.format(row.text.replace(" ¶ ", "\n\n")) + "\n"
            (Path(folder) / f"{number}.md").write_text(article, encoding="utf-8")
        command = [sys.executable, "-m", "caveat.cli", "check", ".", "--format", "json", "--no-cache"]
        run = subprocess.run(
            [*command, "--select", "claim,safety"], cwd=folder, capture_output=True, text=True, check=False
        )
    if run.returncode not in (0, 1):
        sys.exit(run.stderr)
    found: list[set[str]] = [set() for _ in rows]
    for finding in json.loads(run.stdout)["findings"]:
        if finding["severity"] in ("warning", "error"):
            found[int(Path(finding["path"]).stem)].add(finding["rule"])
    return found


def report(judged: list[tuple[Row, set[str]]]) -> None:
    """Print recall, precision, and recall by concept."""
    claims = [rules for row, rules in judged if row.label == "claim"]
    harmless = [rules for row, rules in judged if row.label == "ok"]
    true, false = sum(map(bool, claims)), sum(map(bool, harmless))
    recall, wrong = true / max(len(claims), 1), false / max(len(harmless), 1)
    usual = SHARE * recall / max(SHARE * recall + (1 - SHARE) * wrong, 1e-9)
    print(f"recall {recall:.3f} of {len(claims)}, precision {true / max(true + false, 1):.3f},")
    print(
        f"{usual:.3f} where one row in five is a claim; {wrong:.4f} of {len(harmless)} harmless rows flagged ({false})"
    )
    total = Counter(row.concept for row, _ in judged if row.label == "claim")
    hit = Counter(row.concept for row, rules in judged if row.label == "claim" and rules)
    print("recall by concept: " + ", ".join(f"{name} {hit[name]}/{of}" for name, of in total.most_common()))
    blame = Counter(rule for row, rules in judged if row.label == "ok" for rule in rules)
    print("wrong by rule: " + (", ".join(f"{rule} {count}" for rule, count in blame.most_common()) or "none"))


def show_wrong(judged: list[tuple[Row, set[str]]]) -> None:
    for row, rules in judged:
        if row.label != "soft" and (row.label == "claim") != bool(rules):
            print(f"  {'missed' if row.label == 'claim' else 'FALSE '} [{row.concept}, {row.form}] {row.text}", *rules)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--wrong", action="store_true")
    parser.add_argument("--plain", action="store_true")
    options = parser.parse_args()
    rows = [row for path in options.paths or sorted((HERE / "evaluation").glob("*.tsv")) for row in read(path)]
    for group in sorted({row.group for row in rows}):
        chosen = [row for row in rows if row.group == group]
        operator = "government" if group == "government" else "clinic"
        judged = list(zip(chosen, flagged(chosen, operator, options.plain), strict=True))
        print(f"{group}:")
        report(judged)
        if options.wrong and "unread" not in group:
            show_wrong(judged)


if __name__ == "__main__":
    main()
