// What the page knows: the index of all findings, and how to make elements of it. Texts of articles only ever become
// text nodes and attributes that cannot run.

const SEVERITIES = ["info", "warning", "error"];
const STATUSES = ["open", "suppressed", "known"];
const data = JSON.parse(document.getElementById("data").textContent);
const rules = data.rules.map(([id, summary, why, words]) => ({ id, summary, why, words }));
const laws = data.laws.map(([place, name, authority, address, verified]) => ({ place, name, authority, address, verified }));
const placesOf = data.lawLists.map((list) => [...new Set(list.map((law) => laws[law].place))]);

const articles = data.articles.map(([path, title, section, reviewers, state, due, found, failures], number) => {
  const article = {
    number, path, title, state, due, failures,
    section: data.sections[section],
    reviewers: reviewers.map((reviewer) => data.reviewers[reviewer]),
  };
  article.findings = found.map(([severity, rule, status, lawList, isNew], position) => ({
    article, position, lawList,
    severity: SEVERITIES[severity],
    rule: rules[rule],
    status: STATUSES[status],
    change: isNew ? "new" : "unchanged",
    shown: false,
  }));
  return article;
});
const findings = articles.flatMap((article) => article.findings);

/** Make an element; children are elements or text. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") for (const [event, run] of Object.entries(value)) element.addEventListener(event, run);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== undefined && value !== "") element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== "" && child !== undefined));
  return element;
}

function plural(number, one, many = `${one}s`) {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}

function placeName(code) {
  return data.places[code] || code;
}

/** Make a link to another site where the address can be nothing but a web page, else the bare words. */
function outside(address, ...children) {
  if (!/^https?:\/\//i.test(address)) return make("span", {}, ...children);
  return make("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, ...children);
}
