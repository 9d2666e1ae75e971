from __future__ import annotations

from datetime import date

import pytest
from caveat.lint.model import Block, Document, Fact, Segment
from caveat.lint.record import Review, gather


def written(*texts: str, facts: tuple[Fact, ...] = ()) -> Document:
    """An article of paragraphs, one a line."""
    source, blocks = "\n".join(texts), []
    at = 0
    for text in texts:
        blocks.append(Block("paragraph", text, (Segment(0, at, len(text), len(text)),)))
        at += len(text) + 1
    return Document("a.txt", "text", source, tuple(blocks), facts)


def stated(**values: str) -> tuple[Fact, ...]:
    """Facts of a front matter; `a__0__b` is the path a, 0, b."""
    return tuple(
        Fact("front matter", tuple(key.split("__")), value, 100 * i, 100 * i + len(value))
        for i, (key, value) in enumerate(values.items())
    )


def names(review: Review, duty: str = "reviewer") -> list[str]:
    return [one.person.name for one in review.named(duty) if one.person]


def days(review: Review, duty: str = "reviewed") -> list[date]:
    return [one.first for one in review.on(date(2026, 11, 22)).dated(duty)]


def test_the_usual_byline() -> None:
    text = (
        "This article was medically reviewed by Dr Ines Faber, MD, FRCSC, Medical Director & Founder at Nordic Drip. "
        "Last reviewed 4 March 2026."
    )
    document = written("A treatment", text)
    review = gather(document)
    (one,) = review.named("reviewer")
    assert one.person is not None
    assert (one.person.name, one.person.credentials) == ("Ines Faber", ("MD", "FRCSC"))
    assert [document.source[role.start : role.end] for role in one.person.roles] == ["Medical Director & Founder"]
    assert document.source[one.start : one.end].startswith("Dr Ines Faber")
    (reviewed,) = review.dated("reviewed")
    assert (reviewed.first, document.source[reviewed.start : reviewed.end]) == (date(2026, 3, 4), "4 March 2026")


@pytest.mark.parametrize(
    "text",
    [
        "Medically reviewed by Ines Faber, MD on March 4, 2026",
        "Reviewed by: Ines Faber, MD (4 March 2026)",
        "Written by Tom Hill. Medically reviewed by Ines Faber, MD — Updated 5 May 2026. Last reviewed: 4 March 2026",
        "Medical reviewer: Ines Faber, MD | Reviewed: 04.03.2026",
        "Clinical review: Dr Ines Faber, 4 March 2026",
        "Written by Tom Hill and medically reviewed by Ines Faber, MD on 2026-03-04",
        "Reviewed and approved by Dr Ines Faber on 4 March 2026. She qualified in 2004.",
        "Expert reviewed by Ines Faber, MD, on 4 March 2026",
        "Medically reviewed for accuracy by Ines Faber, MD. Review date: 4 March 2026",
        "Reviewer: Ines Faber, MD · Last medical review: 4 March 2026",
        "This page was reviewed by Dr. Ines Faber, M.D., on 4th March 2026.",
    ],
)
def test_bylines_in_many_wordings(text: str) -> None:
    review = gather(written(text))
    assert (names(review), days(review)) == (["Ines Faber"], [date(2026, 3, 4)])


@pytest.mark.parametrize(
    ("text", "duty", "day"),
    [
        ("Next review due: 4 March 2027", "due", date(2027, 3, 4)),
        ("Review due by March 2027", "due", date(2027, 3, 1)),
        ("Page last reviewed 4 March 2026. Next review: 4 March 2027.", "due", date(2027, 3, 4)),
        ("Last updated: 4 March 2026", "modified", date(2026, 3, 4)),
        ("Published on 4 March 2026", "published", date(2026, 3, 4)),
        ("By Tom Hill, published 4 March 2026, updated 6 March 2026", "published", date(2026, 3, 4)),
    ],
)
def test_dates_and_their_duties(text: str, duty: str, day: date) -> None:
    assert days(gather(written(text)), duty) == [day]


@pytest.mark.parametrize(
    "text",
    [
        "The trial was reviewed by the ethics committee in 2021.",
        "Scans were independently reviewed by two radiologists.",
        "A guideline published in 2019 was updated in 2023.",
        "Your notes are reviewed by a nurse before each visit.",
        "The drug was approved by Swissmedic on 4 March 2020.",
        "Drive by Lake Road clinic, published fees apply.",
    ],
)
def test_prose_that_only_sounds_like_a_byline(text: str) -> None:
    assert gather(written(text)) == Review()


