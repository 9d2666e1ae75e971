// Which findings are shown: the filters, their counts, and the address that brings somebody else to the same view.

const NONE = "none";
const REVIEW_STATES = {
  "overdue": "Overdue", "missing": "No review", "changed": "Changed since the review", "due soon": "Due soon",
  "unsigned": "Not signed", "ok": "In date", "not needed": "Not needed",
};

// `of` gives the values of a finding, `ofArticle` those of an article without one
const facets = [
  { key: "severity", label: "Severity", of: (one) => [one.severity], order: ["error", "warning", "info"], name: capital },
  { key: "rule", label: "Rule", of: (one) => [one.rule.id], name: (id) => rules.find((rule) => rule.id === id)?.summary || id },
  { key: "place", label: "Jurisdiction", of: (one) => placesOf[one.lawList], name: placeName },
  { key: "reviewer", label: "Reviewer", ofArticle: (article) => article.reviewers.length ? article.reviewers : [NONE],
    name: (name) => name === NONE ? "No reviewer" : name },
  { key: "section", label: "Section", ofArticle: (article) => [article.section], name: (name) => name || "Top level" },
  { key: "review", label: "Review", ofArticle: (article) => article.state ? [article.state] : [],
    order: Object.keys(REVIEW_STATES), name: (state) => REVIEW_STATES[state] || state },
  { key: "change", label: `Since ${data.compared}`, of: (one) => one.status === "open" ? [one.change] : [],
    order: ["new", "unchanged"], name: capital },
].filter((facet) => facet.key !== "change" || data.compared);

for (const facet of facets) {
  facet.of ||= (one) => facet.ofArticle(one.article);
  facet.chosen = new Set();
  facet.counts = new Map();
  for (const one of findings) for (const value of (one[facet.key + "Values"] = facet.of(one))) facet.counts.set(value, 0);
  for (const article of articles) for (const value of facet.ofArticle?.(article) || []) facet.counts.set(value, 0);
  const total = new Map();
  for (const one of findings) for (const value of one[facet.key + "Values"]) total.set(value, (total.get(value) || 0) + 1);
  const rank = (value) => facet.order ? facet.order.indexOf(value) : -(total.get(value) || 0);
  facet.values = [...facet.counts.keys()].sort((a, b) => rank(a) - rank(b) || facet.name(a).localeCompare(facet.name(b)));
}

const view = { words: "", status: new Set(["open"]), article: "", finding: "" };

function capital(word) {
  return word[0].toUpperCase() + word.slice(1);
}

function fits(facet, values) {
  return !facet.chosen.size || values.some((value) => facet.chosen.has(value));
}

function named(article) {
  return !view.words || `${article.title}\n${article.path}`.toLowerCase().includes(view.words.toLowerCase());
}

/** Decide what is shown; the count beside a value is what choosing it would show, all other filters in place. */
function applyFilters() {
  for (const facet of facets) for (const value of facet.counts.keys()) facet.counts.set(value, 0);
  for (const one of findings) {
    one.shown = false;
    if (!view.status.has(one.status) || !named(one.article)) continue;
    const failing = facets.filter((facet) => !fits(facet, one[facet.key + "Values"]));
    one.shown = !failing.length;
    for (const facet of failing.length ? failing : facets) {
      if (failing.length < 2) for (const value of one[facet.key + "Values"]) facet.counts.set(value, facet.counts.get(value) + 1);
    }
  }
  const ofFindings = facets.some((facet) => !facet.ofArticle && facet.chosen.size);
  for (const article of articles) {
    const fitting = named(article) && facets.every((facet) => !facet.ofArticle || fits(facet, facet.ofArticle(article)));
    article.shown = article.findings.filter((one) => one.shown);
    article.fits = fitting && !ofFindings;
  }
}

/** Write the state as the fragment of an address. */
function fragment(more = {}) {
  const found = new URLSearchParams();
  for (const facet of facets) for (const value of facet.chosen) found.append(facet.key, value);
  for (const status of view.status) if (status !== "open") found.append("show", status);
  if (view.words) found.set("words", view.words);
  for (const [name, value] of Object.entries(more)) if (value) found.set(name, value);
  return `#${found}`;
}

/** Read the state from the address; several values of one filter may also stand in one, between commas. */
function readFragment() {
  const found = new URLSearchParams(location.hash.slice(1));
  for (const facet of facets) {
    const given = found.getAll(facet.key).flatMap((text) => facet.counts.has(text) ? [text] : text.split(","));
    facet.chosen = new Set(given.filter((value) => facet.counts.has(value)));
  }
  view.status = new Set(["open", ...found.getAll("show").filter((status) => STATUSES.includes(status))]);
  view.words = found.get("words") || "";
  view.article = found.get("article") || "";
  view.finding = found.get("finding") || "";
}
