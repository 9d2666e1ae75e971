from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from caveat.lint import checks, config, configfile, roster, rulebook, schemas, settingkeys, strict
from caveat.lint.errors import InputError
from caveat.lint.model import JURISDICTIONS
from caveat.lint.schemas import config as config_schema
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Caveat = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def book() -> rulebook.Rulebook:
    return rulebook.load()


@pytest.fixture(scope="module")
def validators(book: rulebook.Rulebook) -> dict[str, Draft202012Validator]:
    """Return the schemas ready to validate, each held against the schema of schemas."""
    made = {name: schemas.schema(name, book) for name in schemas.NAMES}
    for one in made.values():
        Draft202012Validator.check_schema(one)
    return {name: Draft202012Validator(one) for name, one in made.items()}


def as_editors_read(text: str) -> Any:
    """Parse YAML 1.2, in which `off` is a word; a date is text, as JSON has none."""
    return _plain(YAML(typ="safe").load(text))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def faults(validator: Draft202012Validator, text: str) -> list[str]:
    return [f"{error.json_path}: {error.message}"[:200] for error in validator.iter_errors(as_editors_read(text))]


def test_every_file_of_the_rulebook_is_valid(validators: dict[str, Draft202012Validator], repository: Path) -> None:
    found = {}
    for path in sorted((repository / "rules").glob("*/*.yaml")):
        name = {"lexicon": "lexicon", "templates": ""}.get(path.parent.name, "rule")
        if name:
            found[path.name] = faults(validators[name], path.read_text(encoding="utf-8"))
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_every_configuration_that_is_shown_is_valid(
    validators: dict[str, Draft202012Validator], repository: Path
) -> None:
    texts = [(repository / "examples/caveat.yaml").read_text(encoding="utf-8")]
    document = (repository / "docs/configuration.md").read_text(encoding="utf-8")
    texts += [part.split("```")[0] for part in document.split("```yaml\n")[1:]]
    assert [faults(validators["config"], text) for text in texts] == [[] for _ in texts]


def keys(schema: dict[str, Any]) -> set[str]:
    return set(schema["properties"])


def test_schema_and_strict_loading_know_the_same_keys(book: rulebook.Rulebook) -> None:
    top = schemas.schema("config", book)
    assert keys(top) == set(configfile.KEYS)
    assert keys(top["properties"]["overrides"]["items"]) == {"paths", *settingkeys.SETTINGS}
    entry = schemas.schema("roster", book)["properties"]["reviewers"]["items"]
    assert keys(entry) == set(roster.KEYS)
    rule = schemas.schema("rule", book)
    kinds = rule["properties"]["kind"]["enum"]
    assert keys(rule) == {*rulebook.COMMON, *(key for kind in kinds for key in checks.options_of(kind).keys)}
    assert keys(rule["properties"]["examples"]) == {"bad", "good", *rulebook.EXAMPLE_SETTINGS}
    assert set(config_schema.PLACES) == {*JURISDICTIONS, "all"}


def test_every_key_says_what_it_is_for(book: rulebook.Rulebook) -> None:
    silent = {
        f"{name}.{key}"
        for name in schemas.NAMES
        for key, said in _resolved(schemas.schema(name, book)).items()
        if not said.get("description")
    }
    assert silent == set()


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    shared = schema.get("$defs", {})
    return {
        key: shared.get(said.get("$ref", "").rpartition("/")[2], said) for key, said in schema["properties"].items()
    }


BAD_CONFIGURATIONS = [
    "jurisdiction: [us]",
    "jurisdictions: [usa]",
    "jurisdictions: []",
    "operator: clinics",
    "operator: [clinic]",
    "severity: {claim/cure: warn}",
    "severity: [claim/cure]",
    "review: {default: soon}",
    "review: {default: 0}",
    "suppress: never",
    "gitignore: sometimes",
    "history: 3",
    "select: {claim: on}",
    "exclude: {a: b}",
    "overrides: [{operator: brand}]",
    "overrides: [{paths: [], operator: brand}]",
    "overrides: [{paths: a, exclude: b}]",
    "overrides: [{paths: a, extends: b}]",
    "overrides: {paths: a}",
    "- us",
]


@pytest.mark.parametrize("text", BAD_CONFIGURATIONS)
def test_a_bad_configuration_is_refused_by_both(
    validators: dict[str, Draft202012Validator], tmp_path: Path, text: str
) -> None:
    (tmp_path / "caveat.yaml").write_text(text)
    with pytest.raises(InputError):
        config.load(str(tmp_path / "caveat.yaml"))
    assert faults(validators["config"], text)


GOOD_CONFIGURATIONS = [
    "",
    "# nothing",
    "exclude:\noverrides:\nselect:\nseverity:\nreview:",
    "extends: house.yaml\njurisdictions: all\nignore: style",
    "extends: [house.yaml]\nseverity: {claim/cure: off, own/rule: error}\nreview: {default: 12, own-topic: 3}",
    "overrides:\n- {paths: a, severity: , suppress: false}",
]


@pytest.mark.parametrize("text", GOOD_CONFIGURATIONS)
def test_a_good_configuration_is_taken_by_both(
    validators: dict[str, Draft202012Validator], tmp_path: Path, text: str
) -> None:
    (tmp_path / "house.yaml").write_text("")
    (tmp_path / "caveat.yaml").write_text(text)
    config.load(str(tmp_path / "caveat.yaml"))
    assert faults(validators["config"], text) == []


