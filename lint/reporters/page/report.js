// Put the page together: filters, rows, the way from finding to finding, theme, print.

const MOST_IN_PRINT = 50;
const AT_ONCE = 100;
const app = document.getElementById("app");
const list = make("div", { class: "articles" });
const more = make("button", { type: "button", class: "more", on: { click: showMore } });
let current = null;
let limit = AT_ONCE;
let pinned = null; // an article that is wanted wherever it stands in the list

function changed() {
  view.article = view.finding = "";
  current = pinned = null;
  limit = AT_ONCE;
  history.replaceState(null, "", fragment());
  show();
}

function show() {
  applyFilters();
  showFilters(changed);
  showRows();
  const rest = clean.articles.filter((article) => article.fits);
  clean.details.hidden = !rest.length;
  clean.name.textContent = `${plural(rest.length, "article")} without findings`;
  if (clean.details.open) showClean(rest);
  nothing.hidden = rest.length > 0 || list.children.length > 0;
  showStep();
}

function fitting() {
  return articles.filter((article) => article.shown.length || (article.failures.length && article.fits));
}

/** Show the first articles that fit; a site of thousands is slow to lay out at once. */
function showRows() {
  const some = fitting();
  const now = some.filter((article, place) => place < limit || article === pinned);
  const rows = now.map(row);
  now.forEach(showRow);
  for (const gone of [...list.children].filter((child) => !rows.includes(child))) gone.remove();
  rows.forEach((one, place) => { if (list.children[place] !== one) list.insertBefore(one, list.children[place] || null); });
  more.hidden = some.length <= limit;
  more.textContent = `Show ${Math.min(AT_ONCE, some.length - limit)} more of ${(some.length - limit).toLocaleString("en")} articles`;
}

function showMore() {
  const first = fitting()[limit];
  limit += AT_ONCE;
  showRows();
  first.details.querySelector("summary").focus();
}

// articles without findings are names in a list that is made when somebody looks at it
const clean = {
  articles: articles.filter((article) => !article.findings.length && !article.failures.length),
  name: make("summary"), list: make("ul"),
};
clean.details = make("details", { class: "clean" }, clean.name, clean.list);
clean.details.addEventListener("toggle", () => { if (clean.details.open) showClean(clean.articles.filter((article) => article.fits)); });

function showClean(some) {
  clean.list.replaceChildren(...some.map((article) => make("li", { "data-path": article.path }, make("bdi", {}, article.title),
    make("span", { class: "meta" }, article.title === article.path ? "" : make("bdi", { class: "path" }, article.path),
      article.reviewers.length ? make("span", {}, "Reviewer: ", make("bdi", {}, article.reviewers.join(", "))) : "",
      article.due ? make("span", {}, `Review due ${article.due}`) : ""))));
}

const nothing = make("p", { class: "nothing" }, "No article fits these filters.");
const step = make("span", { class: "where" });

function stepper() {
  const button = (name, by) => make("button", { type: "button", on: { click: () => move(by) } }, name);
  return make("div", { class: "stepper", role: "group", "aria-label": "Go from finding to finding" },
    button("Previous", -1), step, button("Next", 1));
}

function shownFindings() {
  return articles.flatMap((article) => article.shown);
}

function showStep() {
  const found = shownFindings();
  const at = found.indexOf(current);
  step.textContent = at < 0 ? plural(found.length, "finding") : `${at + 1} of ${found.length.toLocaleString("en")}`;
  for (const button of step.parentElement.querySelectorAll("button")) button.disabled = !found.length;
}

function move(by) {
  const found = shownFindings();
  const at = found.indexOf(current);
  if (found.length) goTo(found[at < 0 ? (by > 0 ? 0 : found.length - 1) : (at + by + found.length) % found.length], false);
}

function open(article) {
  if (!article.details?.isConnected) {
    pinned = article;
    showRows();
  }
  article.details.open = true;
  fill(article);
}

/** Show a finding: open its article, bring its words into view and mark note and words; the note is read out. */
function goTo(one, focus = true) {
  open(one.article);
  current?.note?.classList.remove("current");
  current?.mark?.classList.remove("current");
  current = one;
  one.note.classList.add("current");
  one.mark?.classList.add("current");
  (innerWidth >= 900 && one.mark ? one.mark : one.note).scrollIntoView({ block: "center" });
  if (focus) one.note.focus({ preventScroll: true });
  history.replaceState(null, "", address(one));
  showStep();
}

function follow(event, one) {
  event.preventDefault();
  goTo(one);
}

/** Do what the address says: the filters, an article, a finding. */
function arrive() {
  readFragment();
  show();
  const article = view.article && articles.find((one) => one.path === view.article);
  if (!article) return;
  if (!article.findings.length && !article.failures.length) {
    clean.details.open = true;
    clean.details.scrollIntoView({ block: "start" });
    return;
  }
  row(article);
  fill(article);
  const finding = view.finding && article.findings.find((one) => one.fingerprint === view.finding);
  if (finding ? !finding.shown : !fitting().includes(article)) {
    for (const facet of facets) facet.chosen.clear();
    view.words = "";
    view.status = new Set(["open", ...(finding ? [finding.status] : article.findings.map((one) => one.status))]);
    show();
  }
  open(article);
  if (finding) goTo(finding);
  else {
    article.details.scrollIntoView({ block: "start" });
    article.details.querySelector("summary").focus({ preventScroll: true });
  }
}

addEventListener("hashchange", () => {
  if (location.hash && !location.hash.includes("=")) return; // a part of the page, not a state of it
  arrive();
  if (!view.article) document.getElementById("list").scrollIntoView();
});

// in print: every article that is shown, unless they are too many to read on paper
let opened = [];
addEventListener("beforeprint", () => {
  const shown = fitting();
  if (shown.length <= MOST_IN_PRINT) shown.filter((article) => !article.details?.open).forEach((article) => { open(article); opened.push(article.details); });
  for (const details of document.querySelectorAll("details.reason:not(.again):not([open])")) {
    details.open = true;
    opened.push(details);
  }
});
addEventListener("afterprint", () => {
  for (const details of opened) details.open = false;
  opened = [];
});

const themes = { auto: "automatic", light: "light", dark: "dark" };
const theme = document.getElementById("theme");

function setTheme(name) {
  if (name === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = name;
  theme.querySelector("span").textContent = themes[name];
}

function keep(name) {
  // a page on a disk may have no storage
  try { localStorage.setItem("caveat-theme", name); } catch { /* the theme then lasts as long as the page */ }
}

function kept() {
  try { return localStorage.getItem("caveat-theme"); } catch { return null; }
}

theme.addEventListener("click", () => {
  const names = Object.keys(themes);
  const next = names[(names.indexOf(document.documentElement.dataset.theme || "auto") + 1) % names.length];
  setTheme(next);
  keep(next);
});
theme.hidden = false;
setTheme(themes[kept()] ? kept() : "auto");

app.append(filterBar(changed), nothing, list, more, clean.details);
arrive();
if (fitting().length === 1 && !clean.articles.length) open(fitting()[0]);