def test_reviewers_without_a_name_are_kept_apart() -> None:
    review = gather(written("Medically reviewed by our team of experts on 4 March 2026."))
    assert names(review) == []
    assert [one.quote for one in review.unnamed("reviewer")] == ["our team of experts on 4 March 2026"]
    assert days(review) == [date(2026, 3, 4)]


def test_a_label_alone_speaks_of_the_next_block() -> None:
    review = gather(written("Medically reviewed by", "Ines Faber, MD", "Last reviewed:", "4 March 2026"))
    assert (names(review), days(review)) == (["Ines Faber"], [date(2026, 3, 4)])


def test_two_reviewers() -> None:
    review = gather(written("Medically reviewed by Ines Faber, MD and Omar Said, PharmD."))
    assert names(review) == ["Ines Faber", "Omar Said"]


def test_front_matter() -> None:
    facts = stated(
        reviewed_by="Dr Ines Faber, MD",
        author="Tom Hill",
        date="2026-03-01",
        lastmod="2026-03-05",
        last_reviewed="2026-03-04",
        next_review="2027-03-04",
    )
    review = gather(written("Text.", facts=facts))
    assert (names(review), names(review, "author")) == (["Ines Faber"], ["Tom Hill"])
    assert [
        one.first.isoformat() for duty in ("published", "modified", "reviewed", "due") for one in review.dated(duty)
    ] == [
        "2026-03-01",
        "2026-03-05",
        "2026-03-04",
        "2027-03-04",
    ]


@pytest.mark.parametrize(
    "facts",
    [
        stated(medicalReviewer__name="Ines Faber", medicalReviewer__credentials="MD, GMC 7654321"),
        stated(reviewers__0__name="Ines Faber", reviewers__0__title="MD, consultant"),
        stated(review__by="Ines Faber, MD"),
        stated(medicallyReviewedBy__0="Ines Faber, MD"),
        stated(reviewed="Ines Faber, MD"),
    ],
)
def test_front_matter_shapes_of_one_reviewer(facts: tuple[Fact, ...]) -> None:
    (one,) = gather(written("Text.", facts=facts)).named("reviewer")
    assert one.person is not None
    assert (one.person.name, one.person.credentials[:1]) == ("Ines Faber", ("MD",))


def test_a_post_in_the_details_keeps_its_place() -> None:
    facts = stated(reviewer__name="Ines Faber", reviewer__jobTitle="Owner and CEO")
    (one,) = gather(written("Text.", facts=facts)).named("reviewer")
    assert one.person is not None
    assert [(role.text, role.start, role.end) for role in one.person.roles] == [("Owner and CEO", 100, 113)]


def test_json_ld_graph_with_a_reference() -> None:
    facts = stated(
        **{
            "@graph__0__@type": "MedicalWebPage",
            "@graph__0__lastReviewed": "2026-03-04",
            "@graph__0__reviewedBy__@id": "#ines",
            "@graph__1__@type": "Person",
            "@graph__1__@id": "#ines",
            "@graph__1__name": "Ines Faber",
            "@graph__1__honorificSuffix": "MD",
        }
    )
    review = gather(written("Text.", facts=facts))
    (one,) = review.named("reviewer")
    assert one.person is not None
    assert (one.person.name, one.person.credentials) == ("Ines Faber", ("MD",))
    assert days(review) == [date(2026, 3, 4)]


def test_what_belongs_to_something_else_on_the_page() -> None:
    facts = stated(comment__0__author__name="Ines Faber", citation__0__datePublished="2001-01-01")
    assert gather(written("Text.", facts=facts)) == Review()


def test_a_review_table() -> None:
    review = gather(written("Reviewer:", "Ines Faber, MD", "Review date", "March 2026"))
    assert (names(review), days(review)) == (["Ines Faber"], [date(2026, 3, 1)])


