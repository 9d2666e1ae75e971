from __future__ import annotations

import textwrap
from datetime import date
from typing import TYPE_CHECKING

import pytest
from caveat.lint.engine import Options
from caveat.lint.readers import read
from caveat.lint.repair import files, templates
from caveat.lint.rulebook import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Fixer = Callable[..., tuple[str, list[tuple[int, str]]]]

LASER = """\
The laser warms the skin below the scar. Most people need four rounds of treatment, a month apart. Redness after the \
laser lasts a day or two, and the skin may turn darker for some weeks. Keep the skin out of the sun."""
ADVICE = "This page gives general information and is not medical advice."
CONSULT = "Ask your doctor or pharmacist before you start, change or stop a treatment."
REVIEWED = "Medically reviewed by Ana Ruiz, MD, on 3 May 2026."
SINGULAR, PLURAL = (
    f"{subject} not been evaluated by the Food and Drug Administration. This product is not intended to diagnose, "
    "treat, cure, or prevent any disease."
    for subject in ("This statement has", "These statements have")
)
UNUSED = "caveat: ignore claim/cure -- quoted"


@pytest.fixture
def fix(tmp_path: Path) -> Fixer:
    """Return a function that mends an article twice: its text then, and the line and rule of each change."""

    def run(
        source: str,
        name: str = "a.md",
        config: str = "operator: clinic\njurisdictions: [uk]\n",
        **choice: tuple[str, ...],
    ) -> tuple[str, list[tuple[int, str]]]:
        (tmp_path / "caveat.yaml").write_text(config)
        path = tmp_path / name
        path.write_bytes(source.encode())
        options = Options(date(2026, 11, 22), **choice)
        (mended,) = files.mend_all([str(path)], options, write=True)
        after = path.read_bytes()
        (again,) = files.mend_all([str(path)], options, write=True)
        assert (mended.failures, mended.broken, mended.spared) == ((), (), ())
        assert (again.done, path.read_bytes()) == ((), after)
        return after.decode(), [(one.line, one.rule) for one in mended.done]

    return run


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# Laser\n\nTEXT\n", "# Laser\n\nTEXT\n\nHERE\n"),
        ("# Laser\n\nTEXT", "# Laser\n\nTEXT\n\nHERE"),
        ("# Laser\n\nTEXT\n\n\n", "# Laser\n\nTEXT\n\nHERE\n\n\n"),
        ("# Laser\nTEXT\n## References\n1. A.\n", "# Laser\nTEXT\n\nHERE\n\n## References\n1. A.\n"),
        (
            "# Laser\n\nTEXT\n\n- a\n- b\n\n## Sources\n\n- c\n",
            "# Laser\n\nTEXT\n\n- a\n- b\n\nHERE\n\n## Sources\n\n- c\n",
        ),
        ("# Laser\n\nTEXT[^1]\n\n[^1]: A note.\n", "# Laser\n\nTEXT[^1]\n\nHERE\n\n[^1]: A note.\n"),
        ("# Laser\n\nTEXT\n{: .lead}\n", "# Laser\n\nTEXT\n{: .lead}\n\nHERE\n"),
        (
            "# Laser\n\nTEXT\n\n<footer>\n\n© Clinic\n\n</footer>\n",
            "# Laser\n\nTEXT\n\nHERE\n\n<footer>\n\n© Clinic\n\n</footer>\n",
        ),
        (
            "# Laser\n\n| a | b |\n|---|---|\n| TEXT | c |\n\n```\ncode\n```\n",
            "# Laser\n\n| a | b |\n|---|---|\n| TEXT | c |\n\nHERE\n\n```\ncode\n```\n",
        ),
    ],
)
def test_a_disclaimer_stands_at_the_end_of_the_article(fix: Fixer, before: str, after: str) -> None:
    made, done = fix(before.replace("TEXT", LASER), select=("page/disclaimer",))
    assert made == after.replace("TEXT", LASER).replace("HERE", f"{ADVICE} {CONSULT}")
    line = made[: made.index(ADVICE)].count("\n") + 1
    assert done == [(line, "page/disclaimer")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "<main>\n  <h1>Laser</h1>\n  <p>TEXT</p>\n</main>\n<footer>©</footer>\n",
            "<main>\n  <h1>Laser</h1>\n  <p>TEXT</p>\n  HERE\n</main>\n<footer>©</footer>\n",
        ),
        (
            "<body>\n<h1>Laser</h1>\n<p>TEXT</p>\n<!-- <footer> -->\n<footer>©</footer>\n</body>\n",
            "<body>\n<h1>Laser</h1>\n<p>TEXT</p>\n<!-- <footer> -->\nHERE\n<footer>©</footer>\n</body>\n",
        ),
        (
            "<article>\n<h1>Laser</h1>\n<p>TEXT</p>\n<footer>By A</footer></article>\n<aside>More</aside>\n",
            "<article>\n<h1>Laser</h1>\n<p>TEXT</p>\nHERE\n<footer>By A</footer></article>\n<aside>More</aside>\n",
        ),
        ("<h1>Laser</h1><p>TEXT</p>", "<h1>Laser</h1><p>TEXT</p>\nHERE"),
        ("<body><h1>Laser</h1><p>TEXT</p></body>\n", "<body><h1>Laser</h1><p>TEXT</p>HERE</body>\n"),
        (
            "<body><h1>Laser</h1><p>TEXT</p>\n<script>'</body>'</script>\n</body>\n",
            "<body><h1>Laser</h1><p>TEXT</p>\n<script>'</body>'</script>\nHERE\n</body>\n",
        ),
    ],
)
def test_a_disclaimer_in_html_stands_above_the_footer(fix: Fixer, before: str, after: str) -> None:
    made, _ = fix(before.replace("TEXT", LASER), "a.html", select=("page/disclaimer",))
    assert made == after.replace("TEXT", LASER).replace("HERE", f"<p>{ADVICE} {CONSULT}</p>")


