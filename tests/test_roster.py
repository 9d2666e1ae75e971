from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from caveat.lint.errors import InputError, InputErrors
from caveat.lint.roster import Entry, load

if TYPE_CHECKING:
    from pathlib import Path


def written(folder: Path, text: str) -> str:
    path = folder / "reviewers.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_an_entry_in_full(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "reviewers:\n"
        "  - id: faber\n"
        "    name: Ines Faber\n"
        "    also: [I. Faber]\n"
        "    credentials: [MD, FRCSC]\n"
        "    registration: GMC 7654321\n"
        "    registered_until: 2027-03-31\n"
        "    specialties: [dermatology]\n"
        "    interests: none declared\n",
    )
    due = Entry(
        "Ines Faber",
        ("I. Faber",),
        ("MD", "FRCSC"),
        "GMC 7654321",
        date(2027, 3, 31),
        ("dermatology",),
        "none declared",
        "faber",
    )
    assert load(path).entries == (due,)
    assert load(path).find("ines  FABER") == load(path).find("I Faber") == load(path).find("faber") == due
    assert load(path).find("Ines Faberge") is None


@pytest.mark.parametrize(
    ("text", "line", "wrong"),
    [
        ("", 1, "the roster has no `reviewers`"),
        ("reviewer:\n  - name: A B\n", 2, "unknown key “reviewer”"),
        ("reviewers:\n  - nmae: A B\n", 2, "unknown key “nmae”"),
        ("reviewers:\n  - credentials: [MD]\n", 2, "the reviewer has no `name`"),
        ("reviewers:\n  - name: A B\n    registered_until: soon\n", 3, "“soon” is not a date"),
    ],
)
def test_what_a_roster_may_not_say(tmp_path: Path, text: str, line: int, wrong: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(InputError) as caught:
        load(path)
    assert (caught.value.path, caught.value.line, caught.value.wrong) == (path, line, wrong)


def test_two_reviewers_may_not_share_a_name(tmp_path: Path) -> None:
    path = written(tmp_path, "reviewers:\n  - {id: ruiz, name: Ana Ruiz}\n  - {name: Eva Ruiz, also: [Ruiz]}\n")
    with pytest.raises(InputError) as caught:
        load(path)
    assert (caught.value.line, caught.value.wrong) == (
        3,
        "“Eva Ruiz” is called like the reviewer in line 2 (“ruiz”)",
    )


def test_every_wrong_entry_is_named(tmp_path: Path) -> None:
    path = written(tmp_path, "reviewers:\n  - {nam: A B}\n  - {name: C D}\n  - {name: E F, registered_until: soon}\n")
    with pytest.raises(InputErrors) as caught:
        load(path)
    assert [(one.line, one.wrong) for one in caught.value.errors] == [
        (2, "unknown key “nam”"),
        (4, "“soon” is not a date"),
    ]


def test_a_roster_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        load(str(tmp_path / "none.yaml"))
    assert caught.value.wrong == "the roster cannot be read (No such file or directory)"
