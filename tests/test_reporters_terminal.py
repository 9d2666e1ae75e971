from __future__ import annotations

import io
from typing import TYPE_CHECKING

from caveat.lint.terminal import coloured, excerpt, harmless, paint, progress, wrap
from hypothesis import given
from hypothesis import strategies as st

if TYPE_CHECKING:
    import pytest


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def underlined(line: str, words: str, room: int = 60) -> tuple[str, str]:
    start = line.index(words)
    return excerpt(line, start, start + len(words), room)


def test_a_short_line_is_shown_whole_with_its_words_underlined() -> None:
    assert underlined("It cures arthritis.", "cures") == ("It cures arthritis.", "   ^^^^^")


def test_tabs_are_widened_so_that_the_underline_keeps_its_place() -> None:
    assert underlined("\tIt\tcures", "cures") == ("    It    cures", "          ^^^^^")


def test_wide_characters_take_two_columns() -> None:
    assert underlined("治療 cures 全部", "cures") == ("治療 cures 全部", "     ^^^^^")
    assert underlined("It 治療 all", "治療") == ("It 治療 all", "   ^^^^")


def test_thai_vowels_and_accents_take_no_column() -> None:
    assert underlined("ที่นี่ cures", "cures") == ("ที่นี่ cures", "   ^^^^^")
    assert underlined("cafe\u0301 cures", "cures") == ("cafe\u0301 cures", "     ^^^^^")


def test_a_span_of_thai_is_as_wide_as_its_letters() -> None:
    assert underlined("x ที่นี่ y", "ที่นี่")[1] == "  ^^"


def test_a_long_line_is_cut_on_both_sides_of_the_span() -> None:
    shown, underline = underlined("a" * 100 + " cures " + "b" * 100, "cures", room=21)
    assert shown == "…aaaaaa cures bbbbbb…"
    assert underline == "        ^^^^^"


def test_room_that_one_side_does_not_need_goes_to_the_other() -> None:
    assert underlined("cures " + "b" * 100, "cures", room=20)[0] == "cures bbbbbbbbbbbb…"
    assert underlined("a" * 100 + " cures", "cures", room=20)[0] == "…aaaaaaaaaaaa cures"


def test_a_span_longer_than_the_room_is_cut_at_its_end() -> None:
    assert excerpt("a" * 50, 10, 45, 12) == ("…aaaaaaaaaa…", " ^^^^^^^^^^")


def test_an_empty_span_is_still_marked() -> None:
    assert excerpt("abc", 1, 1, 20) == ("abc", " ^")
    assert excerpt("", 0, 0, 20) == ("", "^")


@given(st.text(st.characters(exclude_characters="\r\n"), max_size=80), st.data())
def test_no_excerpt_leaves_its_room(line: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(line)))
    end = data.draw(st.integers(start, len(line)))
    shown, underline = excerpt(line, start, end, 30)
    columns = sum(2 if len(harmless(c)) and _wide(c) else 1 for c in shown if not _flat(c))
    assert columns <= 30
    assert len(underline) <= 31


def _wide(character: str) -> bool:
    from unicodedata import east_asian_width

    return east_asian_width(character) in "WF"


def _flat(character: str) -> bool:
    from unicodedata import category, combining

    return category(character) in ("Mn", "Me", "Cf") or bool(combining(character))


def test_controls_cannot_steer_the_terminal() -> None:
    assert harmless("a\x1b[31mb\x07\x00c") == "a␛[31mb␇␀c"
    assert harmless("a\x7f\x9b\u2028") == "a���"


def test_marks_of_direction_are_seen_and_other_invisible_ones_dropped() -> None:
    assert harmless("a\u202eb\u2066c") == "a�b�c"
    assert harmless("a\u00ad\u200b\ufeffb") == "ab"


def test_text_is_wrapped_at_spaces_alone() -> None:
    assert wrap("risk-free treatment of all kinds", 12) == ["risk-free", "treatment of", "all kinds"]
    assert wrap("pneumonoultramicroscopic", 5) == ["pneumonoultramicroscopic"]


def test_colour_needs_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    assert coloured(Terminal())
    assert not coloured(io.StringIO())
    monkeypatch.setenv("TERM", "dumb")
    assert not coloured(Terminal())


def test_the_environment_overrules_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert coloured(io.StringIO())
    monkeypatch.setenv("NO_COLOR", "1")
    assert not coloured(Terminal())


def test_paint_leaves_text_alone_without_colours() -> None:
    assert paint("x", "error", False) == "x"
    assert paint("x", "error", True) == "\x1b[1;31mx\x1b[0m"


def test_progress_is_shown_after_some_time_and_wiped_out() -> None:
    stream = Terminal()
    with progress(stream, patience=-1.0) as seen:
        seen("a.md")
    assert stream.getvalue() == "\r\x1b[Karticles judged: 1\r\x1b[K"


def test_a_short_run_shows_no_progress() -> None:
    stream = Terminal()
    with progress(stream, patience=60.0) as seen:
        seen("a.md")
    assert stream.getvalue() == ""


def test_progress_is_for_terminals_alone() -> None:
    stream = io.StringIO()
    with progress(stream, patience=-1.0) as seen:
        seen("a.md")
    assert stream.getvalue() == ""