@pytest.mark.parametrize(("has", "lacks"), [(ADVICE, CONSULT), (CONSULT, ADVICE)])
def test_only_the_half_that_is_missing_is_inserted(fix: Fixer, has: str, lacks: str) -> None:
    source = f"# Laser\n\n{LASER} {has}\n"
    assert fix(source, select=("page/disclaimer",)) == (f"{source}\n{lacks}\n", [(5, "page/disclaimer")])


def test_wrapped_text_stays_wrapped(fix: Fixer) -> None:
    wrapped = textwrap.fill(f"{LASER} {LASER}", 60)
    made, _ = fix(f"Laser treatment\n\n{wrapped}\n\n{wrapped}\n", "a.txt", select=("page/disclaimer",))
    width = max(map(len, wrapped.split("\n")))
    assert made.endswith("\n\n" + textwrap.fill(f"{ADVICE} {CONSULT}", width) + "\n")


def test_mdx_stays_inside_its_layout(fix: Fixer) -> None:
    made, _ = fix(f"# Laser\n\n<Layout>\n\n{LASER}\n\n</Layout>\n", "a.mdx", select=("page/disclaimer",))
    assert made == f"# Laser\n\n<Layout>\n\n{LASER}\n\n{ADVICE} {CONSULT}\n\n</Layout>\n"


@pytest.mark.parametrize(
    ("source", "name", "code"),
    [
        (f"---\nlang: de-CH\n---\n\n# Laser\n\n{LASER}\n", "a.md", "de"),
        (f"---\nparams:\n  language: fr_FR\n---\n\n# Laser\n\n{LASER}\n", "a.md", "fr"),
        (f'+++\nlanguage = "ES"\n+++\n\n# Laser\n\n{LASER}\n', "a.md", "es"),
        (f'<!doctype html>\n<html class="x" lang="th">\n<body><h1>Laser</h1><p>{LASER}</p></body>\n', "a.html", "th"),
        (f"# Laser\n\n{LASER}\n", "a.md", "en"),
    ],
)
def test_the_disclaimer_is_in_the_language_of_the_article(fix: Fixer, source: str, name: str, code: str) -> None:
    made, _ = fix(source, name, select=("page/disclaimer",))
    assert " ".join(load().data["templates"][code]["statements"]["page/disclaimer"]["says"]) in made


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Die Therapie mit dem Laser ist für die Haut und das Gewebe nicht neu. " * 5, "de"),
        ("La thérapie par le laser est une méthode pour les patients avec des cicatrices. " * 5, "fr"),
        ("El tratamiento con láser es una opción para las personas que tienen cicatrices. " * 5, "es"),
        ("การรักษานี้ไม่เป็นที่นิยมและมีให้ในคลินิก laser filler botox " * 12, "th"),
        ("The treatment is not new, and it is for scars of the skin. " * 5, "en"),
        ("Laserbehandling utförs på kliniken och huden blir röd efteråt en stund. " * 5, ""),
        ("More men than women die by suicide.", "en"),
        ("", "en"),
    ],
)
def test_an_undeclared_language_is_told_by_its_words(text: str, code: str) -> None:
    assert templates.language(read(f"# Laser\n\n{text}\n", "a.md"), load().data["templates"]) == code


def test_nothing_is_inserted_in_a_language_without_template(fix: Fixer) -> None:
    source = f"---\nlang: sv\n---\n\n# Laser\n\n{LASER}\n"
    assert fix(source, select=("page/disclaimer",)) == (source, [])


