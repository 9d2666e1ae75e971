from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from caveat.lint import config, globs, rulebook
from caveat.lint.errors import InputError
from caveat.lint.model import Settings, Severity
from caveat.lint.roster import Entry, Roster

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def loaded(here: Path, text: str) -> config.Config:
    (here / "caveat.yaml").write_text(text, encoding="utf-8")
    return config.load("caveat.yaml")


def error(here: Path, text: str) -> str:
    with pytest.raises(InputError) as raised:
        loaded(here, text)
    return str(raised.value)


def test_the_nearest_configuration_above_the_article_holds(here: Path) -> None:
    (here / "docs/blog").mkdir(parents=True)
    assert config.find("docs/blog/a.md") is None
    (here / "caveat.yaml").write_text("")
    assert config.find("docs/blog/a.md") == str(here / "caveat.yaml")
    (here / "docs/caveat.yaml").write_text("")
    assert config.find("docs/blog/a.md") == str(here / "docs/caveat.yaml")
    assert config.find("docs/../a.md") == str(here / "caveat.yaml")


def test_the_folder_of_the_article_counts_not_the_current_one(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "site").mkdir()
    (here / "elsewhere").mkdir()
    (here / "site/caveat.yaml").write_text("")
    monkeypatch.chdir(here / "elsewhere")
    assert config.find("../site/a.md") == str(here / "site/caveat.yaml")


def test_without_a_configuration_the_defaults_hold() -> None:
    assert config.settings(config.load(None), "a.md") == Settings()


def test_every_key_is_read(here: Path) -> None:
    (here / "our-rules").mkdir()
    (here / "people.yaml").write_text("reviewers:\n- name: Ana Ruiz\n")
    read = loaded(
        here,
        """
jurisdictions: [us, th]
operator: clinic
select: [claim, page/disclaimer]
ignore: claim/no-risk
severity: {claim/cure: "off", page/disclaimer: info}
exclude: [drafts]
rules: [our-rules]
reviewers: people.yaml
review: {default: 24, cancer: 6}
approved_claims: ["Helps maintain normal bones."]
""",
    )
    assert config.settings(read, "a.md") == Settings(
        jurisdictions=("us", "th"),
        operator="clinic",
        select=("claim", "page/disclaimer"),
        ignore=("claim/no-risk",),
        severity={"claim/cure": None, "page/disclaimer": Severity.INFO},
        review={"default": 24, "cancer": 6},
        approved_claims=("Helps maintain normal bones.",),
        rules=(str(here / "our-rules"),),
        reviewers=Roster("people.yaml", (Entry("Ana Ruiz"),)),
    )
    assert config.excludes(read, "drafts/a.md")


def test_overrides_hold_for_their_paths_and_the_last_one_wins(here: Path) -> None:
    read = loaded(
        here,
        """
operator: publisher
ignore: [style]
severity: {a/b: info}
overrides:
  - paths: [clinic]
    operator: clinic
    ignore: [cite]
    severity: {c/d: error}
  - paths: ["*.html"]
    operator: brand
""",
    )
    merged = {"a/b": Severity.INFO, "c/d": Severity.ERROR}
    assert config.settings(read, "a.md").operator == "publisher"
    assert config.settings(read, "clinic/a.md") == Settings(operator="clinic", ignore=("cite",), severity=merged)
    assert config.settings(read, "clinic/a.html") == Settings(operator="brand", ignore=("cite",), severity=merged)


def test_paths_are_relative_to_the_configuration(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = loaded(here, "exclude: [docs/old]")
    (here / "docs").mkdir()
    monkeypatch.chdir(here / "docs")
    assert config.excludes(read, "old/a.md")
    assert config.excludes(read, str(here / "docs/old/a.md"))
    assert not config.excludes(read, "docs/old/a.md")


@pytest.mark.parametrize(
    ("pattern", "matched", "not_matched"),
    [
        ("drafts", ["drafts", "drafts/a.md", "x/drafts/a/b.md"], ["drafts.md", "mydrafts/a.md"]),
        ("drafts/", ["drafts/a.md", "x/drafts/a.md"], ["drafts2/a.md"]),
        ("./a.md", ["a.md"], ["ba.md"]),
        ("/a.md", ["a.md"], ["x/a.md"]),
        ("docs/*.md", ["docs/a.md"], ["docs/x/a.md", "x/docs/a.md"]),
        ("docs/**/*.md", ["docs/a.md", "docs/x/y/a.md"], ["docs/a.html", "a.md"]),
        ("**/a.md", ["a.md", "x/y/a.md"], ["aa.md", "xa.md"]),
        ("docs/**", ["docs/a.md", "docs/x/y"], ["docs", "docs2/a"]),
        ("?.md", ["a.md", "x/b.md"], ["ab.md"]),
        ("[slug].mdx", ["posts/[slug].mdx"], ["s.mdx"]),
        ("a+b.md", ["a+b.md"], ["aab.md"]),
    ],
)
def test_path_patterns(pattern: str, matched: list[str], not_matched: list[str]) -> None:
    expression = globs.globs([pattern])
    assert expression is not None
    assert [path for path in (*matched, *not_matched) if expression.match(path)] == matched


def test_a_star_cannot_take_exponential_time() -> None:
    expression = globs.globs(["*a*a*a*a*a*b"])
    assert expression is not None
    assert not expression.match("a" * 60)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\njurisdiction: [us]", "caveat.yaml:2: unknown key “jurisdiction” — did you mean “jurisdictions”?"),
        ("jurisdictions: [usa]", "caveat.yaml:1: unknown jurisdiction “usa” — did you mean “us”?"),
        (
            "jurisdictions: []",
            "caveat.yaml:1: `jurisdictions` is empty — name the places the article is for, or write [all]",
        ),
        ("operator: clinics", "caveat.yaml:1: unknown operator “clinics” — did you mean “clinic”?"),
        ("severity: {a/b: warn}", "caveat.yaml:1: unknown severity “warn” — did you mean “warning”?"),
        ("review:\n  cancer: soon", "caveat.yaml:2: “soon” is not a whole number of at least 1 — write digits alone"),
        (
            "overrides:\n- operator: brand",
            "caveat.yaml:2: the override names no `paths` — add `paths:` with the articles it is for",
        ),
        ("overrides:\n- paths: a\n  exclude: b", "caveat.yaml:3: unknown key “exclude” — "),
        (
            "rules: [none]",
            "caveat.yaml:1: there is no folder “none” — correct the path, it is relative to this caveat.yaml",
        ),
        (
            "reviewers: who.yaml",
            "caveat.yaml:1: there is no file “who.yaml” — correct the path, it is relative to this caveat.yaml",
        ),
        ("a: [}", "caveat.yaml:1: not valid YAML: "),
        ("- us", "caveat.yaml:1: keys with values are expected here — write `key: value`"),
    ],
)
def test_every_mistake_names_its_line_and_remedy(here: Path, text: str, said: str) -> None:
    assert error(here, text).startswith(said)


