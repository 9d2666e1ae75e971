from __future__ import annotations

import re
from datetime import date
from typing import Any, NamedTuple

import pytest
from caveat.lint.model import Authority, Failure, Finding, Report, Severity
from caveat.lint.reporters import FORMATS, Book, renderer
from markdown_it import MarkdownIt

LAW = Authority("uk/cap-12.9", "ASA", "CAP [Code]", "rule 12.9", "https://x.org/a b>?q=1", "", True)
CURES = Finding(
    path="docs/a.md",
    rule="claim/cure",
    severity=Severity.ERROR,
    message="“cures” promises a cure.",
    advice="Say how often it helps.",
    start=10,
    end=15,
    line=3,
    column=9,
    end_line=3,
    end_column=14,
    quote="cures",
    sentence="It cures colds.",
    reading="asserted",
    authorities=("uk/cap-12.9", "us/gone", "eu/gone"),
    fingerprint="0123456789abcdef",
)
SOON = CURES._replace(severity=Severity.WARNING, path="docs/c.md", end_line=5, end_column=2, authorities=("us/gone",))
NOTE = CURES._replace(severity=Severity.INFO, path="docs/d.md", rule="page/date", authorities=(), advice="")
BROKEN = Failure("docs/b.md", 4, "broken", "mend it")
HOSTILE = (
    "<script>alert(1)</script> | `x` ``y`` ]]> %0A 💊 \x1b[31m\x00\n\n# H\n"
    "- [a](javascript:1) ![i](x) *b* __c__ ~~d~~\n| a |\n|---|\n&lt; &#60; <!-- --> \\* @you #12 !13 "
    "https://evil.example www.evil.example "
    "::error::x\r::warning::y,z:"
)
# as one line without controls
SHOWN = " ".join(HOSTILE.split()).replace("\x1b", "␛").replace("\x00", "␀")
JOINER = "\u2060"


class Command(NamedTuple):
    name: str
    properties: dict[str, str]
    message: str


def rendered(name: str, *findings: Finding, **more: Any) -> str:
    book = Book("1.2.3", {}, {LAW.id: LAW}, lambda path: None, Severity.ERROR)
    return renderer(name)(Report(date(2026, 2, 1), 4, findings, **more), book)


def unescaped(text: str, codes: str) -> str:
    """Undo escapes in the order in which the runner of GitHub Actions does."""
    for code in codes.split():
        text = text.replace(code, bytes.fromhex(code[1:]).decode())
    return text


def commands(text: str) -> list[Command | str]:
    """Read lines as the runner does; a line that is no command is shown as it is."""
    lines = re.split(r"\r\n|\r|\n", text)
    assert lines.pop() == ""
    return [command(line) for line in lines]


def command(line: str) -> Command | str:
    found = re.fullmatch(r"::(\w+) (.*?)::(.*)", line)
    if not found:
        assert "::" not in line
        return line
    pairs = (pair.partition("=") for pair in found[2].split(","))
    properties = {key: unescaped(value, "%0D %0A %3A %2C %25") for key, _, value in pairs}
    return Command(found[1], properties, unescaped(found[3], "%0D %0A %25"))


def test_a_finding_is_a_command_of_its_level() -> None:
    said = "“cures” promises a cure. Say how often it helps."
    place = {"line": "3", "endLine": "3", "col": "9", "endColumn": "14"}
    assert commands(rendered("github", CURES, SOON, NOTE, failures=(BROKEN, Failure("x.md", 0, "gone", "")))) == [
        Command(
            "error", {"file": "docs/b.md", "line": "4", "title": "caveat"}, "could not be judged: broken — mend it"
        ),
        Command("error", {"file": "x.md", "title": "caveat"}, "could not be judged: gone"),
        Command("error", {"file": "docs/a.md", **place, "title": "claim/cure"}, said),
        Command("warning", {"file": "docs/c.md", "line": "3", "endLine": "5", "title": "claim/cure"}, said),
        Command("notice", {"file": "docs/d.md", **place, "title": "page/date"}, "“cures” promises a cure."),
        "1 error, 1 warning and 1 info in 3 of 4 articles. 2 articles could not be judged.",
    ]


def test_github_sees_hostile_text_as_text() -> None:
    path = "a,b:c%2C\r\n::error::x.md"
    found, failed = commands(rendered("github", CURES._replace(path=path, message=HOSTILE, advice="")))[:1][0], None
    assert isinstance(found, Command)
    assert found.properties["file"] == path
    assert found.message == " ".join(HOSTILE.split()).replace("\x1b", "\ufffd").replace("\x00", "\ufffd")
    failed = commands(rendered("github", failures=(Failure(path, 2, HOSTILE, "%0A%25"),)))[0]
    assert isinstance(failed, Command)
    assert failed.properties == {"file": path, "line": "2", "title": "caveat"}
    assert failed.message.endswith("y,z: — %0A%25")


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_tells_of_failures_and_of_what_was_left_out(name: str) -> None:
    text = rendered(name, failures=(BROKEN,), suppressed=(CURES, CURES), known=(NOTE,))
    assert "docs/b.md" in text
    assert "broken — mend it" in text
    assert re.search(r'2 suppressed, 1 known|"suppressed": 2,\s+"known": 1\b|suppressed="2" known="1"', text)