def test_every_template_fits_its_rule() -> None:
    book = load()
    rules = {rule.id: rule for rule in book.rules}
    for code, held in book.data["templates"].items():
        assert held["words"], code
        for rule, entry in held["statements"].items():
            test, says = rules[rule].options["test"], rules[rule].options.get("says", ())
            assert (code, rule, test == "said") == (code, rule, "says" in entry)
            assert len(entry.get("says", ())) == (len(says) if test == "said" else 0)  # type: ignore[arg-type]
    assert set(book.data["templates"]) == {"en", "de", "fr", "es", "th"}
    templates.check(book.data["templates"], rules)


@pytest.mark.parametrize(
    ("places", "wording"),
    [
        ("[uk]", "In an emergency, call 999 at once."),
        ("[us, uk]", "In an emergency, call 911 (US), 999 (UK) at once."),
        ("[all]", "In an emergency, call your local emergency number at once."),
    ],
)
def test_an_emergency_begins_with_the_number(fix: Fixer, places: str, wording: str) -> None:
    config = f"operator: publisher\njurisdictions: {places}\n"
    body = "If your face is numb on one side, do not wait.\n"
    for source, name, written in (
        (f"# Signs of a stroke\n\n{body}", "a.md", wording),
        (f"<h1>Signs of a <b>stroke</b></h1>\n<p>{body}</p>\n", "a.html", f"<p>{wording}</p>"),
    ):
        made, done = fix(source, name, config)
        first = source.index("\n")
        assert made.replace("\n\n", "\n").startswith(f"{source[:first]}\n{written}\n"), made
        assert [rule for _, rule in done] == ["page/emergency-number"]


def test_a_helpline_stands_at_the_end(fix: Fixer) -> None:
    source = "# Suicide in young men\n\nMore men than women die by suicide.\n"
    made, done = fix(source)
    wording = "If you are thinking about suicide, or worry about somebody who is, call 116 123."
    assert (made, done) == (f"{source}\n{wording}\n", [(5, "page/suicide-helpline")])


BRAND = "operator: brand\njurisdictions: [us]\n"


@pytest.mark.parametrize(
    ("before", "after", "name"),
    [
        (
            "# Caps\n\nOur supplement supports joints.\n\nCall us.\n",
            "# Caps\n\nOur supplement supports joints.\n\n**S**\n\nCall us.\n",
            "a.md",
        ),
        (
            "# Caps\n\n- Our vitamins boost energy\n- Our capsules support joints\n\nCall us.\n",
            "# Caps\n\n- Our vitamins boost energy\n- Our capsules support joints\n\n**P**\n\nCall us.\n",
            "a.md",
        ),
        (
            "<div>\n  <p>Our capsule supports <b>joint</b>.</p>\n  <p>Call.</p>\n</div>\n",
            "<div>\n  <p>Our capsule supports <b>joint</b>.</p>\n  <p><strong>S</strong></p>\n  <p>Call.</p>\n</div>\n",
            "a.html",
        ),
        (
            "<ul>\n  <li>Our supplement supports joints.</li>\n</ul>\n<p>Call us.</p>\n",
            "<ul>\n  <li>Our supplement supports joints.</li>\n</ul>\n<p><strong>S</strong></p>\n<p>Call us.</p>\n",
            "a.html",
        ),
        (
            "Caps\n\nOur supplement supports joints.\n\nCall us.\n",
            "Caps\n\nOur supplement supports joints.\n\nS\n\nCall us.\n",
            "a.txt",
        ),
    ],
)
def test_the_wording_of_the_law_stands_behind_the_claim(fix: Fixer, before: str, after: str, name: str) -> None:
    made, _ = fix(before, name, BRAND, select=("page/supplement-disclaimer",))
    assert made.replace(SINGULAR, "S").replace(PLURAL, "P") == after


def test_a_wording_that_departs_from_the_law_is_for_people(fix: Fixer) -> None:
    source = "# Caps\n\nOur supplement supports joints. This statement has not been evaluated by the FDA.\n"
    assert fix(source, config=BRAND, select=("page/supplement-disclaimer",)) == (source, [])


CLINIC = "operator: clinic\njurisdictions: [us]\n"


@pytest.mark.parametrize(
    ("source", "config", "inserted"),
    [
        ("# Tired\n\nA supplement supports energy.\n", BRAND, True),
        ("# Tired\n\nA supplement supports energy.\n", CLINIC, False),
        ("# Supplements\n\nA supplement supports energy.\n", CLINIC, True),
        ("# Supplements\n\nIron is a supplement. A friend supports you.\n", CLINIC, False),
    ],
)
def test_the_wording_of_the_law_stands_on_pages_about_the_product(
    fix: Fixer, source: str, config: str, inserted: bool
) -> None:
    made, _ = fix(source, config=config, select=("page/supplement-disclaimer",))
    assert (SINGULAR in made) == inserted