def test_a_configuration_that_is_missing_or_misnamed_is_an_error(here: Path) -> None:
    with pytest.raises(InputError, match=r"^none\.yaml: the configuration cannot be read \(No such file"):
        config.load("none.yaml")
    (here / "caveat.yml").write_text("")
    with pytest.raises(InputError, match=r"^caveat\.yml: .* rename it to caveat\.yaml$"):
        config.load(config.find("a.md"))


def test_a_rule_name_that_no_rule_bears_is_refused(here: Path) -> None:
    ids = ["claim/no-risk", "page/disclaimer"]
    config.check_names(loaded(here, "select: [claim]\nignore: [page/disclaimer]"), ids)
    for text, said in (
        ("select:\n- claims", "caveat.yaml:2: unknown rule “claims” — did you mean “claim”?"),
        ("severity:\n  claim: info", "caveat.yaml:2: unknown rule “claim” — known: claim/no-risk, page/disclaimer"),
        ("overrides:\n- paths: a\n  ignore: page/x", "caveat.yaml:3: unknown rule “page/x” — "),
    ):
        with pytest.raises(InputError) as raised:
            config.check_names(loaded(here, text), ids)
        assert str(raised.value).startswith(said)


def test_a_topic_that_no_article_can_have_is_refused(here: Path) -> None:
    topics = ["default", "dosing", "vaccines"]
    config.check_topics(loaded(here, "review: {default: 12}\noverrides:\n- paths: a\n  review: {dosing: 3}"), topics)
    for text, said in (
        ("review:\n  default: 12\n  dosage: 3", "caveat.yaml:3: unknown topic “dosage” — did you mean “dosing”?"),
        ("overrides:\n- paths: a\n  review: {vaccine: 3}", "caveat.yaml:3: unknown topic “vaccine” — did you mean"),
    ):
        with pytest.raises(InputError) as raised:
            config.check_topics(loaded(here, text), topics)
        assert str(raised.value).startswith(said)


def test_a_mistake_in_the_roster_is_one_of_the_configuration(here: Path) -> None:
    (here / "who.yaml").write_text("reviewers:\n- name: A B\n- nmae: C D\n")
    for text in ("reviewers: who.yaml", "overrides:\n- paths: x\n  reviewers: who.yaml"):
        assert error(here, text) == "who.yaml:3: unknown key “nmae” — did you mean “name”?"


def test_lookup_reads_the_nearest_configuration_of_each_path(here: Path) -> None:
    (here / "docs").mkdir()
    (here / "caveat.yaml").write_text("operator: brand")
    (here / "docs/caveat.yaml").write_text("operator: charity")
    found = config.lookup(None)
    assert [found(path).settings.operator for path in ("a.md", "docs/a.md", "docs/x/b.md")] == [
        "brand",
        "charity",
        "charity",
    ]
    assert config.lookup("docs/caveat.yaml")("a.md").settings.operator == "charity"


def test_the_documented_example_is_a_configuration(here: Path, repository: Path) -> None:
    document = (repository / "docs/configuration.md").read_text(encoding="utf-8")
    (here / "our-rules").mkdir()
    (here / "reviewers.yaml").write_text("reviewers: []")
    read = loaded(here, document.split("```yaml\n")[1].split("```")[0])
    config.check_names(read, [rule.id for rule in rulebook.load().rules])
    assert config.settings(read, "shop/a.md").operator == "brand"
    assert config.excludes(read, "packages/CHANGELOG.md")


def test_every_setting_is_documented(repository: Path) -> None:
    lines = (repository / "docs/configuration.md").read_text(encoding="utf-8").splitlines()
    rows = {line.split("`")[1] for line in lines if line.startswith("| `")}
    assert set(Settings._fields) | {"exclude", "overrides"} <= rows


def test_what_was_parsed_before_is_recalled_with_its_lines(here: Path) -> None:
    text = 'operator: brand\nseverity:\n  a/b: "off"\noverrides:\n- paths: [x, y]\n  ignore: c'
    first, again = loaded(here, text), loaded(here, text)
    assert again == first
    assert again.named == (("a/b", "caveat.yaml", 3, False), ("c", "caveat.yaml", 6, True))
    for _ in range(2):
        assert error(here, "\noperator: clinics").startswith("caveat.yaml:2: unknown operator “clinics”")
