from __future__ import annotations

import json
import os
import shutil
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: pip install '.[dev]'")

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import Any

    from playwright.sync_api import Browser, Page

    Caveat = Callable[..., subprocess.CompletedProcess[str]]

TODAY = ("--today", "2026-11-22")
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")

CONFIG = "jurisdictions: [us, uk, th]\noperator: clinic\n"
ARTICLES = {
    "care/drip.md": (
        "---\ntitle: The drip\nreviewedBy: Dr Ida Holm, MD\nlastReviewed: 2020-01-15\n---\n\n# The drip\n\n"
        "The drip *cures*\narthritis &amp; gout, 🙂 and there is **no risk** of a relapse.\n\n"
        "- Guaranteed results\n\n| Drip | Effect |\n| --- | --- |\n| one | It cures asthma. |\n| two | Unknown |\n"
    ),
    "care/knee.html": (
        "<!doctype html><html lang='en'><head><title>Knee</title></head><body><h1>Knee</h1>"
        "<p>It&rsquo;s a treatment that <b>cures</b> arthritis and is 100&nbsp;% safe.</p>"
        "<p>See <a href='https://example.org/a'>a trial</a> and <a href='javascript:pwned=1'>this</a>.</p>"
        "</body></html>"
    ),
    "news/thai.md": (
        "---\ntitle: สเตมเซลล์\nreviewedBy: Dr Omar Aziz, MD\nlastReviewed: 2026-09-01\n---\n\n# สเตมเซลล์บำบัด\n\n"
        "การรักษานี้ **cures arthritis** ได้ผลจริง และไม่มีผลข้างเคียง\n\nالعلاج آمن وفعال\n\n再生医療は安全です。\n"
    ),
    "news/clean.md": "---\ntitle: Tea\n---\n\n# Tea\n\nTea is a drink.\n",
}


def chromium() -> str:
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        pytest.skip("there is no Chromium to look at the page with: apt-get install chromium, or set CHROMIUM")
    return found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = chromium()
    with playwright.sync_playwright() as started:
        # a container gives its root user no sandbox
        one = started.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield one
        one.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    return write(folder, {"caveat.yaml": CONFIG, **ARTICLES})


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def report(caveat: Caveat, site: Path) -> Path:
    done = caveat("report", *TODAY, cwd=site)
    assert (done.returncode, done.stderr) == (0, "")
    return site / "caveat-report.html"


@pytest.fixture(scope="module")
def findings(caveat: Caveat, site: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(caveat("check", "--format", "json", *TODAY, cwd=site).stdout)["findings"]
    return found


class Seen:
    """A page, and what it said on the console or asked of the network."""

    def __init__(self, page: Page) -> None:
        self.page, self.said, self.asked = page, [], []
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("dialog", lambda dialog: self.said.append("dialog") or dialog.dismiss())  # type: ignore[func-returns-value]
        page.on("request", lambda request: self.asked.append(request.url))

    said: list[str]
    asked: list[str]


@pytest.fixture
def look(browser: Browser) -> Iterator[Callable[..., Seen]]:
    """Return a function that opens a page; at the end, nothing was said on any console."""
    opened = []

    def open_(path: Path, fragment: str = "", **how: Any) -> Seen:
        context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True, **how)
        seen = Seen(context.new_page())
        opened.append((context, seen))
        seen.page.goto(path.as_uri() + fragment)
        return seen

    yield open_
    for context, seen in opened:
        context.close()
        assert seen.said == []
        assert [url for url in seen.asked if not url.startswith("file:")] == []


def open_all(page: Page) -> None:
    closed = page.locator("details.article:not([open]) > summary")
    while closed.count():
        closed.first.click()
    # an article is laid out a moment after it was opened
    playwright.expect(page.locator("details.article[open] > .body:empty")).to_have_count(0)


def shown(page: Page) -> set[str]:
    """Return the fingerprints of the findings whose notes can be seen."""
    open_all(page)
    links = page.locator(".note:visible .place a").evaluate_all("links => links.map((one) => one.getAttribute('href'))")
    return {parse_qs(link[1:])["finding"][0] for link in links}


