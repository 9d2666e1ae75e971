// The filters: one list of boxes for each, with counts; what is chosen; how much is shown.

// a longer list can be searched, and leaves out what would show nothing
const MANY = 12;
let status, chips, boxes, search;

function filterBar(changed) {
  boxes = [];
  status = make("p", { id: "status", role: "status", "aria-live": "polite" });
  chips = make("div", { class: "chips", "aria-label": "Filters in use", role: "group" });
  search = make("input", { type: "search", id: "words", placeholder: "Title or path", autocomplete: "off",
    on: { input: () => { view.words = search.value.trim(); changed(); } } });
  const form = make("form", { class: "filters", "aria-label": "Filter the findings",
    on: { submit: (event) => event.preventDefault(), keydown: closeOnEscape } },
    ...facets.filter((facet) => facet.values.length > 1 || facet.key === "rule").map((facet) => filterOf(facet, changed)),
    statusFilter(changed),
    make("div", { class: "search" }, make("label", { for: "words" }, "Find an article"), search));
  document.addEventListener("click", (event) => {
    for (const open of form.querySelectorAll("details[open]")) if (!open.contains(event.target)) open.open = false;
  });
  return make("div", { class: "filterbar" }, form, make("div", { class: "tally" }, status, stepper()), chips);
}

function closeOnEscape(event) {
  const open = event.target.closest("details[open]");
  if (event.key !== "Escape" || !open) return;
  open.open = false;
  open.querySelector("summary").focus();
}

function filterOf(facet, changed) {
  const summary = make("summary", {}, facet.label, make("span", { class: "chosen" }));
  const list = make("ul");
  for (const value of facet.values) list.append(make("li", {}, box(facet.chosen, value, facet.name(value), changed, facet)));
  const panel = make("div", { class: "panel" });
  if (facet.values.length > MANY) {
    list.classList.add("many");
    panel.append(narrow(list, facet));
  }
  panel.append(list);
  return make("details", { class: "filter", "data-filter": facet.key }, summary, panel);
}

function narrow(list, facet) {
  const input = make("input", { type: "search", "aria-label": `Find in ${facet.label}`, placeholder: "Find", autocomplete: "off" });
  input.addEventListener("input", () => {
    for (const item of list.children) item.hidden = !item.textContent.toLowerCase().includes(input.value.toLowerCase());
  });
  return input;
}

function box(chosen, value, name, changed, facet) {
  const count = make("span", { class: "number" });
  const input = make("input", { type: "checkbox", value: value || "top" });
  input.addEventListener("change", () => {
    const held = facet ? facet.chosen : view.status;
    if (input.checked) held.add(value); else held.delete(value);
    changed();
  });
  boxes.push({ facet, value, input, count });
  const code = facet?.key === "rule" && name !== value ? make("code", {}, value) : "";
  return make("label", {}, input, make("bdi", { class: "name" }, name), code, count);
}

function statusFilter(changed) {
  const counted = (name) => findings.filter((one) => one.status === name).length;
  const names = { suppressed: "Suppressed", known: "Known from the baseline" };
  const list = Object.entries(names).filter(([name]) => counted(name));
  if (!list.length) return "";
  const items = list.map(([name, label]) => {
    const made = box(view.status, name, label, changed);
    made.lastChild.textContent = counted(name).toLocaleString("en");
    return make("li", {}, made);
  });
  return make("details", { class: "filter", "data-filter": "show" },
    make("summary", {}, "Also show", make("span", { class: "chosen" })), make("div", { class: "panel" }, make("ul", {}, ...items)));
}

/** Bring boxes, counts and chips in line with the state. */
function showFilters(changed) {
  for (const { facet, value, input, count } of boxes) {
    input.checked = (facet ? facet.chosen : view.status).has(value);
    if (facet) {
      const number = facet.counts.get(value);
      count.textContent = number.toLocaleString("en");
      input.closest("li").classList.toggle("empty", !number && !input.checked);
    }
  }
  if (document.activeElement !== search) search.value = view.words;
  for (const filter of document.querySelectorAll(".filter")) {
    const number = filter.querySelectorAll("input[type=checkbox]:checked").length;
    filter.querySelector(".chosen").textContent = number ? ` ${number}` : "";
  }
  chips.replaceChildren(...facets.flatMap((facet) => [...facet.chosen].map((value) => chip(facet, value, changed))));
  if (view.words) chips.append(chipOf(`Article: ${view.words}`, () => { view.words = search.value = ""; changed(); }));
  if (chips.children.length) chips.append(make("button", { type: "button", class: "clear", on: { click: () => clearFilters(changed) } }, "Clear all filters"));
  const open = findings.filter((one) => one.status === "open").length;
  const shown = findings.filter((one) => one.shown).length;
  const within = articles.filter((article) => article.shown.length).length;
  const more = [...view.status].filter((name) => name !== "open").map((name) => `${name} ones too`).join(", ");
  status.textContent = `Showing ${shown.toLocaleString("en")} of ${plural(open, "finding")} in ${plural(within, "article")}${more ? ` (${more})` : ""}.`;
}

function chip(facet, value, changed) {
  return chipOf(`${facet.label}: ${facet.name(value)}`, () => { facet.chosen.delete(value); changed(); });
}

function chipOf(label, remove) {
  return make("button", { type: "button", class: "chip", "aria-label": `Remove filter ${label}`, on: { click: () => {
    remove();
    (chips.querySelector("button") || search).focus();
  } } }, make("bdi", {}, label), make("span", { "aria-hidden": "true" }, " ×"));
}

function clearFilters(changed) {
  for (const facet of facets) facet.chosen.clear();
  view.status = new Set(["open"]);
  view.words = search.value = "";
  changed();
  search.focus();
}
