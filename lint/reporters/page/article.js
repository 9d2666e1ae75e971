// One article: its row, and when it is opened its text as the reader sees it, with the notes beside the marked words.

// notes stand beside a section of the article; beside the next passage where so many characters stand in between
const LONG = 600;
const LABELS = {
  "quotation": "Quotation", "caption": "Caption", "alternative-text": "Image", "title": "Shown in search results", "metadata": "Metadata",
};

/** Return the row of an article, made when it is first wanted. */
function row(article) {
  if (article.details) return article.details;
  const counts = make("span", { class: "counts" });
  const meta = [make("bdi", { class: "path" }, article.title === article.path ? "" : article.path)];
  if (article.reviewers.length) meta.push(make("span", {}, "Reviewer: ", make("bdi", {}, article.reviewers.join(", "))));
  if (article.due) meta.push(make("span", {}, `Review due ${article.due}`));
  const body = make("div", { class: "body" });
  const details = make("details", { class: "article", "data-path": article.path },
    make("summary", {}, make("h3", {}, make("bdi", {}, article.title)), counts, make("span", { class: "meta" }, ...meta)), body);
  details.addEventListener("toggle", () => { if (details.open) fill(article); });
  Object.assign(article, { details, counts, body, filled: false });
  return details;
}

/** Show in the row how many findings there are, and which of an open article's notes and marks are shown. */
function showRow(article) {
  article.counts.replaceChildren(...[...SEVERITIES].reverse().map((severity) => {
    const number = article.shown.filter((one) => one.severity === severity).length;
    return number ? badge(severity, plural(number, severity, severity === "info" ? "info" : undefined)) : "";
  }).filter(Boolean));
  if (article.failures.length) article.counts.prepend(badge("failed", "could not be judged"));
  if (article.filled) showNotes(article);
}

function showNotes(article) {
  for (const one of article.findings) if (one.note) one.note.hidden = !one.shown;
  for (const { element, list } of article.marks) {
    const seen = list.filter((one) => one.shown);
    const worst = SEVERITIES.findLast((severity) => seen.some((one) => one.severity === severity));
    element.className = seen.length ? `claim ${worst}${seen.some((one) => one.rule.words) ? "" : " about"}` : "claim off";
    element.tabIndex = seen.length ? 0 : -1;
    if (seen.length) element.setAttribute("aria-describedby", `${seen[0].id}-name`);
    else element.removeAttribute("aria-describedby");
    const ending = seen.filter((one) => one.lastMark === element).map((one) => one.ordinal).join(",");
    if (ending) element.dataset.numbers = ending; else delete element.dataset.numbers;
  }
}

function badge(kind, text) {
  return make("span", { class: `badge ${kind}` }, text);
}

function fill(article) {
  if (article.filled) return;
  article.filled = true;
  article.marks = [];
  for (const [line, wrong, remedy] of article.failures) {
    article.body.append(make("p", { class: "failure" }, badge("failed", "could not be judged"),
      ` ${line ? `Line ${line}: ` : ""}${wrong}${remedy ? ` — ${remedy}` : ""}`));
  }
  const held = document.getElementById(`article-${article.number}`);
  if (held) layOut(article, JSON.parse(held.textContent));
  showNotes(article);
}

function layOut(article, { passages, notes }) {
  article.findings.forEach((one, position) => {
    one.id = `finding-${article.number}-${position}`;
    const [message, advice, line, column, fingerprint, reading, because, reason, sentence] = notes[position];
    Object.assign(one, { message, advice: data.advice[advice], line, column, fingerprint, reading, because, reason, sentence });
  });
  const said = new Set();
  let part;
  for (const unit of units(passages)) {
    const found = [...unit.found].map((position) => article.findings[position]).filter((one) => !one.note);
    if (!part || unit.heading || (found.length && part.notes.children.length && part.text.textContent.length > LONG)) {
      part = { text: make("div", { class: "text" }), notes: make("div", { class: "notes" }) };
      article.body.append(make("div", { class: "part" }, part.text, part.notes));
    }
    part.text.append(unit.draw(article));
    for (const one of found) part.notes.append(noteOf(one, said));
  }
  const left = article.findings.filter((one) => !one.note);
  if (left.length) {
    const gone = make("p", { class: "source" }, "These words could not be shown in the text.");
    article.body.append(make("div", { class: "part" }, make("div", { class: "text" }, gone),
      make("div", { class: "notes" }, ...left.map((one) => noteOf(one, said)))));
  }
}

/** Join the cells of a table, so that notes stand beside the whole of it. */
function* units(passages) {
  let cells = [];
  const found = (some) => new Set(some.flatMap(([, runs]) => runs.flatMap((run) => Array.isArray(run) ? run[1] : [])));
  const table = () => ({ found: found(cells), draw: ((some) => (article) => tableOf(some, article))(cells) });
  for (const passage of passages) {
    if (passage[0] === "table-cell") { cells.push(passage); continue; }
    if (cells.length) { yield table(); cells = []; }
    yield { found: found([passage]), heading: passage[0] === "heading", draw: (article) => blockOf(passage, article) };
  }
  if (cells.length) yield table();
}