@pytest.mark.parametrize(
    "text",
    [
        "Reviewed: 4 Mar 2026 by Ines Faber, MD",
        "Medically reviewed in March 2026 by Ines Faber, MD",
        "Ines Faber, MD, reviewed this page on 4 March 2026.",
        "Our medical director, Ines Faber, MD, reviewed this article in March 2026.",
        "This page was reviewed by our medical director, Dr Ines Faber, on 4 March 2026.",
        "MEDICALLY REVIEWED BY INES FABER, MD ON MARCH 4, 2026",
        "Reviewed by board-certified dermatologist Ines Faber, MD (March 2026)",
        "Dermatologist-reviewed by Ines Faber, MD. Date last reviewed: 04-Mar-26",
        "Approved by: Dr Ines Faber, consultant. Date approved: 4 March 2026",
        "Also reviewed by Ines Faber, MD. Content current as of March 2026.",
        "Reviewer: Ines Faber, MD Last Annual Review Date: 2026-03-04",
    ],
)
def test_bylines_of_hospitals_and_newspapers(text: str) -> None:
    review = gather(written(text))
    assert [name.casefold() for name in names(review)] == ["ines faber"]
    assert [(day.year, day.month) for day in days(review)] == [(2026, 3)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Reviewers: Ines Faber, MD; Omar Said, PharmD; Ann Li, PhD", ["Ines Faber", "Omar Said", "Ann Li"]),
        ("Reviewed by Ines Faber, MD, Omar Said, RN", ["Ines Faber", "Omar Said"]),
        ("Medically reviewed by Drs. Ines Faber and Omar Said", ["Ines Faber", "Omar Said"]),
        ("Reviewed by our expert Dr Ines Faber", ["Ines Faber"]),
        ("Reviewed by นพ. สมชาย ใจดี ว.12345 วันที่ 15 มกราคม 2569", ["สมชาย ใจดี"]),
        ("ตรวจสอบโดย พญ. สมหญิง ใจดี", ["สมหญิง ใจดี"]),
        ("Reviewed by Ines Faber, MD, Lumen Labs", ["Ines Faber"]),
    ],
)
def test_several_reviewers_and_what_stands_before_a_name(text: str, found: list[str]) -> None:
    assert names(gather(written(text))) == found


def test_who_wrote_and_reviewed() -> None:
    review = gather(written("Written and medically reviewed by Ines Faber, MD"))
    assert (names(review, "author"), names(review)) == (["Ines Faber"], ["Ines Faber"])


@pytest.mark.parametrize(
    ("text", "duty", "day"),
    [
        ("Published: March 2023. Review date: March 2026", "due", date(2026, 3, 1)),
        ("Produced March 2026. Review March 2029.", "due", date(2029, 3, 1)),
        ("Published: 3 May 2023 | Review date: 9 August 2025", "reviewed", date(2025, 8, 9)),
        ("This leaflet was last reviewed in March 2026 and is due for review in March 2029.", "due", date(2029, 3, 1)),
        ("Page last reviewed: 04/03/2026 Next review due: 15/03/2029", "due", date(2029, 3, 15)),
        ("Date of next review: March 2029", "due", date(2029, 3, 1)),
        ("Review by: March 2029", "due", date(2029, 3, 1)),
    ],
)
def test_a_bare_review_date_is_the_next_where_it_lies_ahead_or_was_planned(text: str, duty: str, day: date) -> None:
    assert days(gather(written(text)), duty) == [day]


@pytest.mark.parametrize(
    "text",
    [
        "The committee reviewed this information in 2020 and changed its advice.",
        "Approved by the FDA in 2019, the drug is widely used.",
        "By January 2026 most people had recovered.",
        "Peer-reviewed by two referees, the paper appeared in 2019.",
        "Reviewed by 312 patients on Google",
        "Reviewed by Tom Hill ★★★★★ 3 May 2026",
        "Review by Jane and her colleagues found little benefit.",
        "Produced in 2026 by Lumen, the cream is thick.",
        "This treatment is due for review by NICE in 2027.",
        "Review 2019: what we learned",
    ],
)
def test_more_prose_that_only_sounds_like_a_byline(text: str) -> None:
    assert gather(written(text)) == Review()


def test_a_reference_that_was_reviewed_is_not_the_article() -> None:
    review = gather(written("Text.", "References", "NHS. Asthma. Page last reviewed: 4 March 2021."))
    assert review == Review()
    review = gather(written("Text.", "References", "Page last reviewed: 4 March 2026."))
    assert days(review) == [date(2026, 3, 4)]


