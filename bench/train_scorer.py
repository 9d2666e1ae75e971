"""Train the scorer of promises on labelled sentences, and say how well it does on files that it did not see.

    python bench/train_scorer.py            print the figures alone
    python bench/train_scorer.py --write    write rules/models/promise.json instead

The sentences in bench/sentences were written for this purpose: label (claim, ok, or soft for praise that nobody would
object to), concept, form, text. Those of `pages-*`, `labels-*` and `clinic-*` are in the manner of real pages, where
most sentences inform, those of `neutral-*` and `prose-*` in that of leaflets, which tell of body and disease in the
words of a promise, those of `docket-*` in that of what regulators ruled on. What stands in many sentences is held to
small weights: it tells the manner of a writer rather than what is promised, and real pages have a manner of their own.
Needs scikit-learn. A fifth of the files is left out in turn, the rest trains; the figures are recall and precision of
what is proposed, and the share of harmless sentences that is. `bench/evaluation.py` measures the whole command.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from caveat.lint.checks.promises import PROPOSED
from caveat.lint.language.normal import normalise
from caveat.lint.language.scorer import features
from caveat.lint.language.tokens import tokenise
from caveat.lint.rulebook import MODEL
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

SENTENCES = Path(__file__).parent / "sentences"
STRENGTH = 60.0
# the variance that a weight may have grows with this power of how rare its feature is
RARITY = 4
# so many weights are kept, those that decide most
MOST = 60_000
FOLDS = 5
# a feature that one sentence alone has teaches nothing about others
COMMON = 2


def rows() -> list[tuple[str, str, str]]:
    """Return (file, label, text) of every sentence that is not soft."""
    found = []
    for path in sorted(SENTENCES.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            label, _, _, text = line.split("\t")
            if label != "soft":
                found.append((path.stem, label, text))
    return found


def lower_tokens(text: str) -> tuple[str, ...]:
    """Return the tokens that the models read, in lower case."""
    return tuple(tokenise(normalise(text).text).lower)


def vectors(texts: list[str]) -> list[dict[str, float]]:
    """Return the features of each text, as a vector of length one."""
    named = [{name for name, _ in features(lower_tokens(text))} for text in texts]
    return [dict.fromkeys(names, len(names) ** -0.5) for names in named]


def common(found: list[dict[str, float]]) -> list[dict[str, float]]:
    """Leave out features that stand in one sentence alone."""
    counts = Counter(name for names in found for name in names)
    return [{name: value for name, value in names.items() if counts[name] >= COMMON} for names in found]


def fitted(x: Any, y: Any) -> Any:
    """Return the weights of the features, and last the intercept."""
    scale = rarity(x) ** (RARITY / 2)
    scale /= scale.mean()
    model = LogisticRegression(C=STRENGTH, max_iter=4000, tol=1e-6, class_weight="balanced")
    model.fit(x.multiply(scale).tocsr(), y)
    return np.append(model.coef_[0] * scale, model.intercept_[0])


def rarity(x: Any) -> Any:
    """Return for each feature the logarithm of how many sentences there are to one that has it."""
    return np.log(x.shape[0] / standing(x))


def standing(x: Any) -> Any:
    """Count the sentences that have each feature."""
    return np.maximum(np.bincount(x.indices, minlength=x.shape[1]), 1)


def report_files(files: Any, truth: Any, scores: Any, threshold: float) -> None:
    """Print the figures of each file and of all."""
    for name in sorted(set(files)):
        report(name, truth[files == name], scores[files == name], threshold)
    report("all", truth, scores, threshold)


def report(name: str, truth: Any, scores: Any, threshold: float) -> None:
    flagged = scores >= threshold
    precision = truth[flagged].mean() if flagged.any() else 0.0
    harmless = flagged[~truth].mean()
    print(f"{name:24} recall {flagged[truth].mean():.3f}  precision {precision:.3f}  harmless flagged {harmless:.3f}")


def write(names: Any, x: Any, table: Any) -> None:
    """Write the weights that matter, rounded, with the intercept under the empty name."""
    matter = np.argsort(-np.abs(table[:-1]) * standing(x) ** 0.5, kind="stable")[:MOST]
    kept = {str(names[at]): round(float(table[at]), 1) for at in matter}
    model = {"": round(float(table[-1]), 2), **dict(sorted(kept.items()))}
    text = json.dumps(model, ensure_ascii=False, indent=0, separators=(",", ":"))
    MODEL.write_text(text + "\n", encoding="utf-8")
    print(f"{len(model)} weights written")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--threshold", type=float, default=PROPOSED, help="log-odds from which a sentence is proposed")
    options = parser.parse_args()
    data = rows()
    truth = np.array([label == "claim" for _, label, _ in data])
    vectorizer = DictVectorizer()
    x = vectorizer.fit_transform(common(vectors([text for _, _, text in data]))).tocsr()
    if options.write:
        write(vectorizer.get_feature_names_out(), x, fitted(x, truth))
    else:
        left_out(x, truth, np.array([file for file, _, _ in data]), options.threshold)


def left_out(x: Any, truth: Any, files: Any, threshold: float) -> None:
    """Report how sentences are weighed by what was trained on other files."""
    scores = np.empty(len(truth))
    names = sorted(set(files))
    for fold in range(FOLDS):
        here = np.isin(files, names[fold::FOLDS])
        table = fitted(x[~here], truth[~here])
        scores[here] = x[here] @ table[:-1] + table[-1]
    report_files(files, truth, scores, threshold)


if __name__ == "__main__":
    main()