function tableOf(cells, article) {
  const body = make("tbody");
  for (const [, runs, more = {}] of cells) {
    if (more.row || !body.lastChild) body.append(make("tr"));
    body.lastChild.append(make("td", { dir: "auto", lang: more.lang }, ...drawn(runs, article)));
  }
  return make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Table of the article" }, make("table", {}, body));
}

function blockOf([kind, runs, more = {}], article) {
  const title = kind === "source" ? `Line ${more.key} of the file` : kind === "metadata" ? `Metadata: ${more.key || "text"}` : LABELS[kind];
  const where = { collapsed: "Collapsed when the page opens", footer: "Footer" }[more.visibility];
  const labels = [title, where].filter(Boolean).map((text) => make("span", { class: "label" }, text));
  // bullets and indents follow the direction of the words, which labels would hide
  const [outer, inner] = labels.length ? ["", "auto"] : ["auto", ""];
  const words = make(kind === "source" ? "code" : "span", { dir: inner, lang: more.lang, class: "words" }, ...drawn(runs, article));
  if (kind !== "heading") return make("p", { class: `block ${kind}`, dir: outer }, ...labels, words);
  return make("div", { class: `block heading level-${more.level}`, dir: outer, role: "heading", "aria-level": 3 + (more.level || 1) }, ...labels, words);
}

function drawn(runs, article) {
  return runs.map((run) => {
    const [text, found, address] = Array.isArray(run) ? run : [run, [], ""];
    if (found.length) return markOf(text, found.map((position) => article.findings[position]), article);
    return address ? linkOf(text, address) : text;
  });
}

function linkOf(text, address) {
  const link = outside(address, text);
  link.title = address;
  link.classList.add("linked");
  return link;
}

function markOf(text, list, article) {
  const element = make("a", { class: "claim", href: address(list[0]), "data-findings": list.map((one) => one.position).join(" "),
    on: { click: (event) => { event.preventDefault(); goTo(list.find((one) => one.shown) || list[0]); } } }, make("mark", {}, text));
  article.marks.push({ element, list });
  for (const one of list) {
    one.mark ||= element;
    one.lastMark = element;
  }
  return element;
}

function address(one) {
  return fragment({ article: one.article.path, finding: one.fingerprint });
}

/** Make the note of a finding; what its rule says is folded away when a note of the same article has said it. */
function noteOf(one, said) {
  const again = said.has(one.rule.id);
  said.add(one.rule.id);
  one.ordinal = one.article.findings.filter((other) => other.note).length + 1;
  const aside = one.status === "open" ? "" : make("span", { class: "status" }, one.status === "known" ? "Known from the baseline. " : "Suppressed. ");
  const advice = make("p", { class: "advice" }, make("b", {}, "Write instead: "), one.advice);
  one.note = make("section", { class: `note ${one.severity}`, id: one.id, tabindex: "-1", "aria-labelledby": `${one.id}-name` },
    make("h4", { id: `${one.id}-name` }, make("span", { class: "ordinal" }, one.ordinal), badge(one.severity, capital(one.severity)), " ",
      one.change === "new" && data.compared && one.status === "open" ? make("span", { class: "new" }, "New") : "",
      aside, make("bdi", {}, one.message)),
    one.reason ? make("p", { class: "reason" }, make("b", {}, "Suppressed because: "), make("bdi", {}, one.reason)) : "",
    again ? "" : advice, reasonOf(one, again ? advice : ""), placeOf(one));
  return one.note;
}

function reasonOf(one, advice) {
  const places = placesOf[one.lawList];
  const law = places.length ? `the law: ${places.map(placeName).join(", ")}` : "";
  const name = [advice && "Rewrite", one.rule.why && "why", law].filter(Boolean).join(", ");
  const why = one.rule.why ? make("p", { class: "why" }, make("b", {}, "Why: "), one.rule.why) : "";
  return name ? make("details", { class: advice ? "reason again" : "reason" }, make("summary", {}, capital(name)), advice, why, lawOf(one, places)) : "";
}

function lawOf(one, places) {
  const list = data.lawLists[one.lawList].map((law) => laws[law]);
  const entry = (law) => make("dd", {}, outside(law.address, law.name), law.authority ? `, ${law.authority}` : "",
    law.verified ? "" : make("small", { title: "Recalled, or read in a secondary source only" }, " (not verified)"));
  return make("dl", {}, ...places.flatMap((place) => [make("dt", {}, placeName(place)), ...list.filter((law) => law.place === place).map(entry)]));
}

function placeOf(one) {
  const sells = one.because ? make("span", {}, ", the page sells (", make("bdi", {}, `“${one.because}”`), ")") : "";
  const link = make("a", { href: address(one), "aria-label": `Link to this finding, line ${one.line}`, on: { click: (event) => follow(event, one) } }, `line ${one.line}`);
  return make("p", { class: "place" }, make("code", {}, one.rule.id), " ", link, one.reading ? `, read as ${one.reading}` : "", sells);
}
