from __future__ import annotations

import pytest
from caveat.lint.model import Document, Fact, Problem
from caveat.lint.readers import read


def facts(document: Document) -> list[tuple[str, str]]:
    """Path and value of every fact; a value that is written as it means stands where the fact says."""
    for fact in document.facts:
        written = document.source[fact.start : fact.end]
        assert fact.value in ("", written) or set(written) & set("\\'\n&<"), fact
    return [("/".join(fact.path), fact.value) for fact in document.facts]


def metadata(document: Document) -> list[tuple[str, str]]:
    return [(block.key, block.text) for block in document.blocks if block.kind == "metadata"]


def body(document: Document) -> list[str]:
    return [block.text for block in document.blocks if block.kind != "metadata"]


def test_yaml_values_know_their_paths_and_places() -> None:
    source = (
        "---\nreviewed: 2026-03-04 # by whom?\ndraft: no\nversion: 1.10\nempty:\nauthors: [{name: 'Dr ''A'''}, B]\n"
        "review:\n  - by: &x C\n    again: *x\n? [a, b]\n: odd\n---\nBody\n"
    )
    document = read(source, "a.md")
    assert facts(document) == [
        ("reviewed", "2026-03-04"),
        ("draft", "no"),
        ("version", "1.10"),
        ("empty", ""),
        ("authors/0/name", "Dr 'A'"),
        ("authors/1", "B"),
        ("review/0/by", "C"),
        ("review/0/again", "C"),
        ("?/0", "a"),
        ("?/1", "b"),
        ("?", "odd"),
    ]
    assert document.facts[0] == Fact("front matter", ("reviewed",), "2026-03-04", 14, 24)
    assert body(document) == ["Body"]


@pytest.mark.parametrize(
    ("written", "value", "words", "where"),
    [
        ("No harm, none", "No harm, none", "none", "none"),
        ('"No \\"harm\\" \\u2013 n\\\n  one"', 'No "harm" – none', '" – n', '\\" \\u2013 n'),
        ("'No one''s harm'", "No one's harm", "ne's h", "ne''s h"),
        (">-\n  No harm\n  at all\n\n  here", "No harm at all\nhere", "harm at", "harm\n  at"),
        ("|\n  No harm\n    at all\n", "No harm\n  at all", "harm\n  at", "harm\n    at"),
        ("No\n  harm at\n  all", "No harm at all", "harm at all", "harm at\n  all"),
        ('"\\x41\\t\\u00e9 b"', "A\té b", "é b", "\\u00e9 b"),
    ],
)
def test_every_character_of_a_yaml_scalar_is_placed(written: str, value: str, words: str, where: str) -> None:
    document = read(f"---\nlayout: x\ndescription: {written}\n---\n", "a.md")
    (block,) = document.blocks
    assert (block.kind, block.key, block.text) == ("metadata", "description", value)
    start = block.text.index(words)
    assert document.source[slice(*block.source_span(start, start + len(words)))] == where


def test_values_that_readers_see_are_metadata() -> None:
    source = (
        "---\ntitle: A\nsubtitle: B\nmeta_description: C\nseo:\n  title: D\nsources:\n- title: no\nlayout: no\n---\n"
    )
    assert metadata(read(source, "a.md")) == [
        ("title", "A"),
        ("subtitle", "B"),
        ("meta_description", "C"),
        ("seo.title", "D"),
    ]


def test_malformed_yaml_is_a_problem_and_the_body_is_read() -> None:
    document = read("\ufeff---\nlayout: x\ntitle: No risk: cure\n---\nBody\n", "a.md")
    assert document.problems == (
        Problem(
            29,
            "the front matter is not YAML: mapping values are not allowed in this context",
            "put a value that holds a colon, a # or a quotation mark between quotation marks",
        ),
    )
    assert document.source[29] == ":"
    assert facts(document) == [("layout", "x"), ("title", "No risk")]
    assert body(document) == ["Body"]