def parsed(text: str) -> list[Any]:
    """Parse Markdown as GitHub does, with tables and strikethrough; flat, with the inline tokens in their places."""
    tokens = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(text)
    return [one for token in tokens for one in (token.children or [token])]


def words(tokens: list[Any]) -> list[str]:
    lines = "".join("\n" if one.type in ("hardbreak", "softbreak") or one.block else one.content for one in tokens)
    return [line for line in lines.split("\n") if line]


def test_a_comment_begins_with_the_summary_and_groups_by_article() -> None:
    text = rendered("markdown", NOTE, SOON, CURES, failures=(BROKEN,), suppressed=(CURES,), known=(CURES, CURES))
    assert text == (
        "**caveat**: 1 error, 1 warning and 1 info in 3 of 4 articles. 1 suppressed, 2 known from the baseline. "
        "1 article could not be judged.\n"
        "\n#### Could not be judged\n\n"
        "- `docs/b.md`, line 4: broken — mend it\n"
        "\n#### `docs/a.md`\n\n"
        "- **error** 3:9 `claim/cure` “cures” promises a cure.  \n"
        "  advice: Say how often it helps.  \n"
        "  law: [CAP \\[Code\\], rule 12.9](<https://x.org/a%20b%3E?q=1>) and 2 more\n"
        "\n#### `docs/c.md`\n\n"
        "- **warning** 3:9 `claim/cure` “cures” promises a cure.  \n"
        "  advice: Say how often it helps.  \n"
        "  law: `us/gone`\n"
        "\n#### `docs/d.md`\n\n"
        "- **info** 3:9 `page/date` “cures” promises a cure.\n"
    )
    assert [one.attrs["href"] for one in parsed(text) if one.type == "link_open"] == ["https://x.org/a%20b%3E?q=1"]


def test_a_comment_says_advice_and_law_once_an_article() -> None:
    text = rendered("markdown", CURES, CURES._replace(line=8), CURES._replace(line=9, advice="Leave it out."))
    assert [line.split()[0] for line in text.splitlines() if line.startswith(" ")] == ["advice:", "law:", "advice:"]
    assert text.index("Leave it out") > text.index("9:9")


def test_hostile_text_is_no_markup_in_a_comment() -> None:
    hostile = CURES._replace(message=HOSTILE, advice=HOSTILE, path=f"{HOSTILE}.md", authorities=(f"`{HOSTILE}",))
    tokens = parsed(rendered("markdown", hostile, failures=(Failure("`", 0, HOSTILE, HOSTILE),)))
    text = SHOWN.replace("@", f"@{JOINER}").replace("#12", f"#{JOINER}12").replace("!13", f"!{JOINER}13")
    text = text.replace("&#60", f"&#{JOINER}60")
    assert words(tokens) == [
        "caveat: 1 error in 1 of 4 articles. 1 article could not be judged.",
        "Could not be judged",
        f"`: {text} — {text}",
        f"{SHOWN}.md",
        f"error 3:9 claim/cure {text}",
        f"advice: {text}",
        f"law: `{SHOWN}",
    ]
    assert {one.type for one in tokens} <= {
        *(
            "paragraph_open",
            "paragraph_close",
            "heading_open",
            "heading_close",
            "bullet_list_open",
            "bullet_list_close",
        ),
        *("list_item_open", "list_item_close", "strong_open", "strong_close", "text", "code_inline", "hardbreak"),
        "text_special",
    }


def test_addresses_in_article_text_are_not_linked() -> None:
    text = rendered("markdown", CURES._replace(message="see https://evil.example or www.evil.example", authorities=()))
    assert "see https\\://evil.example or www\\.evil.example" in text


def test_a_long_text_is_cut() -> None:
    text = rendered("markdown", CURES._replace(message="no risk " * 1000, advice="", authorities=()))
    assert f"`claim/cure` {('no risk ' * 100)[:599]}…\n" in text


def test_what_does_not_fit_into_a_comment_is_counted() -> None:
    many = [CURES._replace(path=f"docs/{number}.md", message="💊" * 500, advice="") for number in range(100)]
    text = rendered("markdown", *many)
    shown = text.count("#### ")
    assert 30_000 < len(text.encode("utf-16-le")) // 2 <= 60_000 + 20
    assert text.endswith(f"\n\n… and {100 - shown} more.\n")
    assert text.count("**error**") == shown == len(re.findall("rule 12.9", text))


def test_a_clean_comment_is_its_summary() -> None:
    assert rendered("markdown") == "**caveat**: Nothing found in 4 articles.\n"
    assert commands(rendered("github")) == ["Nothing found in 4 articles."]
