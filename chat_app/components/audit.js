function draw(data, root, tell) {
  const drawing = JSON.stringify(data);
  if (root.drawing === drawing) return;
  root.drawing = drawing;
  root.classList.add("paper");
  const { filters, texts } = data;
  const made = {};
  const go = (changes) => tell("look", {
    ...Object.fromEntries(Object.keys(filters).map((key) => [key, made[key].value])), page: 0, ...changes });
  const pick = (key) => {
    made[key] = make("select", { "data-key": key }, filters[key].options.map(([value, label]) => make("option", { value }, label)));
    made[key].value = filters[key].value;
    made[key].onchange = () => go({});
    return labelled(texts[key], made[key]);
  };
  const day = (key) => {
    made[key] = make("input", { type: "date", "data-key": key });
    made[key].value = filters[key].value;
    made[key].onchange = () => go({});
    return labelled(texts[key], made[key]);
  };
  redraw(root, opening(data),
    make("div", { class: "row", role: "search" }, ["kind", "person", "space"].map(pick), ["since", "until"].map(day)),
    make("div", { class: "buttons" },
      make("span", { role: "status" }, data.shown),
      make("span", { class: "buttons", style: null },
        data.page > 0 ? button("newer", "act", texts.newer, () => go({ page: data.page - 1 })) : null,
        data.more ? button("older", "act", texts.older, () => go({ page: data.page + 1 })) : null,
        button("verify", "act", texts.verify, () => tell("verify", true)),
        make("a", { class: "act", href: data.address }, texts.export))),
    data.state ? make("div", { class: "state" + (data.state.broken ? " broken" : ""), role: data.state.broken ? "alert" : "status" },
      make("p", null, data.state.text), data.state.head ? make("code", null, data.state.head) : null) : null,
    data.rows.length ? rowsTable(data.head, data.rows) : make("p", null, texts.none));
}
