// `head` and `rows` of texts; the first of a row names it.
function rowsTable(head, rows) {
  return make("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": head[0] },
    make("table", { class: "cards" },
      make("thead", null, make("tr", null, head.map((cell) => make("th", { scope: "col" }, cell)))),
      make("tbody", null, rows.map((row) => make("tr", null, row.map((cell, n) =>
        n ? make("td", { "data-label": head[n] }, cell) : make("th", { scope: "row" }, cell)))))));
}

function sheet(section) {
  return make("section", null,
    section.title ? make("h3", null, section.title) : null,
    (section.paragraphs || []).map((text) => make("p", null, text)),
    section.items && section.items.length ? make("ul", { class: "plain" }, section.items.map((text) => make("li", null, text))) : null,
    section.rows && section.rows.length ? rowsTable(section.head, section.rows) : null);
}

function opening(data) {
  return [make("h2", null, data.title), make("p", { class: "summary" }, data.intro)];
}
