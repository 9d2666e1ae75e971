"""Signatures of reviewers: what breaks them and what does not, what caveat.lock may hold."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from caveat.lint import signing, wording
from caveat.lint.errors import InputError, InputErrors
from caveat.lint.readers import read
from hypothesis import given
from hypothesis import strategies as st

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    Caveat = Callable[..., subprocess.CompletedProcess[str]]

RULES = "page/signature-outdated,page/signature-missing,page/signature-disagrees"
TEXT = """\
---
title: Sleep
---

# Sleep and light

Bright light "in the evening" delays sleep -- by an hour.

- Dim the lamps.
- Read a book.

Reviewed by Ana Ruiz, MD, on 3 May 2026.
"""


def digest(text: str, path: str = "a.md") -> str:
    return wording.read(read(text, path)).digest


def paragraphs(text: str, path: str = "a.md") -> list[str]:
    return [block.text for block in wording.read(read(text, path)).blocks]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Sleep", "title: Night\ndescription: All about it"),
        ("# Sleep", "### Sleep"),
        ('"in the evening"', "“in the evening”"),
        ('"in the evening"', "*'in the evening'*"),
        ("delays sleep", "delays\nsleep"),
        ("delays sleep", "delays [sleep](https://example.org/sleep)"),
        ("delays sleep", "delays\u00a0slee\u00adp"),
        ("-- by", "— by"),
        ("-- by", "&ndash; by"),
        ("- Dim", "* Dim"),
        ("- Dim the lamps.\n- Read a book.", "Dim the lamps. Read a book."),
        ("# Sleep", "<!-- checked -->\n\n# Sleep"),
        ("on 3 May 2026", "on 1 August 2026"),
        ("Ana Ruiz, MD", "Dr Kim Sato, MD, FRCP, consultant at the Sleep Clinic"),
        ("2026.\n", "2026. Next review due: May 2027.\n\nLast updated 1 August 2026\n"),
        ("\nReviewed by Ana Ruiz, MD, on 3 May 2026.\n", ""),
    ],
)
def test_what_leaves_the_wording_as_it_is(old: str, new: str) -> None:
    assert old in TEXT
    assert digest(TEXT.replace(old, new)) == digest(TEXT)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("an hour", "one hour"),
        ("an hour", "an hours"),
        ("delays", "delays not"),
        ("Sleep and", "Sleep without"),
        ("- Read a book.\n", ""),
        ("- Dim the lamps.\n- Read a book.", "- Read a book.\n- Dim the lamps."),
        ("2026.\n", "2026. Updated 1 August 2026: the dose is one drop.\n"),
    ],
)
def test_what_changes_the_wording(old: str, new: str) -> None:
    assert old in TEXT
    assert digest(TEXT.replace(old, new)) != digest(TEXT)


def test_the_wording_does_not_depend_on_the_format() -> None:
    html = (
        "<html><head><title>Sleep</title></head><body><h1>Sleep and light</h1>"
        "<p>Bright light &ldquo;in the evening&rdquo; delays <b>sleep</b> &mdash; by an hour.</p>"
        "<ul><li>Dim the lamps.<li>Read a book.</ul></body></html>"
    )
    assert digest(html, "a.html") == digest(TEXT)


def test_paragraphs_without_bylines() -> None:
    assert paragraphs(TEXT) == [
        "Sleep and light",
        'Bright light "in the evening" delays sleep -- by an hour.',
        "Dim the lamps.",
        "Read a book.",
    ]


def lines(site: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in (site / "caveat.lock").read_text(encoding="utf-8").splitlines()]


def findings(caveat: Caveat, site: Path, *paths: str) -> list[str]:
    done = caveat("check", *paths, "--select", RULES, "--format", "json", "--today", "2026-11-22", cwd=site)
    assert done.stdout, done.stderr
    return [
        f"{one['path']}:{one['line']} {one['severity']} {one['rule']}: {one['message']}"
        for one in json.loads(done.stdout)["findings"]
    ]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name in ("b.md", "a.md"):
        (tmp_path / name).write_text(TEXT.replace("Sleep", name), encoding="utf-8")
    (tmp_path / "caveat.yaml").write_text("reviewers: people.yaml\n")
    (tmp_path / "people.yaml").write_text(
        "reviewers:\n"
        "- {id: ruiz, name: Ana Ruiz}\n"
        "- {name: Eva Brandt, registered_until: 2026-03-31}\n"
        "- {id: sato, name: Kim Sato}\n"
    )
    return tmp_path


def test_sign_and_check(caveat: Caveat, site: Path) -> None:
    assert findings(caveat, site) == []
    done = caveat("sign", "a.md", "--reviewer", "ruiz", "--date", "2026-05-03", cwd=site)
    assert (done.returncode, done.stdout, done.stderr) == (0, "caveat.lock: a.md, Ana Ruiz, 2026-05-03\n", "")
    assert [(one["path"], one["reviewer"], one["date"]) for one in lines(site)] == [("a.md", "Ana Ruiz", "2026-05-03")]
    missing = (
        "b.md:12 warning page/signature-missing: “Ana Ruiz, MD” is named as the reviewer, "
        "and caveat.lock has no signature of this article."
    )
    assert findings(caveat, site) == [missing]
    text = (site / "a.md").read_text().replace("an hour", "two hours").replace("Read", "Write")
    (site / "a.md").write_text(text.replace("3 May", "4 May"))
    assert findings(caveat, site, "a.md") == [
        "a.md:7 error page/signature-outdated: Ana Ruiz signed another text on 3 May 2026; changed since: "
        '“Bright light "in the evening" delays …” (line 7), “Write a book.” (line 10).',
        "a.md:12 error page/signature-disagrees: The page says “4 May 2026”, but it was Ana Ruiz who signed this "
        "article, on 3 May 2026.",
    ]
    caveat("sign", ".", "--reviewer", "Ana Ruiz", "--date", "2026-05-04", cwd=site)
    assert [(one["path"], one["date"]) for one in lines(site)] == [("a.md", "2026-05-04"), ("b.md", "2026-05-04")]
    assert findings(caveat, site) == []


def test_signing_again_changes_nothing(caveat: Caveat, site: Path) -> None:
    caveat("sign", "b.md", "a.md", "--reviewer", "ruiz", "--date", "2026-05-03", cwd=site)
    first = (site / "caveat.lock").read_bytes()
    caveat("sign", "a.md", "b.md", "--reviewer", "ruiz", "--date", "2026-05-03", cwd=site)
    assert (site / "caveat.lock").read_bytes() == first
    assert b"\r" not in first


def test_the_lock_stands_beside_the_configuration_of_the_article(caveat: Caveat, site: Path) -> None:
    (site / "docs/guides").mkdir(parents=True)
    (site / "docs/caveat.yaml").write_text("operator: clinic\n")
    (site / "docs/guides/c.md").write_text(TEXT)
    done = caveat("sign", ".", "--reviewer", "Ana Ruiz", "--date", "2026-05-03", cwd=site)
    assert done.stdout.splitlines() == [
        "caveat.lock: a.md, Ana Ruiz, 2026-05-03",
        "caveat.lock: b.md, Ana Ruiz, 2026-05-03",
        "docs/caveat.lock: guides/c.md, Ana Ruiz, 2026-05-03",
    ]
    assert findings(caveat, site / "docs/guides") == []
    (site / "docs/guides/c.md").write_text(TEXT.replace("an hour", "a day"))
    assert [one.partition(" ")[0] for one in findings(caveat, site / "docs/guides")] == ["c.md:7"]


def test_without_a_configuration_the_lock_stands_in_the_current_folder(caveat: Caveat, tmp_path: Path) -> None:
    (tmp_path / "guides").mkdir()
    (tmp_path / "guides/ä.md").write_text(TEXT)
    caveat("sign", "guides", "--reviewer", "Ana Ruiz", "--date", "2026-05-03", cwd=tmp_path)
    assert [one["path"] for one in lines(tmp_path)] == ["guides/ä.md"]
    assert findings(caveat, tmp_path) == []


def test_a_renamed_article_keeps_its_signature(caveat: Caveat, site: Path) -> None:
    caveat("sign", "a.md", "--reviewer", "ruiz", "--date", "2026-05-03", cwd=site)
    (site / "a.md").rename(site / "c.md")
    assert findings(caveat, site, "c.md") == []
    caveat("sign", "c.md", "--reviewer", "ruiz", "--date", "2026-05-03", cwd=site)
    assert [one["path"] for one in lines(site)] == ["c.md"]


def test_a_renamed_article_that_was_changed_too_is_no_longer_as_signed(caveat: Caveat, site: Path) -> None:
    caveat("sign", "a.md", "--reviewer", "ruiz", "--date", "2026-05-03", cwd=site)
    text = (site / "a.md").read_text(encoding="utf-8")
    (site / "a.md").unlink()
    (site / "c.md").write_text(text.replace("Dim the lamps", "Light the lamps"), encoding="utf-8")
    assert findings(caveat, site, "c.md") == [
        "c.md:9 error page/signature-outdated: Ana Ruiz signed another text on 3 May 2026; changed since:"
        " “Light the lamps.” (line 9)."
    ]


def test_another_article_does_not_inherit_a_signature(caveat: Caveat, site: Path) -> None:
    caveat("sign", "a.md", "--reviewer", "ruiz", "--date", "2026-05-03", cwd=site)
    (site / "a.md").unlink()
    (site / "c.md").write_text("# Rest\n\n- Read a book.\n\nReviewed by Ana Ruiz, MD.\n", encoding="utf-8")
    assert [one.split(": ")[0] for one in findings(caveat, site, "c.md")] == ["c.md:5 warning page/signature-missing"]


def test_a_copy_is_not_signed(caveat: Caveat, site: Path) -> None:
    caveat("sign", "a.md", "--reviewer", "ruiz", "--date", "2026-05-03", cwd=site)
    (site / "c.md").write_bytes((site / "a.md").read_bytes())
    assert [one.split(": ")[0] for one in findings(caveat, site, "c.md")] == ["c.md:12 warning page/signature-missing"]


@pytest.mark.parametrize(
    ("reviewer", "day", "said"),
    [
        ("ruis", "2026-05-03", "caveat: people.yaml: “ruis” is not in the roster — did you mean “ruiz”?"),
        (
            "Eva Brandt",
            "2026-04-01",
            "caveat: people.yaml: the registration of Eva Brandt ran out on 2026-03-31, before 2026-04-01 — "
            "renew the entry after checking the register",
        ),
        ("ruiz", "2999-01-01", "caveat: --date 2999-01-01 lies ahead — a review is signed when it is done"),
    ],
)
def test_who_may_not_sign(caveat: Caveat, site: Path, reviewer: str, day: str, said: str) -> None:
    done = caveat("sign", "a.md", "--reviewer", reviewer, "--date", day, cwd=site)
    assert (done.returncode, done.stdout, done.stderr.splitlines()) == (2, "", [said])
    assert not (site / "caveat.lock").exists()


def test_nothing_is_signed_where_one_article_cannot_be(caveat: Caveat, site: Path) -> None:
    (site / "b.md").write_bytes(b"\xff\xfe\xff")
    done = caveat("sign", "a.md", "b.md", "gone.md", "--reviewer", "ruiz", "--date", "2026-05-03", cwd=site)
    assert (done.returncode, done.stdout) == (2, "")
    assert [line.split(": ")[1] for line in done.stderr.splitlines()] == ["b.md:1", "gone.md"]
    assert not (site / "caveat.lock").exists()


SOUND = (
    '{"path": "a.md", "reviewer": "Ana Ruiz", "date": "2026-05-03", "rules": "1", "source": "0123456789abcdef", '
    '"prose": "0123456789abcdef0123456789abcdef", "paragraphs": "01234567 89abcdef"}'
)


@pytest.mark.parametrize(
    ("text", "number", "wrong"),
    [
        (f"{SOUND}\n<<<<<<< HEAD\n", 2, "this is no signature"),
        ("[1]\n", 1, "this is no signature"),
        ("[" * 100_000, 1, "this is no signature"),
        (SOUND.replace('"date"', '"day"'), 1, "unknown key “day”"),
        (SOUND.replace('"reviewer": "Ana Ruiz", ', ""), 1, "the signature has no sound `reviewer`"),
        (SOUND.replace('"2026-05-03"', "20260503"), 1, "the signature has no sound `date`"),
        (SOUND.replace("2026-05-03", "2026-05-32"), 1, "“2026-05-32” is not a date"),
        (SOUND.replace("01234567 ", "0123 "), 1, "the signature has no sound `paragraphs`"),
        (f"{SOUND}\n\n{SOUND}\n", 3, "a.md is signed twice"),
    ],
)
def test_what_a_lock_may_not_hold(tmp_path: Path, text: str, number: int, wrong: str) -> None:
    (tmp_path / "caveat.lock").write_text(text)
    with pytest.raises(InputError) as caught:
        signing.load(tmp_path)
    assert (caught.value.line, caught.value.wrong) == (number, wrong)


def test_every_bad_line_is_named_and_no_article_is_judged(caveat: Caveat, site: Path) -> None:
    (site / "caveat.lock").write_text(f"x\n{SOUND}\ny\n")
    with pytest.raises(InputErrors):
        signing.load(site)
    done = caveat("check", cwd=site)
    remedy = "this is no signature — take the line from the last good version, or sign the article again"
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [f"caveat: caveat.lock:1: {remedy}", f"caveat: caveat.lock:3: {remedy}"]


NAMES = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1).map(lambda name: f"n{name}")


@given(st.lists(NAMES, unique=True), st.dates(), st.lists(st.from_regex("[0-9a-f]{8}", fullmatch=True)))
def test_what_is_stored_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, paths: list[str], day: date, hashes: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("lock")
    made = {path: signing.Signature(path, "Ana Ruiz", day, "0.1", "0" * 16, "f" * 32, tuple(hashes)) for path in paths}
    signing.store(signing.Lock(folder, made))
    lock = signing.load(folder)
    assert lock and lock.signatures == made


def test_the_same_source_is_as_signed_whatever_its_wording_is_taken_for(caveat: Caveat, site: Path) -> None:
    caveat("sign", "a.md", "--reviewer", "ruiz", "--date", "2026-05-03", cwd=site)
    held = lines(site)[0]
    (site / "caveat.lock").write_text(json.dumps(held | {"prose": "0" * 32, "paragraphs": "00000000"}) + "\n")
    assert findings(caveat, site, "a.md") == []
