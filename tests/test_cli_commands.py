from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import click
import pytest
from caveat import __version__
from caveat.commands import COMMANDS, group, plain
from caveat.commands.check import check
from hypothesis import example, given
from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Caveat = Callable[..., subprocess.CompletedProcess[str]]

HEAVY = ("yaml", "spacy", "thinc", "pydantic", "numpy", "pyromark", "caveat.lint.readers", "caveat.lint.compiling")


def imported(*arguments: str, cwd: Path) -> set[str]:
    """Return which heavy modules a run of the command imports."""
    script = (
        "import sys; from caveat import cli\n"
        f"cli.run({arguments!r})\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=cwd, capture_output=True, encoding="utf-8", check=True)
    return set(json.loads(done.stderr.splitlines()[-1].replace("'", '"')))


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["check", "--help"], ["rules", "test", "--help"]])
def test_help_imports_nothing_heavy(tmp_path: Path, arguments: list[str]) -> None:
    assert imported(*arguments, cwd=tmp_path) == set()


CLEAN = "---\ntitle: Tea\nreviewedBy:\n  name: Dr Ana Ruiz\n---\n\n# Tea\n\nTea is a drink.\n"


@pytest.mark.parametrize("article", [CLEAN, CLEAN + "\nIt cures asthma. Nobody has ever had a side effect.\n"])
def test_check_imports_only_readers_once_the_rules_are_known(caveat: Caveat, tmp_path: Path, article: str) -> None:
    (tmp_path / "a.md").write_text(article)
    caveat("check", cwd=tmp_path)
    assert imported("check", cwd=tmp_path) == {"pyromark", "caveat.lint.readers"}


def test_the_list_of_commands_says_what_each_says_of_itself(repository: Path) -> None:
    context = click.Context(group.caveat)
    said = {name: group.caveat.get_command(context, name).help or "" for name in COMMANDS}
    assert {name: said[name].startswith(text) for name, text in COMMANDS.items()} == dict.fromkeys(said, True)
    files = {path.stem for path in (repository / "commands").glob("*.py")}
    helpers = {"__init__", "checking", "completion", "group", "options", "output", "plain", "rulebook"}
    assert files - helpers == set(COMMANDS)


VALUES = [
    "json",
    "html",
    "yaml",
    "error",
    "2026-01-31",
    "2026-1-31",
    "claim,page",
    "",
    "-",
    "-x",
    "2",
    "0",
    "٣",
    ".",
    "a b",
]
NAMES = [name for option in check.params for name in option.opts if name.startswith("-")]
WORDS = st.one_of(
    st.sampled_from([*NAMES, *VALUES, "--", "--help", "-h", "--form", "--no-cach"]),
    st.builds("{}={}".format, st.sampled_from(NAMES), st.sampled_from(VALUES)),
)


@given(st.lists(WORDS, max_size=6))
@example(["a.md", "--format", "json", "--select=claim", "--select", "page, cite", "--jobs", "2", "--staged"])
@example(["--output", "."])
@example(["--output-format", "json=a.json"])
def test_what_is_read_without_click_is_what_click_reads(arguments: list[str]) -> None:
    given = plain.read(arguments)
    if given is not None:
        with check.make_context("check", list(arguments)) as context:
            assert given == context.params


@pytest.mark.parametrize("option", [*plain.FLAGS, *plain.TEXTS, *plain.LISTS])
def test_every_option_but_one_is_read_without_click(option: str) -> None:
    values = {"--format": "json", "--fail-on": "info", "--today": "2026-01-31", "--jobs": "2"}
    assert plain.read([option] if option in plain.FLAGS else [option, values.get(option, "a")]) is not None
    assert {*plain.FLAGS, *plain.TEXTS, *plain.LISTS, "--output-format", "--help"} >= set(NAMES)


CONFIGURED = "operator: clinic\nexclude: [drafts]\noverrides:\n  - paths: [news/**]\n    operator: publisher\n"


@pytest.mark.parametrize("configuration", ["", CONFIGURED])
def test_a_plain_call_imports_nothing_slow(caveat: Caveat, tmp_path: Path, configuration: str) -> None:
    (tmp_path / "a.md").write_text(CLEAN)
    (tmp_path / "caveat.yaml").write_text(configuration)
    caveat("check", cwd=tmp_path)
    script = (
        "import sys; from caveat import cli; cli.run(['check', 'a.md'])\n"
        "assert sys.modules.keys().isdisjoint(('click', 'typing', 'textwrap', 'pathlib'))"
    )
    subprocess.run([sys.executable, "-c", script], cwd=tmp_path, check=True)


def test_a_misspelt_command_is_told_the_nearest(caveat: Caveat, tmp_path: Path) -> None:
    done = caveat("chek", cwd=tmp_path)
    assert done.returncode == 2
    assert "there is no command “chek” — did you mean “check”?" in done.stderr


def test_version(caveat: Caveat, tmp_path: Path) -> None:
    assert caveat("--version", cwd=tmp_path).stdout == f"caveat {__version__}\n"