@pytest.mark.parametrize(
    ("yaml", "offset", "wrong"),
    [
        ("a: 1\nb: é\x01", 13, "a control character stands in it"),
        ("a: " + "[" * 200, 106, "it is nested deeper than 100 levels"),
        ("a: 'open", 13, "found unexpected end of stream"),
        ("a: *nobody", 0, ""),
    ],
)
def test_other_malformed_yaml(yaml: str, offset: int, wrong: str) -> None:
    document = read(f"---\n{yaml}\n---\nBody", "a.md")
    assert [(problem.offset, problem.wrong.partition(": ")[2]) for problem in document.problems] == (
        [(offset, wrong)] if wrong else []
    )
    assert body(document) == ["Body"]


def test_rules_around_prose_are_no_front_matter() -> None:
    assert body(read("---\nOnly prose.\n\n---\n\nMore.", "a.md")) == ["Only prose.", "More."]
    assert body(read("---\n\nNever closed.\n", "a.md")) == ["Never closed."]
    assert body(read("---\n---\nEmpty.\n", "a.md")) == ["Empty."]


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_front_matter_ends_at_any_line_end(end: str) -> None:
    document = read(end.join(["---", "title: A", "---", "", "Body"]), "a.md")
    assert metadata(document) == [("title", "A")]
    assert body(document) == ["Body"]


def test_toml() -> None:
    source = (
        '+++\r\ntitle = "No \\"harm\\"" # really\r\ndate = 2026-01-02\r\n'
        '\'my key\'.b = [\'x\', """y\r\nz""", {c = 1.5}]\r\n'
        "[params]\r\ndescription = '''Long\r\nwords'''\r\n"
        '[[reviewers]]\r\nname = "A"\r\n[[reviewers]]\r\nname = "B"\r\n'
        "[reviewers.at]\r\non = true\r\n+++\r\nBody\r\n"
    )
    document = read(source, "a.md")
    assert facts(document) == [
        ("title", 'No "harm"'),
        ("date", "2026-01-02"),
        ("my key/b/0", "x"),
        ("my key/b/1", "y\nz"),
        ("my key/b/2/c", "1.5"),
        ("params/description", "Long\nwords"),
        ("reviewers/0/name", "A"),
        ("reviewers/1/name", "B"),
        ("reviewers/1/at/on", "true"),
    ]
    assert metadata(document) == [("title", 'No "harm"'), ("params.description", "Long\nwords")]
    block = document.blocks[0]
    assert source[slice(*block.source_span(3, 8))] == '\\"harm'
    assert body(document) == ["Body"]


def test_malformed_toml_is_a_problem_at_its_place() -> None:
    document = read("+++\na = 1\nb = no risk\n+++\nBody", "a.md")
    assert [problem.offset for problem in document.problems] == [14]
    assert body(document) == ["Body"]


def test_json_front_matter() -> None:
    document = read(
        '{\n  "title": "No \\u0041 harm",\n  "tags": ["a", 2, null, {}],\n  "x": {"y": true}\n}\n\nBody\n', "a.md"
    )
    assert facts(document) == [
        ("title", "No A harm"),
        ("tags/0", "a"),
        ("tags/1", "2"),
        ("tags/2", ""),
        ("x/y", "true"),
    ]
    assert metadata(document) == [("title", "No A harm")]
    assert body(document) == ["Body"]


def test_malformed_json_front_matter_is_a_problem() -> None:
    document = read('{\n  "title": "A"\n  "b": 1\n}\nBody\n', "a.md")
    assert document.problems == (
        Problem(
            19,
            "the front matter is not JSON: a comma or a closing bracket is missing",
            "correct it, or write the front matter in YAML between ---",
        ),
    )
    assert body(document) == ["Body"]


def test_json_ld() -> None:
    source = (
        '<script type="application/ld+json">\n{"@context": "https://schema.org", "@graph": [{"@type": "MedicalWebPage",'
        ' "lastReviewed": "2026-01-02", "reviewedBy": [{"name": "Dr \\"A\\" </p>"}],'
        ' "n": [1, [true, null]]}]}\n</script>'
    )
    for path, text in (("a.html", source), ("a.md", f"# A\n\n{source}\n\nBody")):
        document = read(text, path)
        assert {fact.origin for fact in document.facts} == {"json-ld"}
        assert [(fact.path, fact.value) for fact in document.facts] == [
            (("@context",), "https://schema.org"),
            (("@graph", "0", "@type"), "MedicalWebPage"),
            (("@graph", "0", "lastReviewed"), "2026-01-02"),
            (("@graph", "0", "reviewedBy", "0", "name"), 'Dr "A" </p>'),
            (("@graph", "0", "n", "0"), "1"),
            (("@graph", "0", "n", "1", "0"), "true"),
            (("@graph", "0", "n", "1", "1"), ""),
        ]
        reviewed = document.facts[2]
        assert text[reviewed.start : reviewed.end] == "2026-01-02"
        assert document.problems == ()


