function proposal(space, tell) {
  const given = space.proposal;
  if (!given) return null;
  return make("div", { class: "proposal " + given.kind, role: given.kind === "back" ? "alert" : null },
    make("p", null, given.text), make("div", { class: "buttons" },
      button("go-" + space.name, given.kind === "up" ? "main" : "act", given.button,
        () => tell("change", { space: space.name, values: { autonomy: given.level } }))));
}

function thresholds(space, texts, root) {
  if (!space.thresholds.length) return null;
  const head = ["at_threshold", "answers", "wrong", "between"].map((key) => make("th", { scope: "col" }, texts[key]));
  const rows = space.thresholds.map((at) => make("tr", { class: at.now ? "now" : null, "aria-current": at.now ? "true" : null },
    make("th", { scope: "row" }, at.threshold), make("td", null, at.answers), make("td", null, at.wrong), make("td", null, at.between)));
  return folded("at-" + space.name, texts.thresholds, root, make("div", { class: "table" },
    make("table", null, make("thead", null, make("tr", null, head)), make("tbody", null, rows))));
}

function folded(key, title, root, ...inside) {
  root.open ||= new Set();
  const made = make("details", { open: root.open.has(key) }, make("summary", { "data-key": key }, title), inside.filter(Boolean));
  made.ontoggle = () => made.open ? root.open.add(key) : root.open.delete(key);
  return made;
}

function form(space, texts, root, tell) {
  const id = (key) => key + "-" + space.name;
  const now = space.values;
  const level = choice(root, id("autonomy"), space.levels, now.autonomy);
  const threshold = field(root, id("threshold"), "input", { type: "text", inputmode: "decimal" }, now.threshold);
  const save = () => tell("change", { space: space.name, values: { autonomy: level.value, threshold: threshold.value } });
  return folded("set-" + space.name, texts.settings, root, make("div", { class: "form" },
    make("div", { class: "row" }, labelled(texts.level, level), labelled(texts.threshold, threshold)),
    make("div", { class: "buttons" }, button(id("save"), "act", texts.save, save))));
}

function departures(space, texts, tell) {
  if (!space.changes.length) return null;
  return make("ul", { class: "departures" }, space.changes.map((change) => make("li", null, make("span", null, change.text),
    button("reset-" + change.key + "-" + space.name, "link", texts.reset,
      () => tell("reset", { space: space.name, key: change.key }), { "aria-label": change.reset }))));
}

function paint(data, root, tell) {
  redraw(root, make("h2", null, data.title), make("p", { class: "summary" }, data.intro),
    make("ul", { class: "spaces" }, data.spaces.map((space) => make("li", { class: "space" },
      make("h3", null, space.title, make("span", { class: "level" }, space.level)),
      make("p", { class: "means" }, space.means),
      make("div", { class: "lines" }, space.lines.map((line) => make("p", null, line))),
      proposal(space, tell), departures(space, data.texts, tell),
      thresholds(space, data.texts, root), form(space, data.texts, root, tell)))));
}

function draw(data, root, setTriggerValue) {
  const drawing = JSON.stringify(data);
  if (root.drawing === drawing) return;
  const before = root.drawing ? JSON.parse(root.drawing) : null;
  root.drawing = drawing;
  // What was saved is no draft any more.
  if (before && before.done !== data.done) root.typed = new Map();
  paint(data, root, setTriggerValue);
}
