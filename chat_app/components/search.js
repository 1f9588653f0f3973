const FILTERS = ["space", "source", "kind", "language"];

function form(data, root, tell) {
  const { texts, filters, looking } = data;
  const made = {};
  const go = (changes) => {
    const said = { q: made.q.value.trim() };
    for (const name of FILTERS) said[name] = made[name] ? made[name].value : "";
    // A source belongs to its space.
    if (said.space && said.source && !said.source.startsWith(said.space + "/")) said.source = "";
    Object.assign(said, { from: made.since.value, to: made.until.value, sort: data.order }, changes);
    forget(root, "q", "since", "until", ...FILTERS);
    tell("search", said);
  };
  root.go = go;
  made.q = field(root, "q", "input", { type: "text", enterkeyhint: "search", autocomplete: "off", maxlength: 2000,
    "aria-label": texts.label, placeholder: texts.placeholder }, looking.q || "");
  made.q.onkeydown = (event) => { if (event.key === "Enter" && !event.isComposing) go({}); };
  const pick = (one) => {
    const select = (made[one.key] = make("select", { "data-key": one.key, "aria-label": one.label },
      [["", one.any], ...one.options].map(([value, label]) => make("option", { value }, label))));
    select.value = one.value;
    select.oninput = () => go({});
    return select;
  };
  const day = (key, value) => {
    const input = (made[key] = field(root, key, "input", { type: "date" }, value));
    input.onchange = () => go({});
    return make("label", { class: "day" }, make("span", null, texts[key]), input);
  };
  const lately = filters.lately.map(([from, label]) => {
    const on = filters.since === from && !filters.until;
    return button("from-" + from, "quiet", label, () => go(on ? { from: "" } : { from, to: "" }), { "aria-pressed": String(on) });
  });
  return make("div", { role: "search", "aria-label": texts.title },
    make("div", { class: "ask" }, made.q, button("go", "main", texts.go, () => go({}))),
    make("div", { class: "filters", role: "group", "aria-label": texts.filters }, filters.selects.map(pick),
      make("span", { class: "days" }, day("since", filters.since), day("until", filters.until)),
      make("span", { class: "lately" }, lately)));
}

function passage(given, lang, tell) {
  const dots = (there) => (there ? " … " : "");
  return make("li", null, make("button", { class: "passage", type: "button", "data-key": "passage-" + given.id, "aria-expanded": String(given.opened),
    "aria-label": given.label, onclick: () => tell("open", given.id) },
  given.where.length ? make("span", { class: "where", lang }, runs(given.where)) : null,
  make("span", { class: "text", lang }, dots(given.before), runs(given.text), dots(given.after))));
}

function group(given, tell) {
  const list = (hits) => make("ul", { class: "passages" }, hits.map((one) => passage(one, given.lang, tell)));
  return make("li", { class: "group" },
    make("h3", { lang: given.lang }, given.title),
    make("p", { class: "meta" }, [...given.meta, given.count].filter(Boolean).map((part) => make("span", null, part))),
    given.old ? make("p", { class: "old" }, given.old) : null,
    list(given.hits),
    given.rest.length ? make("details", null, make("summary", null, given.more), list(given.rest)) : null);
}

function results(data, root, tell) {
  const { texts, listing } = data;
  const ask = listing ? null : button("ask", data.groups.length ? "quiet" : "act", texts.ask, () => tell("ask", true));
  if (!data.groups.length) {
    return make("div", { class: "nothing" }, make("strong", null, texts.nothing), make("p", null, listing ? texts.none_fits : texts.advice),
      make("div", { class: "buttons" },
        data.narrowed ? button("widen", "act", listing ? texts.clear : texts.widen, () => tell("search", { q: data.looking.q || "" })) : null,
        ask));
  }
  const sort = make("select", { "aria-label": texts.sort, "data-key": "sort" },
    data.orders.map(([value, label]) => make("option", { value }, label)));
  sort.value = data.order;
  sort.oninput = () => root.go({ sort: sort.value });
  return [
    make("div", { class: "head" }, make("p", { class: "summary", role: "status" }, data.summary), listing ? null : sort),
    make("ol", { class: "groups" }, data.groups.map((one) => group(one, tell))),
    make("div", { class: "closing" }, data.more ? button("more", "act", data.more, () => tell("more", Date.now())) : null, ask)];
}

function draw(data, root, setTriggerValue) {
  const drawing = JSON.stringify(data);
  if (root.drawing === drawing) return;
  const before = root.drawing && JSON.parse(root.drawing).looking.q;
  if (before !== undefined && before !== data.looking.q) forget(root, "q", "since", "until");
  root.drawing = drawing;
  const open = [...root.querySelectorAll("details[open]")].length && data.groups.map((_, n) => n).filter((n) =>
    root.querySelectorAll(".group")[n]?.querySelector("details")?.open);
  const parts = [make("h2", { tabindex: "-1" }, data.texts.title), form(data, root, setTriggerValue),
    data.found ? results(data, root, setTriggerValue)
      : make("p", { class: "summary", role: "status" }, data.texts.about, " ", data.summary)];
  redraw(root, ...parts);
  if (open && before === data.looking.q) {
    open.forEach((n) => { const details = root.querySelectorAll(".group")[n]?.querySelector("details"); if (details) details.open = true; });
  }
}