def test_read_shows_what_stands_where(caveat: Caveat, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\nauthor: Ada\n---\n# Tea &amp; *milk*\n")
    done = caveat("read", "a.md", "--format", "json", cwd=tmp_path)
    read = json.loads(done.stdout)
    assert (done.returncode, read["path"], read["format"]) == (0, "a.md", "markdown")
    assert [(fact["path"], fact["value"], fact["line"], fact["column"]) for fact in read["metadata"]] == [
        (["author"], "Ada", 2, 9)
    ]
    heading = read["blocks"][-1]
    assert {key: heading[key] for key in ("kind", "level", "section", "line", "column", "text")} == {
        "kind": "heading",
        "level": 1,
        "section": [],
        "line": 4,
        "column": 3,
        "text": "Tea & milk",
    }
    source = (tmp_path / "a.md").read_text()
    pieces = [source[start : start + length] for _, start, _, length in heading["segments"]]
    assert "".join(pieces) in ("Tea &amp; milk", "Tea &amp; *milk*")


def test_read_is_readable(caveat: Caveat, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<h2>Tea</h2>\n<p>Drink <b>it</b>.</p>")
    assert caveat("read", "a.html", cwd=tmp_path).stdout == (
        "a.html (html)\n    1:5    heading 2        Tea\n    2:4    paragraph        Drink it.\n"
    )


@pytest.mark.parametrize("name", ["gone.md", "letter.docx", "bytes.md"])
def test_read_says_in_one_line_why_it_cannot(caveat: Caveat, tmp_path: Path, name: str) -> None:
    (tmp_path / "letter.docx").write_text("x")
    (tmp_path / "bytes.md").write_bytes(b"\xff")
    done = caveat("read", name, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"caveat: {name}")
    assert done.stderr.count("\n") == 1


def test_explain_shows_the_rule_its_law_and_its_examples(caveat: Caveat, tmp_path: Path) -> None:
    done = caveat("explain", "claim/cure", cwd=tmp_path)
    assert done.returncode == 0
    titles = [line for line in done.stdout.splitlines()[2:] if line and not line.startswith(" ")]
    assert done.stdout.startswith("claim/cure  error\n")
    assert titles == ["Why", "What to write", "Severity", "Law", "Flagged", "Not flagged"]
    assert "⟦" in done.stdout.split("\nFlagged\n")[1].split("\nNot flagged\n")[0]
    assert "https://" in done.stdout.split("\nLaw\n")[1].split("\nFlagged\n")[0]


def test_explain_helps_with_the_spelling(caveat: Caveat, tmp_path: Path) -> None:
    done = caveat("explain", "claim/cures", cwd=tmp_path)
    said = "caveat: there is no rule “claim/cures” — did you mean “claim/cure”?\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)


def test_rules_lists_every_rule(caveat: Caveat, tmp_path: Path, repository: Path) -> None:
    files = [path.relative_to(repository / "rules").with_suffix("") for path in repository.glob("rules/*/*.yaml")]
    ids = {path.as_posix() for path in files if path.parts[0] not in ("lexicon", "templates")}
    listed = json.loads(caveat("rules", "list", "--format", "json", cwd=tmp_path).stdout)
    assert {rule["id"] for rule in listed} == ids
    text = caveat("rules", cwd=tmp_path).stdout
    assert {line.split()[0] for line in text.splitlines() if line[0] != " "} == ids


OWN_RULE = """
summary: Praises our tea
kind: claim
family: benefit
severity: warning
match: [wonderful tea]
message: “{quote}” praises the tea.
advice: Say what it tastes of.
why: Praise is no information.
authorities: []
examples:
  bad:
    - "It is ⟦wonderful tea⟧."
    - "⟦Wonderful tea⟧ for all."
    - "Our ⟦wonderful tea⟧!"
    - "We sell ⟦wonderful tea⟧."
    - "A cup of ⟦wonderful tea⟧."
  good: ["Tea.", "Good tea.", "Wonderful coffee.", "The tea is green.", "Tea, wonderful or not."]
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "our-rules/house").mkdir(parents=True)
    (tmp_path / "our-rules/house/praise.yaml").write_text(OWN_RULE, encoding="utf-8")
    (tmp_path / "caveat.yaml").write_text("rules: [our-rules]")
    return tmp_path


def test_rules_of_ones_own_are_applied_explained_and_tested(caveat: Caveat, own: Path) -> None:
    (own / "a.md").write_text("Our wonderful\ntea.\n")
    found = json.loads(caveat("check", "--select", "house", "--format", "json", cwd=own).stdout)["findings"]
    assert [(f["rule"], f["line"], f["column"], f["end_line"], f["end_column"]) for f in found] == [
        ("house/praise", 1, 5, 2, 4)
    ]
    assert caveat("explain", "house/praise", cwd=own).stdout.startswith("house/praise  warning\nPraises our tea\n")
    tested = caveat("rules", "test", "house", cwd=own)
    assert (tested.returncode, tested.stdout) == (0, "1 rule on 10 examples: all hold.\n")


def test_an_example_that_does_not_hold_gives_1(caveat: Caveat, own: Path) -> None:
    path = own / "our-rules/house/praise.yaml"
    path.write_text(OWN_RULE.replace('"Good tea."', '"Wonderful tea."'), encoding="utf-8")
    done = caveat("rules", "test", "house/praise", cwd=own)
    assert done.returncode == 1
    assert done.stdout == (
        "our-rules/house/praise.yaml:18: found “Wonderful tea”, which is not marked\n1 rule on 10 examples: 1 fault.\n"
    )


def test_a_mistake_in_ones_own_rule_names_its_line(caveat: Caveat, own: Path) -> None:
    (own / "our-rules/house/praise.yaml").write_text(OWN_RULE.replace("severity: warning", "severity: warn"))
    (own / "a.md").write_text("Tea.")
    done = caveat("check", cwd=own)
    said = "caveat: our-rules/house/praise.yaml:5: unknown severity “warn” — did you mean “warning”?\n"
    assert (done.returncode, done.stderr) == (2, said)


def test_the_package_runs_as_a_module(tmp_path: Path) -> None:
    (tmp_path / "caveat.yaml").write_text("operator: clinic")
    (tmp_path / "tea.md").write_text("# Tea\n\nOur tea cures asthma.\n")
    command = [sys.executable, "-m", "caveat", "check", "--select", "claim/cure", "--format", "json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "")
    assert [finding["rule"] for finding in json.loads(done.stdout)["findings"]] == ["claim/cure"]
