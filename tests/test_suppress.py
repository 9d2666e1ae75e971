from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from caveat.lint.readers import read
from caveat.lint.suppress import marks

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Caveat = Callable[..., subprocess.CompletedProcess[str]]

WHY = "the wording of the regulator"
TODAY = ("--today", "2026-11-22")


@pytest.fixture
def check(caveat: Caveat, tmp_path: Path) -> Callable[..., Any]:
    """Return a function that writes an article and returns its findings (rule, line, column) and the counts."""

    def run(source: str, *options: str, name: str = "a.md", config: str = "operator: clinic\n") -> Any:
        (tmp_path / "caveat.yaml").write_text(config, encoding="utf-8")
        (tmp_path / name).write_text(source, encoding="utf-8")
        chosen = options or ("--select", "claim/no-risk,suppress")
        done = caveat("check", name, "--format", "json", *TODAY, *chosen, cwd=tmp_path)
        assert done.stderr == ""
        report = json.loads(done.stdout)
        found = [(one["rule"], one["line"], one["column"]) for one in report["findings"]]
        return found, report["suppressed"]

    return run


def covered(source: str, name: str = "a.md") -> list[str]:
    """Return the parts of the source that its suppressions cover."""
    return [source[slice(*mark.covers)] for mark in marks(read(source, name))]


def test_a_comment_excuses_the_next_block_alone(check: Any) -> None:
    source = f"<!-- caveat: ignore claim/no-risk -- {WHY} -->\nThere is no risk.\n\nThere is no risk.\n"
    assert check(source) == ([("claim/no-risk", 4, 10)], 1)


def test_a_first_part_stands_for_its_rules_and_names_are_separated_by_commas(check: Any) -> None:
    source = f"<!-- caveat: ignore page/disclaimer,claim -- {WHY} -->\nThere is no risk.\n"
    assert check(source) == ([], 1)


def test_a_stretch_ends_where_it_is_ended(check: Any) -> None:
    source = (
        f"There is no risk.\n\n<!-- caveat: ignore-start claim/no-risk -- {WHY} -->\n\nThere is no risk.\n\n"
        "## There is no risk\n\n<!-- caveat: ignore-end -->\n\nThere is no risk.\n"
    )
    assert check(source) == ([("claim/no-risk", 1, 10), ("claim/no-risk", 11, 10)], 2)


def test_stretches_nest() -> None:
    source = (
        f"<!-- caveat: ignore-start claim -- {WHY} -->\n\nA.\n\n<!-- caveat: ignore-start page -- {WHY} -->\n\nB.\n\n"
        "<!-- caveat: ignore-end -->\n\nC.\n\n<!-- caveat: ignore-end -->\n\nD.\n"
    )
    outer, inner = source.index("<"), source.index("<", 10)
    ends = [at + len("<!-- caveat: ignore-end -->") for at in (source.index("<!-- caveat: ignore-end"),)]
    ends.append(source.rindex("-->") + 3)
    assert [mark.covers for mark in marks(read(source, "a.md"))] == [(outer, ends[1]), (inner, ends[0])]


def test_a_file_wide_comment_may_stand_anywhere(check: Any) -> None:
    source = f"There is no risk.\n\nThere is no risk.\n\n<!-- caveat: ignore-file claim/no-risk -- {WHY} -->\n"
    assert check(source) == ([], 2)


