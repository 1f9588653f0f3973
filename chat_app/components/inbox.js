function oneCase(given, tell) {
  return make("li", null, make("button", { class: "one" + (given.urgent ? " pressing" : ""), "data-key": "case-" + given.number,
    onclick: () => tell("open", given.number) },
    given.urgent ? make("span", { class: "flag" }, given.urgent) : null,
    make("span", { class: "question" }, given.question),
    make("span", { class: "meta" }, given.meta.map((part) => make("span", null, part)))));
}

function heldReply(given, texts, root, tell) {
  const key = "held-" + given.id;
  const pick = given.cases.length ? choice(root, key + "-case", given.cases, given.cases[0][0]) : null;
  return make("li", null,
    make("p", { class: "sender" }, given.sender), make("p", { class: "meta" }, given.line),
    make("p", { class: "reason" }, given.reason),
    make("div", { class: "mail", tabindex: "0", role: "group", "aria-label": given.sender }, written(given.text)),
    pick ? make("label", { class: "answers" }, make("span", null, texts.held_case), pick) : null,
    pick ? make("p", { class: "means" }, texts.held_means) : null,
    make("div", { class: "buttons" },
      pick ? button(key + "-yes", "act", texts.accept, () => tell("held", { id: given.id, number: Number(pick.value) })) : null,
      button(key + "-no", "act", texts.discard, () => tell("held", { id: given.id, number: null }))));
}

function filters(data, root, tell) {
  const { states, spaces, state, space } = data.filters;
  const picks = make("div", { class: "states", role: "group", "aria-label": data.texts.states }, states.map((one) => {
    const pick = button("state-" + one.key, "pick", one.label, () => tell("filter", { state: one.key, space }),
      { "aria-pressed": String(one.key === state) });
    pick.append(make("span", { class: "n" }, one.count));
    return pick;
  }));
  if (spaces.length < 2) return make("div", { class: "filters" }, picks);
  const pick = make("select", { "aria-label": data.texts.space, "data-key": "space-filter" },
    [["", data.texts.all_spaces], ...spaces].map(([value, label]) => make("option", { value }, label)));
  pick.value = space;
  pick.oninput = () => tell("filter", { state, space: pick.value });
  return make("div", { class: "filters" }, picks, pick);
}

function draw(data, root, setTriggerValue) {
  const drawing = JSON.stringify(data);
  if (root.drawing === drawing) return;
  root.drawing = drawing;
  const scrolled = document.scrollingElement?.scrollTop;
  redraw(root, make("h2", { tabindex: "-1" }, data.title), make("p", { class: "summary", role: "status" }, data.summary),
    filters(data, root, setTriggerValue),
    data.held.length ? make("ul", { class: "held" }, data.held.map((one) => heldReply(one, data.texts, root, setTriggerValue)))
      : data.cases.length ? [make("ul", { class: "cases" }, data.cases.map((one) => oneCase(one, setTriggerValue))),
      data.more ? make("p", { class: "more" }, data.more) : null]
      : make("div", { class: "nothing" }, make("strong", null, data.nothing.title), make("p", null, data.nothing.text)));
  if (scrolled) document.scrollingElement.scrollTop = scrolled;
}