def test_flat_keys_describe_the_one_reviewer() -> None:
    facts = stated(reviewer_name="Ines Faber", reviewer_credentials="MD, FRCP", reviewer_title="Founder")
    (one,) = gather(written("Text.", facts=facts)).named("reviewer")
    assert one.person is not None
    assert (one.person.name, one.person.credentials) == ("Ines Faber", ("MD", "FRCP"))
    assert [role.text for role in one.person.roles] == ["Founder"]


def test_keys_of_wordpress_and_other_exports() -> None:
    facts = stated(
        post_author="admin",
        acf__reviewed_by="Ines Faber",
        meta__last_reviewed_date="20260304",
        review__next_due="2027-03-04",
    )
    review = gather(written("Text.", facts=facts))
    assert [one.quote for one in review.unnamed("author")] == ["admin"]
    assert (names(review), days(review), days(review, "due")) == (
        ["Ines Faber"],
        [date(2026, 3, 4)],
        [date(2027, 3, 4)],
    )


def linked(**values: str) -> tuple[Fact, ...]:
    """Facts of JSON-LD; `graph` stands for @graph, `type` for @type, `id` for @id."""
    signs = {"graph": "@graph", "type": "@type", "id": "@id"}
    return tuple(
        Fact("json-ld", tuple(signs.get(part, part) for part in key.split("__")), value, 100 * i, 100 * i + len(value))
        for i, (key, value) in enumerate(values.items())
    )


def test_customers_questions_and_pictures_are_not_the_page() -> None:
    facts = linked(
        type="MedicalWebPage",
        lastReviewed="2026-03-04",
        review__author__name="Happy Customer",
        review__datePublished="2026-05-01",
        mainEntity__0__type="Question",
        mainEntity__0__author__name="Curious Reader",
        graph__0__type="ImageObject",
        graph__0__datePublished="2026-06-01",
    )
    review = gather(written("Text.", facts=facts))
    assert (review.names, days(review), days(review, "published")) == ((), [date(2026, 3, 4)], [])


def test_posts_registrations_and_employers_in_json_ld() -> None:
    facts = linked(
        reviewedBy__type="Person",
        reviewedBy__name="Ines Faber",
        reviewedBy__identifier__type="PropertyValue",
        reviewedBy__identifier__value="7654321",
        reviewedBy__worksFor__type="MedicalClinic",
        reviewedBy__worksFor__name="Nordic Drip",
    )
    (one,) = gather(written("Text.", facts=facts)).named("reviewer")
    assert one.person is not None
    assert (one.person.registrations, one.person.organisation) == (("7654321",), "Nordic Drip")


def read_markdown(text: str) -> Review:
    from caveat.lint.readers import read

    return gather(read(text, "a.md"))


def test_labels_at_the_head_of_a_table_speak_of_the_cells_below() -> None:
    review = read_markdown("| Reviewed by | Last reviewed |\n|---|---|\n| Ines Faber, MD | 4 March 2026 |\n")
    assert (names(review), days(review)) == (["Ines Faber"], [date(2026, 3, 4)])


def test_labels_at_the_side_of_a_table_speak_of_the_cells_beside() -> None:
    review = read_markdown("| Reviewed by | Ines Faber, MD |\n|---|---|\n| Last reviewed | 4 March 2026 |\n")
    assert (names(review), days(review)) == (["Ines Faber"], [date(2026, 3, 4)])


def test_a_list_of_reviewers_behind_its_label() -> None:
    review = read_markdown("Medically reviewed by:\n\n- Ines Faber, MD\n- Omar Said, RN\n- Drink water.\n")
    assert names(review) == ["Ines Faber", "Omar Said"]


def test_degrees_on_a_line_of_their_own() -> None:
    (one,) = read_markdown("Medically reviewed by Ines Faber\\\nMBBS · MRCGP\n").named("reviewer")
    assert one.person is not None
    assert one.person.credentials == ("MBBS", "MRCGP")


def test_an_author_behind_the_reviewer() -> None:
    review = gather(written("Medically reviewed by Ines Faber, MD — By Omar Said — Updated on May 3, 2026"))
    assert (names(review), names(review, "author")) == (["Ines Faber"], ["Omar Said"])
    assert gather(written("The dose — by Dr Said's rule — is halved.")) == Review()


def test_thanks_to_a_reviewer() -> None:
    review = gather(written("We thank Dr Ines Faber, cardiologist, for reviewing this page."))
    assert names(review) == ["Ines Faber"]
    assert gather(written("We thank all patients for reviewing this leaflet.")) == Review()