@pytest.mark.parametrize(
    "text",
    [
        "people: []",
        "{}",
        "reviewers: [{nmae: A B}]",
        "reviewers: [{id: ab}]",
        "reviewers: [{name: ''}]",
        "reviewers: [{name: A B, registered_until: [2027]}]",
        "reviewers: [{name: A B, also: {c: d}}]",
    ],
)
def test_a_bad_roster_is_refused_by_both(validators: dict[str, Draft202012Validator], text: str) -> None:
    with pytest.raises(InputError):
        roster.parse(strict.load(text, "reviewers.yaml"))
    assert faults(validators["roster"], text)


def test_the_documented_roster_is_taken_by_both(validators: dict[str, Draft202012Validator]) -> None:
    text = (roster.__doc__ or "").partition("\n\n")[2]
    assert roster.parse(strict.load(text, "reviewers.yaml")).entries[0].name == "Ana Ruiz"
    assert faults(validators["roster"], text) == []


RULE = """
summary: Promises to detoxify
kind: claim
family: benefit
severity: warning
match: [detox]
excused_by: [negated]
message: m
advice: a
why: w
authorities: [uk/cap-12.1]
examples: {bad: [It will ⟦detox⟧ you.], good: [It is tea.]}
"""
STATEMENT = """
summary: Says where to call
kind: statement
severity: warning
test: said
options: {says: [call us]}
message: m
advice: a
why: w
authorities: [uk/cap-12.1]
examples: {bad: ["# ⟦Tea⟧"], good: [Call us.]}
"""


def load_rule(folder: Path, text: str) -> None:
    (folder / "own").mkdir(exist_ok=True)
    (folder / "own/rule.yaml").write_text(text, encoding="utf-8")
    rulebook.load([folder])


@pytest.mark.parametrize("text", [RULE, STATEMENT])
def test_a_good_rule_is_taken_by_both(validators: dict[str, Draft202012Validator], tmp_path: Path, text: str) -> None:
    load_rule(tmp_path, text)
    assert faults(validators["rule"], text) == []


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        (RULE, "kind: claim", "kind: claims"),
        (RULE, "kind: claim\n", ""),
        (RULE, "family: benefit\n", ""),
        (RULE, "family: benefit", "family: benefits"),
        (RULE, "severity: warning", "severity: off"),
        (RULE, "match: [detox]", "match: [detox]\nthreshold: 3"),
        (RULE, "match: [detox]\n", ""),
        (RULE, "match: [detox]", "match: {a: b}"),
        (RULE, "match: [detox]", "mach: [detox]"),
        (RULE, "match: [detox]", "match: [detox]\ntest: said"),
        (RULE, "[negated]", "[denied]"),
        (RULE, "excused_by: [negated]", "softened_by: {hedged: off}"),
        (RULE, "excused_by: [negated]", "softened_by: {perhaps: info}"),
        (RULE, "excused_by: [negated]", "jurisdictions: {uk: off}"),
        (RULE, "excused_by: [negated]", "jurisdictions: {fr: info}"),
        (RULE, "excused_by: [negated]", "operators: {shop: info}"),
        (RULE, "excused_by: [negated]", "where: [footnote]"),
        (RULE, "excused_by: [negated]", "suppressible: perhaps"),
        (RULE, "examples: {bad", "examples: {worse"),
        (RULE, "examples: {bad", "examples: {operator: shop, bad"),
        (RULE, "why: w\n", ""),
        (STATEMENT, "test: said", "test: sad"),
        (STATEMENT, "test: said\n", ""),
        (STATEMENT, "{says:", "{said:"),
        (STATEMENT, "test: said", "test: said\nmatch: [x]"),
    ],
)
def test_a_bad_rule_is_refused_by_both(
    validators: dict[str, Draft202012Validator], tmp_path: Path, text: str, old: str, new: str
) -> None:
    with pytest.raises(InputError):
        load_rule(tmp_path, text.replace(old, new, 1))
    assert faults(validators["rule"], text.replace(old, new, 1))


@pytest.mark.parametrize("text", ["summary: s", "wrods: [a]", "words: [a]\nmore: b", "words: {a: b}"])
def test_a_bad_word_list_is_refused_by_both(
    validators: dict[str, Draft202012Validator], tmp_path: Path, text: str
) -> None:
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon/own.yaml").write_text(text)
    with pytest.raises(InputError):
        rulebook.load([tmp_path])
    assert faults(validators["lexicon"], text)


def test_the_command_prints_what_an_editor_can_use(caveat: Caveat, tmp_path: Path) -> None:
    (tmp_path / "rules/house").mkdir(parents=True)
    (tmp_path / "rules/house/tea.yaml").write_text(RULE, encoding="utf-8")
    (tmp_path / "caveat.yaml").write_text("rules: [rules]")
    done = caveat("config", "schema", cwd=tmp_path)
    offered = json.loads(done.stdout)["$defs"]["rule-name"]["anyOf"]
    assert {"const": "house/tea", "description": "Promises to detoxify"} in offered
    assert json.loads(caveat("config", "schema", "roster", cwd=tmp_path).stdout)["title"] == "reviewers.yaml"
    assert caveat("config", "schema", "rules", cwd=tmp_path).returncode == 2