@pytest.mark.parametrize(
    ("source", "name"),
    [
        (f"There is no risk. <!-- caveat: ignore claim/no-risk -- {WHY} -->\n", "line-end.md"),
        (f"There <!-- caveat: ignore claim/no-risk -- {WHY} --> is no risk.\n", "inside.md"),
        (f"<!-- caveat: ignore claim/no-risk -- {WHY} --> There is no risk.\n", "line-start.md"),
        (f"- Tea\n- <!-- caveat: ignore claim/no-risk -- {WHY} --> There is no risk.\n", "item.md"),
        (f"| a |\n|---|\n| There is no risk. <!-- caveat: ignore claim/no-risk -- {WHY} --> |\n", "cell.md"),
        (f"<!--\ncaveat: ignore\n  claim/no-risk\n-- {WHY}\n-->\n\nThere is no risk.\n", "lines.md"),
        (f"<!-- caveat: ignore claim/no-risk — {WHY} -->\n\nThere is no risk.\n", "dash.md"),
        (f"<!-- Caveat: ignore claim/no-risk -- {WHY} -->\n\nThere is no risk.\n", "capital.md"),
        (f"{{{{/* caveat: ignore claim/no-risk -- {WHY} */}}}}\n\nThere is no risk.\n", "hugo.md"),
        (f"{{/* caveat: ignore claim/no-risk -- {WHY} */}}\n\nThere is no risk.\n", "a.mdx"),
        (f"There is {{/* caveat: ignore claim/no-risk -- {WHY} */}} no risk.\n", "inside.mdx"),
        (f"<body><!-- caveat: ignore claim/no-risk -- {WHY} --><p>There is <b>no risk</b>.</p></body>", "a.html"),
        (f"<p>There is no risk.<!-- caveat: ignore claim/no-risk -- {WHY} --></p>", "inside.html"),
        (f"Tea\n\n[caveat: ignore claim/no-risk -- {WHY}]\nThere is no risk.\n", "a.txt"),
        (f"---\ncaveat:\n  ignore:\n    claim/no-risk: {WHY}\n---\nThere is no risk.\n", "yaml.md"),
        (f"---\ncaveat: {{ignore: {{claim: {{reason: {WHY}}}}}}}\n---\nThere is no risk.\n", "flow.md"),
        (f'+++\n[caveat.ignore]\n"claim/no-risk" = "{WHY}"\n+++\nThere is no risk.\n', "toml.md"),
        (f'{{"caveat": {{"ignore": {{"claim/no-risk": "{WHY}"}}}}}}\n\nThere is no risk.\n', "json.md"),
    ],
)
def test_every_format_has_its_comments(check: Any, source: str, name: str) -> None:
    assert check(source, name=name) == ([], 1)


def test_a_remark_in_plain_text_is_no_prose() -> None:
    source = f"Tea is warm and pleasant\n[caveat: ignore claim -- {WHY}]\nand it is red.\n"
    assert [block.text for block in read(source, "a.txt").blocks] == ["Tea is warm and pleasant", "and it is red."]


def test_facts_before_the_next_block_are_covered() -> None:
    source = (
        f'<!-- caveat: ignore page -- {WHY} --><script type="application/ld+json">{{}}</script><p>Tea.</p><p>Milk.</p>'
    )
    assert covered(source, "a.html") == [source[: source.index("</p>")]]


def test_the_innermost_reason_is_given(caveat: Caveat, tmp_path: Path) -> None:
    (tmp_path / "caveat.yaml").write_text("operator: clinic\n", encoding="utf-8")
    (tmp_path / "a.md").write_text(
        "<!-- caveat: ignore-file claim -- outer -->\n\n"
        "<!-- caveat: ignore claim/no-risk -- inner -->\nThere is no risk.\n",
        encoding="utf-8",
    )
    done = caveat("check", "a.md", "--explain", "--select", "claim/no-risk,suppress", *TODAY, cwd=tmp_path)
    assert done.stdout == (
        "a.md\n  4:10  suppressed  claim/no-risk  “no risk”: inner\n\nNothing found in 1 article. 1 suppressed.\n"
    )
    assert done.returncode == 0


def test_without_explain_suppressed_findings_are_only_counted(caveat: Caveat, tmp_path: Path) -> None:
    text = f"<!-- caveat: ignore claim/no-risk -- {WHY} -->\nThere is no risk.\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    done = caveat("check", "a.md", "--select", "claim/no-risk", *TODAY, cwd=tmp_path)
    assert done.stdout == "Nothing found in 1 article. 1 suppressed.\n"


def test_suppressions_are_remembered_with_the_rest(caveat: Caveat, tmp_path: Path) -> None:
    """A run of many articles stores what each came to."""
    text = f"<!-- caveat: ignore claim/no-risk -- {WHY} -->\nThere is no risk.\n"
    for number in range(9):
        (tmp_path / f"{number}.md").write_text(text, encoding="utf-8")
    command = ("check", "--explain", "--select", "claim/no-risk", *TODAY)
    first, second = (caveat(*command, cwd=tmp_path).stdout for _ in range(2))
    assert first == second
    assert first.splitlines()[-1] == "Nothing found in 9 articles. 9 suppressed."


