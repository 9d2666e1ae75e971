from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Caveat = Callable[..., subprocess.CompletedProcess[str]]


def test_the_examples_show_clean_articles_and_typical_faults(caveat: Caveat, repository: Path) -> None:
    done = caveat("check", "examples", "--format", "json", "--today", "2026-11-22", cwd=repository)
    report = json.loads(done.stdout)
    rules: dict[str, set[str]] = {}
    for finding in report["findings"]:
        rules.setdefault(finding["path"].removeprefix("examples/"), set()).add(finding["rule"])
    assert (done.returncode, report["files"], report["failures"]) == (1, 5, [])
    assert "guides/inhaler-technique.md" not in rules
    assert rules["guides/living-with-gout.md"] >= {"page/review-age"}
    assert rules["clinic/exosome-drip.mdx"] >= {"claim/no-risk", "page/reviewer-conflict", "page/disclaimer"}
    assert rules["clinic/knee-injections.html"] >= {"claim/safe", "page/dates-disagree", "page/disclaimer-hidden"}
    assert rules["shop/collagen-powder.txt"] >= {"claim/treat-disease", "claim/side-effect-free"}
