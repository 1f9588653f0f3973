function named(kind, given) {
  return make("div", { class: kind }, make("strong", null, given.title),
    make("span", { class: "muted" }, given.place));
}

function drawEdition(one, texts, tell) {
  return make("li", { class: one.in_force ? null : "undone" },
    named("newer", one.newer), make("p", { class: "replaces" }, one.replaces), named("older", one.older),
    make("p", { class: "told" }, one.told),
    make("button", { class: "act", "aria-label": one.label,
      onclick: () => tell(one.in_force ? "undo" : "restore", one.id) },
      one.in_force ? texts.undo : texts.restore));
}

function deciding(data, root, tell) {
  const { texts } = data;
  const space = make("select", { "aria-label": texts.space },
    data.spaces.map((one) => make("option", { value: one.name }, one.title)));
  const older = make("input", { type: "text", maxlength: 500 });
  const newer = make("input", { type: "text", maxlength: 500 });
  const wrapped = (label, input) => make("label", null, make("span", null, label), input);
  return make("details", { class: "deciding" }, make("summary", null, texts.add),
    make("p", { class: "muted" }, texts.hint),
    make("form", { onsubmit: (event) => {
      event.preventDefault();
      if (older.value.trim() && newer.value.trim()) {
        tell("decide", { space: space.value, older: older.value, newer: newer.value });
      }
    } },
    data.spaces.length > 1 ? wrapped(texts.space, space) : null,
    wrapped(texts.newer, newer), wrapped(texts.older, older),
    make("button", { class: "act", type: "submit" }, texts.save)));
}

function draw(data, root, setTriggerValue) {
  const drawing = JSON.stringify(data);
  if (root.drawing === drawing) return;
  root.drawing = drawing;
  const tell = (name, value) => setTriggerValue(name, value);
  root.replaceChildren(
    make("h2", null, data.title), make("p", { class: "about" }, data.about),
    data.editions.length
      ? make("ol", { class: "editions-list" }, data.editions.map((one) => drawEdition(one, data.texts, tell)))
      : make("p", { class: "muted" }, data.none),
    deciding(data, root, tell));
}
