from __future__ import annotations

import json

from caveat.lint.model import Authority, Example, Rule, Severity
from caveat.lint.reporters.rulebook import explain, list_json, list_text, outcome

LAW = Authority("uk/cap-12.9", "ASA", "CAP Code", "rule 12.9", "https://asa.example", "2026-11-22", True)
UNREAD = Authority("us/x", "FTC", "Act", "section 1", "https://ftc.example", "2026-11-22", False)
RULE = Rule(
    id="claim/no-risk",
    kind="claim",
    summary="Says that a treatment carries no risk",
    severity=Severity.ERROR,
    message="m",
    advice="Say which harms were looked for.",
    why="Nothing is free of risk.",
    authorities=("uk/cap-12.9", "us/x", "de/y"),
    options={"excused_by": ("litotes", "asked"), "softened_by": {"supported": Severity.INFO}},
    jurisdictions={"th": Severity.ERROR},
    operators={"charity": Severity.INFO, "publisher": Severity.WARNING, "government": Severity.INFO, "brand": None},
    where=frozenset(("paragraph",)),
    bad=(Example("There is no risk.", ((9, 16),), 9),),
    good=(Example("It is not without risk.", (), 11),),
    suppressible=False,
)


def test_a_rule_is_explained_as_a_page() -> None:
    assert explain(RULE, {LAW.id: LAW, UNREAD.id: UNREAD}, 80, False) == (
        "claim/no-risk  error\n"
        "Says that a treatment carries no risk\n"
        "\n"
        "Why\n"
        "  Nothing is free of risk.\n"
        "\n"
        "What to write\n"
        "  Say which harms were looked for.\n"
        "\n"
        "Severity\n"
        "  error\n"
        "  error in th\n"
        "  info for a charity, government\n"
        "  warning for a publisher\n"
        "  off for a brand\n"
        "  info when supported\n"
        "  no finding when litotes, asked\n"
        "  a comment in the article cannot suppress it\n"
        "\n"
        "Law\n"
        "  - CAP Code, rule 12.9 (ASA); read 2026-11-22\n"
        "    https://asa.example\n"
        "  - Act, section 1 (FTC); not yet read in the original\n"
        "    https://ftc.example\n"
        "  - de/y\n"
        "\n"
        "Flagged\n"
        "  - There is ⟦no risk⟧.\n"
        "\n"
        "Not flagged\n"
        "  - It is not without risk.\n"
    )


def test_rules_are_listed_in_columns() -> None:
    assert list_text([RULE], 60, False) == "claim/no-risk  error    Says that a treatment carries no\n" + (
        " " * 24 + "risk\n"
    )


def test_rules_are_listed_for_programs() -> None:
    assert json.loads(list_json([RULE])) == [
        {
            "id": "claim/no-risk",
            "kind": "claim",
            "severity": "error",
            "summary": "Says that a treatment carries no risk",
            "advice": "Say which harms were looked for.",
            "why": "Nothing is free of risk.",
            "jurisdictions": {"th": "error"},
            "operators": {"charity": "info", "publisher": "warning", "government": "info", "brand": "off"},
            "authorities": ["uk/cap-12.9", "us/x", "de/y"],
            "suppressible": False,
        }
    ]


def test_faults_of_examples_are_listed_before_the_count() -> None:
    assert outcome([RULE], [("rules/claim/no-risk.yaml", 9, "“no risk” is not found")]) == (
        "rules/claim/no-risk.yaml:9: “no risk” is not found\n1 rule on 2 examples: 1 fault.\n"
    )
    assert outcome([RULE, RULE], []) == "2 rules on 4 examples: all hold.\n"
