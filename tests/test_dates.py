from __future__ import annotations

from datetime import date

import pytest
from caveat.lint.dates import find, months_between, parse
from hypothesis import given
from hypothesis import strategies as st

FIFTEENTH = date(2026, 1, 15)


@pytest.mark.parametrize(
    "text",
    [
        "15 January 2026",
        "15th of January 2026",
        "15 Jan 2026",
        "15 Jan. 2026",
        "15-Jan-2026",
        "January 15, 2026",
        "January 15th, 2026",
        "Jan 15 2026",
        "15/01/2026",
        "01/15/2026",
        "15.01.2026",
        "15/01/26",
        "2026-01-15",
        "2026/1/15",
        "15 January 2569",
        "15 มกราคม 2569",
        "15 ม.ค. 2569",
        "๑๕ มกราคม พ.ศ. ๒๕๖๙",
        "15\u00a0January\u00a02026",
    ],
)
def test_one_day_in_every_usual_form(text: str) -> None:
    assert list(find(text)) == [(0, len(text), FIFTEENTH, FIFTEENTH, False)]


@pytest.mark.parametrize("text", ["2026-01-15T09:30:00+07:00", "2026-01-15 09:30", "2026-01-15T00:00:00Z"])
def test_a_time_after_the_day_is_no_part_of_the_date(text: str) -> None:
    assert parse(text) == (0, 10, FIFTEENTH, FIFTEENTH, False)


@pytest.mark.parametrize("text", ["Jan 2026", "January 2026", "January, 2026", "2026-01", "ม.ค. 2569"])
def test_a_month_spans_its_days(text: str) -> None:
    assert parse(text) == (0, len(text), date(2026, 1, 1), date(2026, 1, 31), False)


def test_a_year_spans_its_days() -> None:
    assert parse("2024") == (0, 4, date(2024, 1, 1), date(2024, 12, 31), False)
    assert parse("edition 2024") == (8, 12, date(2024, 1, 1), date(2024, 12, 31), False)


def test_a_slashed_date_with_two_readings_is_ambiguous() -> None:
    assert parse("03/04/2026") == (0, 10, date(2026, 3, 4), date(2026, 4, 3), True)


def test_a_slashed_date_with_one_reading_is_not() -> None:
    assert parse("04/04/2026") == (0, 10, date(2026, 4, 4), date(2026, 4, 4), False)
    assert parse("03.04.2026") == (0, 10, date(2026, 4, 3), date(2026, 4, 3), False)


@pytest.mark.parametrize(
    "text", ["", "soon", "31 February 2026", "2026-13-01", "99/99/2026", "1234567", "GMC 2026123", "5,000 mg"]
)
def test_what_is_no_date(text: str) -> None:
    assert list(find(text)) == []


def test_several_dates_keep_their_places() -> None:
    text = "Published 3 May 2024. Next review: May 2027."
    assert [text[when.start : when.end] for when in find(text)] == ["3 May 2024", "May 2027"]


def test_whole_months_are_counted() -> None:
    assert months_between(date(2026, 1, 15), date(2026, 2, 14)) == 0
    assert months_between(date(2026, 1, 15), date(2026, 2, 15)) == 1
    assert months_between(date(2026, 1, 15), date(2028, 3, 1)) == 25
    assert months_between(date(2026, 2, 15), date(2026, 1, 15)) == -1


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_written_form_of_a_day_reads_back(day: date) -> None:
    forms = [day.isoformat(), f"{day.day} {day:%B} {day.year}", f"{day:%B} {day.day}, {day.year}"]
    assert [(when.first, when.last) for form in forms for when in find(form)] == [(day, day)] * 3


@given(st.text("0123456789/-. JanMy,thofมค", max_size=60))
def test_any_text_gives_ordered_spans_inside_it(text: str) -> None:
    ends = [0]
    for when in find(text):
        assert ends[-1] <= when.start < when.end <= len(text)
        assert when.first <= when.last
        ends.append(when.end)
