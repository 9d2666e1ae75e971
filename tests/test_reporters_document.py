from __future__ import annotations

import json

from caveat.lint.model import Block, Document, Fact, Link, Problem, Segment
from caveat.lint.reporters.document import problem, render_json, render_text

SOURCE = "\ufeffauthor: Ada\n# Tea &amp; milk\n"
DOCUMENT = Document(
    path="tea.md",
    format="markdown",
    source=SOURCE,
    blocks=(
        Block(
            kind="heading",
            text="Tea & milk",
            segments=(Segment(0, 15, 4, 4), Segment(4, 19, 1, 5), Segment(5, 24, 5, 5)),
            level=1,
            links=(Link(0, 3, "https://tea.example"),),
        ),
    ),
    facts=(Fact("front matter", ("author", "0"), "Ada", 9, 12),),
)


def test_every_place_is_told_to_programs() -> None:
    assert json.loads(render_json(DOCUMENT)) == {
        "path": "tea.md",
        "format": "markdown",
        "metadata": [
            {
                "origin": "front matter",
                "path": ["author", "0"],
                "value": "Ada",
                "line": 1,
                "column": 9,
                "end_line": 1,
                "end_column": 12,
            }
        ],
        "blocks": [
            {
                "kind": "heading",
                "section": [],
                "level": 1,
                "line": 2,
                "column": 3,
                "text": "Tea & milk",
                "segments": [[0, 15, 4, 4], [4, 19, 1, 5], [5, 24, 5, 5]],
                "links": [{"start": 0, "end": 3, "target": "https://tea.example"}],
                "visibility": "visible",
                "key": "",
            }
        ],
    }


def test_places_and_prose_are_told_to_people() -> None:
    assert render_text(DOCUMENT, 80, False) == (
        "tea.md (markdown)\n    1:9    front matter     author.0 = Ada\n    2:3    heading 1        Tea & milk\n"
    )


def test_a_problem_names_its_place_and_remedy() -> None:
    assert problem(DOCUMENT, Problem(15, "odd", "mend it")) == "tea.md:2:3: odd — mend it"