@pytest.mark.parametrize(
    ("json", "offset", "wrong"),
    [
        ('{"a": 1,}', 8, "a key in quotation marks is missing"),
        ("[1, ]", 4, "a value is missing"),
        ('{"a" 1}', 5, "a colon is missing"),
        ('{"a": "b', 6, "a string has no end or a wrong escape"),
        ("[1", 2, "the end is missing"),
        ("{a: 1}", 1, "this is not JSON"),
        ("[" * 101, 100, "it is nested deeper than 100 levels"),
    ],
)
def test_malformed_json_ld_is_a_problem_at_its_place(json: str, offset: int, wrong: str) -> None:
    opening = "<p>Words</p><script type='application/ld+json'>"
    document = read(f"{opening}{json}</script><p>More", "a.html")
    assert [(problem.offset, problem.wrong) for problem in document.problems] == [
        (len(opening) + offset, f"the JSON-LD is not JSON: {wrong}")
    ]
    assert body(document) == ["Words", "More"]


def test_json_ld_that_a_template_fills_in_is_left_alone() -> None:
    document = read('<script type="application/ld+json">{"name": {{ page.title | jsonify }}}</script>', "a.html")
    assert (document.facts, document.problems) == ((), ())


def test_meta_tags() -> None:
    source = (
        "<title>Zinc &amp; you</title><meta name=author content='Dr A'><META CONTENT=\"B &amp; C\" PROPERTY=og:title>"
        "<meta charset=utf-8><meta name=x>"
    )
    document = read(source, "a.html")
    assert [(fact.origin, fact.path, fact.value, source[fact.start : fact.end]) for fact in document.facts] == [
        ("meta", ("title",), "Zinc & you", "Zinc &amp; you"),
        ("meta", ("author",), "Dr A", "Dr A"),
        ("meta", ("og:title",), "B & C", "B &amp; C"),
    ]
    assert [(block.kind, block.key, block.text) for block in document.blocks] == [
        ("title", "title", "Zinc & you"),
        ("title", "og:title", "B & C"),
    ]


def test_microdata_nests() -> None:
    source = (
        "<main itemscope itemtype='https://schema.org/MedicalWebPage'><meta itemprop=lastReviewed content=2026-01-02>"
        "<p>By <span itemprop=reviewedBy itemscope><a itemprop=url href=/a><b itemprop=name>Dr <i>A</i> &amp; B</b></a>"
        "</span>, <time itemprop=dateModified datetime=2026-03-03>3 March</time><br>"
        "<span itemprop='headline alternateName'>No harm</span></p></main><b itemprop=alone>C</b><i>not a fact</i>"
    )
    document = read(source, "a.html")
    assert [("/".join(fact.path), fact.value, source[fact.start : fact.end]) for fact in document.facts] == [
        ("@type", "https://schema.org/MedicalWebPage", "https://schema.org/MedicalWebPage"),
        ("lastReviewed", "2026-01-02", "2026-01-02"),
        ("reviewedBy/url", "/a", "/a"),
        ("reviewedBy/name", "Dr A & B", "Dr <i>A</i> &amp; B"),
        ("dateModified", "2026-03-03", "2026-03-03"),
        ("headline", "No harm", "No harm"),
        ("alone", "C", "C"),
    ]
    assert {fact.origin for fact in document.facts} == {"microdata"}


def test_microdata_in_markdown() -> None:
    source = '<div itemscope>\n\nBy <span itemprop="author">Dr A</span>.\n\n</div>\n'
    assert facts(read(source, "a.md")) == [("author", "Dr A")]
