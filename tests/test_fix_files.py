from __future__ import annotations

import os
import stat
from datetime import date
from pathlib import Path

import pytest
from caveat.lint.decode import decode
from caveat.lint.engine import Options
from caveat.lint.errors import InputError
from caveat.lint.readers import read
from caveat.lint.repair import edits, files, verify
from caveat.lint.repair.edits import Edit
from caveat.lint.repair.mend import Mended, encode
from caveat.lint.repair.mend import mend as mend_article
from hypothesis import given
from hypothesis import strategies as st

TODAY = date(2026, 11, 22)
SUICIDE = "# Suicide in young men\n\nMore men than women die by suicide.\n"
HELPLINE = "\nIf you are thinking about suicide, or worry about somebody who is, call 116 123.\n"


def mend(path: Path, *, write: bool = True) -> Mended:
    (path.parent / "caveat.yaml").write_text("jurisdictions: [uk]\n")
    (mended,) = files.mend_all([str(path)], Options(TODAY), write=write)
    return mended


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_line_ends_mark_and_encoding_are_kept(tmp_path: Path, end: str, encoding: str) -> None:
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    path = tmp_path / "a.md"
    path.write_bytes((mark + SUICIDE.replace("\n", end)).encode(encoding))
    mend(path)
    assert path.read_bytes() == (mark + (SUICIDE + HELPLINE).replace("\n", end)).encode(encoding)


def test_mixed_line_ends_are_kept_each(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"# Suicide\r\n\r\nMore men\nthan women\rdie by it.\r\n\r\n## Sources\n\n- One\r")
    mend(path)
    helpline = b"If you are thinking about suicide, or worry about somebody\rwho is, call 116 123."
    assert path.read_bytes() == (
        b"# Suicide\r\n\r\nMore men\nthan women\rdie by it.\r\r" + helpline + b"\r\n\r\n## Sources\n\n- One\r"
    )