def choose(page: Page, name: str, value: str) -> None:
    panel = page.locator(f".filter[data-filter={name}]")
    if not panel.evaluate("one => one.open"):
        panel.locator("summary").click()
    panel.locator(f"input[value='{value}']").check()
    page.keyboard.press("Escape")


def test_marks_stand_on_the_words_of_the_findings(
    report: Path, findings: list[dict[str, Any]], look: Callable[..., Seen]
) -> None:
    page = look(report).page
    open_all(page)
    marked = page.evaluate(
        """() => [...document.querySelectorAll('.article')].map((article) => [
            article.dataset.path,
            [...article.querySelectorAll('.note')].map((note) => {
              const [, , position] = note.id.split('-');
              const parts = [...article.querySelectorAll('.claim')]
                .filter((one) => one.dataset.findings.split(' ').includes(position));
              return [new URLSearchParams(note.querySelector('.place a').hash.slice(1)).get('finding'),
                      parts.map((one) => one.querySelector('mark').textContent).join('')];
            }),
        ])"""
    )
    texts = {fingerprint: " ".join(text.split()) for _, notes in marked for fingerprint, text in notes}
    assert texts == {one["fingerprint"]: " ".join(one["quote"].split()) for one in findings}
    assert {"no risk", "100 % safe"} <= set(texts.values())
    rows = page.locator("[data-path='care/drip.md'] td").all_text_contents()
    assert rows == ["Drip", "Effect", "one", "It cures asthma.", "two", "Unknown"]


def test_the_article_reads_as_it_was_written(report: Path, look: Callable[..., Seen]) -> None:
    page = look(report, "#article=care%2Fdrip.md").page
    text = page.locator("[data-path='care/drip.md'] .text p.paragraph .words").first.text_content() or ""
    assert " ".join(text.split()) == "The drip cures arthritis & gout, 🙂 and there is no risk of a relapse."


def test_filters_show_what_they_say_and_combine(
    report: Path, findings: list[dict[str, Any]], look: Callable[..., Seen]
) -> None:
    page = look(report).page
    assert shown(page) == {one["fingerprint"] for one in findings}
    choose(page, "severity", "error")
    errors = [one for one in findings if one["severity"] == "error"]
    assert shown(page) == {one["fingerprint"] for one in errors} != set()
    choose(page, "reviewer", "Ida Holm")
    hers = [one for one in errors if one["path"] == "care/drip.md"]
    assert shown(page) == {one["fingerprint"] for one in hers} != set()
    choose(page, "place", "th")
    thai = [one for one in hers if any(id.startswith("th/") for id in one["authorities"])]
    assert shown(page) == {one["fingerprint"] for one in thai} != set()
    choose(page, "rule", "claim/cure")
    cures = {one["fingerprint"] for one in thai if one["rule"] == "claim/cure"}
    assert shown(page) == cures != set()
    assert page.locator("#status").text_content() == (f"Showing {len(cures)} of {len(findings)} findings in 1 article.")


def test_the_address_brings_somebody_else_to_the_same_view(report: Path, look: Callable[..., Seen]) -> None:
    page = look(report).page
    choose(page, "severity", "error")
    choose(page, "reviewer", "Ida Holm")
    page.locator("#words").fill("drip")
    there = look(report, page.evaluate("location.hash")).page
    assert shown(there) == shown(page) != set()
    assert there.locator(".chip bdi").all_text_contents() == ["Severity: Error", "Reviewer: Ida Holm", "Article: drip"]
    there.locator(".clear").click()
    assert there.evaluate("location.hash") == ""
    assert there.locator("#words").input_value() == ""


def test_the_count_beside_a_value_is_what_it_would_show(
    report: Path, findings: list[dict[str, Any]], look: Callable[..., Seen]
) -> None:
    page = look(report).page
    choose(page, "severity", "error")
    page.locator(".filter[data-filter=section] summary").click()
    counts = page.locator(".filter[data-filter=section] li").evaluate_all(
        "rows => rows.map((row) => [row.querySelector('.name').textContent, row.querySelector('.number').textContent])"
    )
    errors = [one for one in findings if one["severity"] == "error"]
    expected = {part: sum(one["path"].startswith(part + "/") for one in errors) for part in ("care", "news")}
    assert dict(counts) == {part: str(number) for part, number in expected.items()}