@pytest.mark.parametrize(
    ("comment", "rule", "column"),
    [
        ("<!-- caveat: ignore claim/no-risk -->", "suppress/no-reason", 1),
        ("<!-- caveat: ignore claim/no-risk -- -->", "suppress/no-reason", 1),
        (f"<!-- caveat: ignore -- {WHY} -->", "suppress/malformed", 1),
        (f"<!-- caveat: ignroe claim/no-risk -- {WHY} -->", "suppress/malformed", 1),
        (f"<!-- caveat: claim/no-risk -- {WHY} -->", "suppress/malformed", 1),
        (f"<!-- caveat: ignore-start claim/no-risk -- {WHY} -->", "suppress/malformed", 1),
        ("<!-- caveat: ignore-end -->", "suppress/malformed", 1),
        (f"<!-- caveat: ignore claim/no-risk until soon -- {WHY} -->", "suppress/malformed", 1),
        (f"<!-- caveat: ignore claim/no-risk until 20270131 -- {WHY} -->", "suppress/malformed", 1),
        (f"<!-- caveat: ignore claim/no-risk until 2026-11-21 -- {WHY} -->", "suppress/expired", 41),
        (f"<!-- caveat: ignore no-risk -- {WHY} -->", "suppress/unknown-rule", 21),
        (f"<!-- caveat: ignore suppress/unused -- {WHY} -->", "suppress/not-allowed", 21),
    ],
)
def test_what_is_no_suppression_excuses_nothing_and_is_a_finding(
    check: Any, comment: str, rule: str, column: int
) -> None:
    assert check(f"{comment}\n\nThere is no risk.\n") == ([(rule, 1, column), ("claim/no-risk", 3, 10)], 0)


def test_a_suppression_holds_on_its_last_day(check: Any) -> None:
    source = f"<!-- caveat: ignore claim/no-risk until 2026-11-22 -- {WHY} -->\nThere is no risk.\n"
    assert check(source) == ([], 1)


def test_ordinary_remarks_are_left_alone() -> None:
    source = "<!-- Caveat: ask Tom -->\n\n<!-- a caveat: ignore it -->\n\n<!-- caveats -->\n\nTea.\n"
    assert marks(read(source, "a.md")) == ()


def test_a_suppression_that_excuses_nothing_is_a_finding_at_its_name(check: Any) -> None:
    source = f"<!-- caveat: ignore claim/cure, claim/no-risk -- {WHY} -->\nThere is no risk.\n"
    assert check(source, "--select", "claim,suppress") == ([("suppress/unused", 1, 21)], 1)


def test_what_a_reading_excuses_needs_no_suppression(check: Any) -> None:
    source = f"<!-- caveat: ignore claim/no-risk -- {WHY} -->\nNo treatment is without risk.\n"
    assert check(source) == ([("suppress/unused", 1, 21)], 0)


def test_a_run_that_leaves_rules_out_calls_no_suppression_of_them_unused(check: Any) -> None:
    source = f"<!-- caveat: ignore claim/cure, claim -- {WHY} -->\nTea.\n"
    assert check(source) == ([], 0)


def test_an_unused_suppression_is_a_warning_that_the_configuration_may_turn_off(check: Any) -> None:
    source = f"<!-- caveat: ignore claim/no-risk -- {WHY} -->\nTea.\n"
    assert check(source, config="severity: {suppress/unused: off}\n") == ([], 0)


def test_a_rule_of_ones_own_can_refuse_to_be_suppressed(check: Any, tmp_path: Path) -> None:
    rule = tmp_path / "rules/our/tea.yaml"
    rule.parent.mkdir(parents=True)
    examples = "".join(f"    - {text}\n" for text in ["⟦Green tea⟧ heals."] * 5)
    rule.write_text(
        "summary: Tea\nkind: claim\nfamily: other\nseverity: error\nmatch: [green tea]\nmessage: m\nadvice: a\nwhy: w\n"
        f"authorities: []\nsuppressible: false\nexamples:\n  bad:\n{examples}",
        encoding="utf-8",
    )
    source = (
        f"<!-- caveat: ignore our -- {WHY} -->\nGreen tea.\n\n<!-- caveat: ignore our/tea -- {WHY} -->\nGreen tea.\n"
    )
    assert check(source, "--select", "our,suppress", config="rules: [rules]\n") == (
        [("our/tea", 2, 1), ("suppress/not-allowed", 4, 21), ("our/tea", 5, 1)],
        0,
    )


def test_the_configuration_can_forbid_suppressions_for_paths(check: Any) -> None:
    source = f"<!-- caveat: ignore claim/no-risk -- {WHY} -->\nThere is no risk.\n"
    config = "overrides:\n  - paths: [shop.md]\n    suppress: false\n"
    assert check(source, config=config) == ([], 1)
    assert check(source, name="shop.md", config=config) == (
        [("suppress/not-allowed", 1, 1), ("claim/no-risk", 2, 10)],
        0,
    )


def test_a_hostile_number_of_comments_is_read() -> None:
    source = f"<!-- caveat: ignore claim -- {WHY} -->\n\nTea.\n\n" * 3000
    assert covered(source) == [source[: source.index(".") + 1]] * 3000


def test_hostile_white_space_is_read() -> None:
    source = f"<!-- caveat:{' ' * 200_000}ignore claim until{' ' * 200_000}x y{' ' * 200_000}-- {WHY} -->\n\nTea.\n"
    assert [mark.wrong for mark in marks(read(source, "a.md"))] == ["“claim until x y” is not one rule"]