def test_mode_and_link_are_kept_and_nothing_is_left_beside(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    target = tmp_path / "real/target.md"
    target.write_text(SUICIDE)
    target.chmod(0o640)
    link = tmp_path / "link.md"
    link.symlink_to("real/target.md")
    assert mend(link).path == str(link)
    assert link.is_symlink()
    assert target.read_text() == SUICIDE + HELPLINE
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert [path.name for path in target.parent.iterdir()] == ["target.md"]


def test_a_file_that_changed_meanwhile_is_left(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"new")
    with pytest.raises(InputError, match="it was changed meanwhile"):
        files.replace(str(path), b"mended", b"old")
    assert path.read_bytes() == b"new"


def test_nothing_is_written_when_a_configuration_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(SUICIDE)
    (tmp_path / "z").mkdir()
    (tmp_path / "z/b.md").write_text(SUICIDE)
    (tmp_path / "z/caveat.yaml").write_text("operater: clinic\n")
    with pytest.raises(InputError, match="unknown key"):
        files.mend_all([str(path), str(tmp_path / "z/b.md")], Options(TODAY), write=True)
    assert path.read_text() == SUICIDE


def test_a_crash_in_one_article_is_a_failure_of_this_article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(SUICIDE)

    def stumbling(path: str, *rest: object) -> object:
        if path.endswith("a.md"):
            raise ValueError("oh")
        return mend_article(path, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(files, "mend", stumbling)
    one, two = files.mend_all([str(tmp_path / "a.md"), str(tmp_path / "b.md")], Options(TODAY), write=False)
    assert [failure.wrong for failure in one.failures] == ["caveat stumbled over it (ValueError: oh)"]
    assert (two.failures, len(two.done)) == ((), 1)


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only to root")
def test_a_read_only_file_is_a_failure(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(SUICIDE)
    path.chmod(0o444)
    assert [failure.wrong for failure in mend(path).failures] == ["cannot be written (it is read-only)"]
    assert path.read_text() == SUICIDE


def test_what_cannot_be_written_beside_leaves_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.md"
    path.write_text(SUICIDE)

    def full(self: Path, target: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert [failure.wrong for failure in mend(path).failures] == ["cannot be written (No space left on device)"]
    assert path.read_text() == SUICIDE
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.md", "caveat.yaml"]


@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0")), st.sampled_from(("", "\ufeff")))
def test_a_text_is_encoded_as_it_was_decoded(text: str, mark: str) -> None:
    for encoding in ("utf-8", *(("utf-16-le", "utf-16-be") if mark else ())):
        data = (mark + text).encode(encoding)
        if data[:2] in (b"\xff\xfe", b"\xfe\xff") or encoding == "utf-8":
            assert encode(decode(data, "a.md"), data) == data


PIECES = st.lists(st.tuples(st.text("ab\n", max_size=4), st.text("cd", max_size=3), st.text("ef", max_size=3)))


@given(PIECES)
def test_edits_stand_where_they_are_said_to(pieces: list[tuple[str, str, str]]) -> None:
    source, made = "", []
    for kept, old, new in pieces:
        source += kept + "|"
        made.append(Edit(len(source), len(source) + len(old), new, "a/b", ""))
        source += old + "|"
    assert edits.apart(made) == made
    after, spans = edits.apply(source, made)
    assert [after[start:end] for start, end in spans] == [new for *_, new in pieces]
    assert after == "".join(f"{kept}|{new}|" for kept, _, new in pieces)
    assert [edits.moved(edit.end, made) for edit in made if edit.end > edit.start] == [
        end for edit, (_, end) in zip(made, spans, strict=True) if edit.end > edit.start
    ]


def test_of_edits_that_touch_the_first_is_kept() -> None:
    one, two, three = (Edit(start, end, "", "a/b", "") for start, end in ((0, 3), (3, 5), (6, 7)))
    assert edits.apart([three, two, one]) == [one, three]


@pytest.mark.parametrize(
    ("before", "edit", "wrong"),
    [
        ("Tea.\n", Edit(5, 5, "\nMilk.\n", "a/b", "", "Milk."), ""),
        ("Tea.\n", Edit(5, 5, "\nMilk.\n", "a/b", ""), "the text would read differently"),
        ("Tea.\n", Edit(4, 4, " Milk.", "a/b", "", "Milk."), "the text would read differently"),
        ("# Tea\n\nHot.\n", Edit(0, 2, "## ", "a/b", ""), "the text would read differently"),
        ("Tea\n\nmilk.\n", Edit(3, 5, "\n", "a/b", ""), "the text would read differently"),
        ("Tea\nmilk.\n", Edit(3, 4, "  \n", "a/b", ""), ""),
        ("[Tea](/a)\n", Edit(6, 8, "/b", "a/b", ""), "the text would read differently"),
        ("---\na: 1\nb: 2\n---\n", Edit(4, 8, "a: 2", "a/b", "", "2"), ""),
        ("---\na: 1\nb: 2\n---\n", Edit(7, 8, "2", "a/b", "", "3"), "what was written would not be read"),
        ("---\na: 1\nb: 2\n---\n", Edit(4, 5, "c", "a/b", ""), "the metadata would read differently"),
        ("---\na: 1\nb: 2\n---\n", Edit(4, 9, "", "a/b", ""), ""),
        ("Tea. <!-- a -->\n", Edit(10, 11, "b", "a/b", ""), ""),
        ("<!-- a -->\n\n<!-- b -->\n", Edit(0, 5, "", "a/b", ""), "the text would read differently"),
        ("---\na: 1\n---\n", Edit(7, 8, "[", "a/b", ""), "the front matter is not YAML"),
    ],
)
def test_a_change_must_leave_the_rest_as_it_was(before: str, edit: Edit, wrong: str) -> None:
    after, spans = edits.apply(before, [edit])
    said = verify.fault(read(before, "a.md"), read(after, "a.md"), [edit], spans)
    assert said.startswith(wrong) and bool(said) == bool(wrong)