def test_a_link_to_a_finding_opens_it_among_others(
    report: Path, findings: list[dict[str, Any]], look: Callable[..., Seen]
) -> None:
    one = next(one for one in findings if one["rule"] == "claim/no-risk")
    page = look(report, f"#severity=info&article={quote(one['path'])}&finding={one['fingerprint']}").page
    focused = page.evaluate("document.activeElement.querySelector('h4').textContent")
    assert one["message"] in focused
    assert page.locator(".claim.current mark").text_content() == one["quote"]


def test_notes_name_reason_law_and_rewrite(
    report: Path, findings: list[dict[str, Any]], look: Callable[..., Seen]
) -> None:
    one = next(one for one in findings if one["rule"] == "claim/no-risk")
    page = look(report, f"#article={quote(one['path'])}&finding={one['fingerprint']}").page
    note = page.locator(".note.current")
    note.locator("summary").click()
    assert one["advice"] in (note.text_content() or "")
    places = note.locator("dt").all_text_contents()
    assert places == list(dict.fromkeys(places))
    assert {"United States", "Thailand"} <= set(places)
    assert len(note.locator("dd").all()) == len(one["authorities"])
    assert all(
        link.startswith("https://") for link in note.locator("dd a").evaluate_all("all => all.map((a) => a.href)")
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_no_serious_fault(report: Path, look: Callable[..., Seen], scheme: str, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    page = look(report, color_scheme=scheme).page
    page.set_viewport_size({"width": width, "height": 900})
    open_all(page)
    folded = page.locator("details.reason:not([open]) > summary")
    while folded.count():
        folded.first.click()
    for filter_ in ("", "rule", "severity"):
        if filter_:
            page.locator(f".filter[data-filter={filter_}] summary").click()
        faults = axe.Axe().run(page).response["violations"]
        assert [
            (one["id"], one["nodes"][0]["html"]) for one in faults if one["impact"] in ("serious", "critical")
        ] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_theme_can_be_chosen(report: Path, look: Callable[..., Seen]) -> None:
    page = look(report, color_scheme="light").page
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    for name in ("light", "dark"):
        page.locator("#theme").click()
        assert page.locator("#theme").text_content() == f"Theme: {name}"
    assert page.evaluate(ground) != light


def test_everything_can_be_reached_by_keyboard(report: Path, look: Callable[..., Seen]) -> None:
    page = look(report).page

    def here() -> str:
        return str(page.evaluate("document.activeElement.textContent"))

    def tab_to(selector: str) -> None:
        for _ in range(400):
            page.keyboard.press("Tab")
            if page.evaluate("one => document.activeElement.matches(one)", selector):
                return
        raise AssertionError(f"{selector} cannot be reached")

    page.keyboard.press("Tab")
    assert here() == "Skip to the findings"
    page.keyboard.press("Enter")
    assert here() == "Findings in their articles"
    tab_to("[data-filter=severity] summary")
    page.keyboard.press("Enter")
    tab_to("[data-filter=severity] input[value=error]")
    page.keyboard.press("Space")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('[data-filter=severity] summary')")
    assert page.locator(".filter[open]").count() == 0
    assert page.locator(".chip bdi").all_text_contents() == ["Severity: Error"]
    tab_to("details.article > summary")
    page.keyboard.press("Enter")
    tab_to(".claim")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('.note.current')")
    tab_to("details.reason > summary")
    page.keyboard.press("Enter")
    tab_to("dd a")


def test_one_can_step_from_finding_to_finding(
    report: Path, findings: list[dict[str, Any]], look: Callable[..., Seen]
) -> None:
    page = look(report, "#severity=error").page
    number = sum(one["severity"] == "error" for one in findings)
    seen = set()
    for place in range(1, number + 1):
        page.get_by_role("button", name="Next").click()
        assert page.locator(".where").text_content() == f"{place} of {number}"
        seen.add(parse_qs(page.evaluate("location.hash")[1:])["finding"][0])
    assert seen == {one["fingerprint"] for one in findings if one["severity"] == "error"}


def test_scripts_are_told_apart(report: Path, look: Callable[..., Seen]) -> None:
    page = look(report, "#article=news%2Fthai.md").page
    blocks = page.locator("[data-path='news/thai.md'] .text .words").evaluate_all(
        "all => all.map((one) => [one.lang, getComputedStyle(one).direction])"
    )
    assert {tuple(block) for block in blocks} >= {("th", "ltr"), ("ar", "rtl"), ("ja", "ltr")}


def test_print_shows_every_article_that_is_shown(report: Path, look: Callable[..., Seen]) -> None:
    page = look(report, "#severity=error").page
    page.pdf()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details.article:not([open])").count() == 0
    assert page.locator("details.reason:not(.again):not([open])").count() == 0
    page.emulate_media(media="print")
    assert not page.locator(".filterbar").is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details.article[open]").count() == 0


def test_without_javascript_all_findings_are_listed(
    report: Path, findings: list[dict[str, Any]], look: Callable[..., Seen]
) -> None:
    page = look(report, java_script_enabled=False).page
    text = " ".join((page.locator("noscript").inner_text()).split())
    assert [one["message"] for one in findings if " ".join(one["message"].split()) not in text] == []
    page.locator(".blocking a").first.click()
    assert page.locator("noscript section h3").first.is_visible()


HOSTILE = (
    '---\ntitle: "</title></script><script>pwned=1</script><img src=x onerror=pwned=1>"\n'
    'reviewedBy: "<svg onload=pwned=1> Ann"\nlastReviewed: 2020-01-01\n---\n\n'
    "# </script><script>pwned=1</script> cures arthritis\n\n"
    "<!-- caveat: ignore claim/no-risk -- </ul><script>pwned=1</script> -->\n\nThere is no risk.\n\n"
    "It cures asthma\\</script\\>\\<script\\>pwned=1\\</script\\> `</script>` \\<!-- \\<img onerror=pwned=1\\>\n\n"
    "[It cures gout](javascript:pwned=1) and [this](data:text/html,<script>pwned=1</script>)\n\n"
    "A line \u2028 and \" onmouseover=pwned=1 ' cures asthma.\n\n"
    '![cures arthritis " onerror="pwned=1](javascript:pwned=1)\n'
)


@pytest.mark.parametrize("policy", ["kept", "taken out"])
def test_hostile_text_runs_nothing(caveat: Caveat, tmp_path: Path, look: Callable[..., Seen], policy: str) -> None:
    name = "'\"><img src=x onerror=pwned=1>&amp;{{script}}.md"
    write(tmp_path, {"caveat.yaml": CONFIG, name: HOSTILE})
    caveat("check", "--format", "json", "--output", "old.json", cwd=tmp_path)
    old = json.loads((tmp_path / "old.json").read_text())
    gone = {
        **old["findings"][0],
        "fingerprint": "0" * 16,
        "message": "<script>pwned=1</script>",
        "path": "<img onerror=pwned=1>",
    }
    (tmp_path / "old.json").write_text(json.dumps({**old, "today": "<script>pwned=1</script>", "findings": [gone]}))
    done = caveat(
        "report", ".", "--compare", "old.json", "--title", "</title><script>pwned=1</script>", *TODAY, cwd=tmp_path
    )
    assert done.returncode == 0
    page_file = tmp_path / "caveat-report.html"
    if policy == "taken out":
        whole = page_file.read_text(encoding="utf-8")
        start = whole.index('<meta http-equiv="Content-Security-Policy"')
        page_file.write_text(whole[:start] + whole[whole.index(">", start) + 1 :], encoding="utf-8")
    page = look(page_file).page
    open_all(page)
    page.locator(".filter[data-filter=rule] summary").click()
    page.keyboard.press("Escape")
    for link in page.locator(".linked").all():
        link.hover()
        link.click()
    page.wait_for_timeout(50)
    assert page.evaluate("typeof pwned") == "undefined"
    assert page.locator("img, iframe, object, base, [onerror], [onload], [onmouseover]").count() == 0
    assert page.locator("script:not([type])").count() == 1
    schemes = page.locator("a").evaluate_all("all => [...new Set(all.map((one) => one.protocol))]")
    assert set(schemes) <= {"file:", "https:", "http:"}
    assert page.title() == "</title><script>pwned=1</script> – caveat report"


def test_the_trend_can_be_filtered(caveat: Caveat, tmp_path: Path, look: Callable[..., Seen]) -> None:
    write(tmp_path, {"a.md": "# Tea\n\nIt cures asthma.\n\nThere is no risk.\n", "b.md": "# Bark\n\nIt cures gout.\n"})
    caveat("check", "--format", "json", "--output", "old.json", "--select", "claim", *TODAY, cwd=tmp_path)
    old = {one["fingerprint"]: one for one in json.loads((tmp_path / "old.json").read_text())["findings"]}
    write(tmp_path, {"a.md": "# Tea\n\nIt cures asthma.\n\nIt cures arthritis.\n", "b.md": "# Bark\n\nBark is wood.\n"})
    now = json.loads(caveat("check", "--format", "json", "--select", "claim", *TODAY, cwd=tmp_path).stdout)["findings"]
    caveat("report", "--compare", "old.json", "--select", "claim", *TODAY, cwd=tmp_path)
    page = look(tmp_path / "caveat-report.html").page
    new = {one["fingerprint"] for one in now} - set(old)
    gone = [one for one in old.values() if one["fingerprint"] not in {one["fingerprint"] for one in now}]
    kept = len(old) - len(gone)
    figures = page.locator("section[aria-labelledby=trend] .figures li").all_text_contents()
    assert figures == [f"{len(new)} new", f"{len(gone)} gone", f"{kept} unchanged"]
    assert (len(new), len(gone), kept) == (1, 2, 1)
    choose(page, "change", "new")
    assert shown(page) == new
    page.locator("section[aria-labelledby=trend] summary").click()
    assert page.locator("section[aria-labelledby=trend] details li").all_text_contents() == [
        f"{one['message']} {one['rule']} {one['path']}" for one in gone
    ]


def test_suppressed_and_known_findings_are_shown_when_asked_for(
    caveat: Caveat, tmp_path: Path, look: Callable[..., Seen]
) -> None:
    write(tmp_path, {"a.md": "# Tea\n\nIt cures asthma.\n"})
    caveat("baseline", *TODAY, cwd=tmp_path)
    excuse = "<!-- caveat: ignore claim/no-risk -- the label says so -->"
    write(tmp_path, {"a.md": f"# Tea\n\nIt cures asthma.\n\n{excuse}\n\nThere is no risk.\n"})
    caveat("report", "--select", "claim", *TODAY, cwd=tmp_path)
    page = look(tmp_path / "caveat-report.html").page
    assert page.locator("section[aria-labelledby=aside] .figures li").all_text_contents() == [
        "0 failures",
        "1 suppressed",
        "1 known from the baseline",
        "0 stale in the baseline",
    ]
    assert page.locator("details.article").count() == 0
    choose(page, "show", "suppressed")
    open_all(page)
    assert "Suppressed because: the label says so" in (page.locator(".note:visible").text_content() or "")
    assert page.locator(".claim:not(.off) mark").all_text_contents() == ["no risk"]


def test_a_large_site_shows_its_first_articles_and_finds_the_others(
    caveat: Caveat, tmp_path: Path, look: Callable[..., Seen]
) -> None:
    write(tmp_path, {f"part-{n % 3}/a{n:03}.md": f"# Tea {n}\n\nIt cures asthma.\n" for n in range(130)})
    caveat("report", "--select", "claim/cure", *TODAY, cwd=tmp_path)
    page = look(tmp_path / "caveat-report.html").page
    assert page.locator("details.article").count() == 100
    page.get_by_role("button", name="Show 30 more of 30 articles").click()
    assert page.locator("details.article").count() == 130
    there = look(tmp_path / "caveat-report.html", "#article=part-0%2Fa129.md").page
    assert there.locator("details.article[open]").count() == 1
    assert there.locator("details.article[open] .claim mark").first.is_visible()
