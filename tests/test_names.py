from __future__ import annotations

import pytest
from caveat.lint.names import is_clinical, is_credential, people, registrations
from hypothesis import given
from hypothesis import strategies as st


def test_a_whole_description() -> None:
    text = "Dr Maria Keller, MD, FRCSC, Medical Director & Founder at Alpine Wellness. Last reviewed 2 May 2026."
    (person,) = people(text)
    assert (person.honorifics, person.name) == (("Dr",), "Maria Keller")
    assert person.credentials == ("MD", "FRCSC")
    assert [text[role.start : role.end] for role in person.roles] == ["Medical Director & Founder"]
    assert person.organisation == "Alpine Wellness"
    assert text[person.start : person.end].endswith("Alpine Wellness")


@pytest.mark.parametrize(
    ("text", "name", "credentials"),
    [
        ("Jane Doe, M.D., Ph.D.", "Jane Doe", ("M.D.", "Ph.D.")),
        ("Jane Doe MD", "Jane Doe", ("MD",)),
        ("Jane A. Doe, PharmD, BCPS", "Jane A. Doe", ("PharmD", "BCPS")),
        ("Dr Ines Faber MB ChB", "Ines Faber", ("MB", "ChB")),
        ("Ines Faber, MB BS, MRCGP", "Ines Faber", ("MB", "BS", "MRCGP")),
        ("Ines Faber MB, BCh, BAO", "Ines Faber", ("MB", "BCh", "BAO")),
        ("Dr. Ludwig van der Berg (MBBS, MRCGP)", "Ludwig van der Berg", ("MBBS", "MRCGP")),
        ("Prof Núria O’Brien-Sala, FRACP", "Núria O’Brien-Sala", ("FRACP",)),
        ("Sarah Lim – RN, BSN", "Sarah Lim", ("RN", "BSN")),
        ("สมชาย ใจดี, MD", "สมชาย ใจดี", ("MD",)),
        ("Dr Khan", "Khan", ()),
    ],
)
def test_names_and_degrees(text: str, name: str, credentials: tuple[str, ...]) -> None:
    (person,) = people(text)
    assert (person.name, person.credentials) == (name, credentials)


@pytest.mark.parametrize(
    "text",
    ["our experts", "the editorial team", "Our Medical Team", "Admin", "a doctor", "", "Medical Review Board", "2026"],
)
def test_nobody_is_named(text: str) -> None:
    assert people(text) == ()


def test_two_people_in_one_byline() -> None:
    text = "Dr Ana Ruiz, MD and Prof Tom Hale, PhD on 3 May 2026"
    assert [(p.name, p.credentials) for p in people(text)] == [("Ana Ruiz", ("MD",)), ("Tom Hale", ("PhD",))]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Ann Lee, MD, founder of Lumen Labs", ["founder"]),
        ("Ann Lee, MD, co-founder and Chief Medical Officer of Lumen Labs", ["co-founder and Chief Medical Officer"]),
        ("Ann Lee, MD, Owner/Medical Director, Lumen Labs", ["Owner/Medical Director"]),
        ("Ann Lee, MD, who is the clinic’s owner", ["owner"]),
        ("Ann Lee, MD, consultant dermatologist at St Brigid Hospital", []),
    ],
)
def test_posts_keep_their_exact_words(text: str, roles: list[str]) -> None:
    (person,) = people(text)
    assert [text[role.start : role.end] for role in person.roles] == roles


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Dr A Bell, GMC 7654321", ("7654321",)),
        ("Dr A Bell (GMC no. 7654321)", ("7654321",)),
        ("AHPRA registration MED0001234567", ("MED0001234567",)),
        ("MED0001234567", ("MED0001234567",)),
        ("นพ. สมชาย ใจดี ว.12345", ("ว.12345",)),
        ("Licence No. TH-4567", ("TH-4567",)),
        ("call 02 123 4567", ()),
    ],
)
def test_registrations(text: str, numbers: tuple[str, ...]) -> None:
    assert registrations(text) == numbers


def test_degrees_that_show_clinical_training() -> None:
    assert [
        word for word in ("MD", "M.D.", "FRCSC", "RN", "PharmD", "MRCPsych", "PhD", "MSc") if is_clinical(word)
    ] == [
        "MD",
        "M.D.",
        "FRCSC",
        "RN",
        "PharmD",
        "MRCPsych",
    ]


@pytest.mark.parametrize("word", ["and", "At", "Do", "Pa", "Founder", "Ms", "USA"])
def test_words_that_are_no_degrees(word: str) -> None:
    assert not is_credential(word)


@given(st.text("Dr AbMD,.()&and at Founder \n–", max_size=80))
def test_any_text_gives_places_inside_it(text: str) -> None:
    for person in people(text):
        assert 0 <= person.start < person.end <= len(text)
        assert all(text[role.start : role.end] == role.text for role in person.roles)
