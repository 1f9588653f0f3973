function side(one, number, difference, texts, tell) {
  return make("div", { class: "side" }, make("strong", null, one.title), make("p", { class: "place" }, one.place),
    one.heading ? make("p", { class: "place" }, one.heading) : null,
    make("blockquote", null, runs(one.runs)),
    button("holds-" + difference.id + "-" + number, "act", texts.holds, () => tell("holds", { id: difference.id, side: number }), { "aria-label": one.label }));
}

function difference(one, texts, tell) {
  return make("li", null, make("h3", null, one.kind, make("span", { class: "values" }, one.values.join(" ↔ "))),
    make("div", { class: "sides" }, one.sides.map((each, number) => side(each, number, one, texts, tell))));
}

function draw(data, root, setTriggerValue) {
  const drawing = JSON.stringify(data);
  if (root.drawing === drawing) return;
  root.drawing = drawing;
  const { texts } = data;
  redraw(root, make("p", { class: "about" }, data.about),
    make("div", { class: "buttons" }, button("compare", "act", texts.run, () => setTriggerValue("compare", true), { disabled: data.state === "running" }),
      make("span", { class: "told", role: "status" }, [data.told, data.counted].filter(Boolean).join(" "))),
    data.none ? make("p", { class: "told" }, data.none) : null,
    data.differences.length ? [make("p", { class: "told" }, texts.holds_hint),
      make("ul", { class: "differences-list" }, data.differences.map((one) => difference(one, texts, setTriggerValue)))] : null);
}
