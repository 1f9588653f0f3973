const TICK = "M3 8.5l3.2 3.2L13 4.8";

function steps(data, tell) {
  const { guide, texts } = data;
  return make("section", { class: "tour", "aria-label": texts.guide_title },
    make("h3", null, texts.guide_title), make("p", { class: "muted" }, texts.guide_about),
    make("ol", { class: "steps" }, guide.steps.map((one) => make("li", { class: one.done ? "done" : null },
      make("i", { class: "box", "aria-hidden": "true" }, one.done ? icon(TICK) : null),
      make("span", null, one.label, one.done ? make("span", { class: "unseen" }, " – " + texts.done) : null)))),
    make("div", { class: "buttons" }, guide.all ? null : button("guide", "main", guide.begin, () => tell("guide", Date.now())),
      make("span", { class: "muted" }, guide.told)));
}

function question(one, data, tell) {
  const box = make("input", { type: "checkbox", "data-key": "tick-" + one.id, "aria-label": data.texts.tick.replace("{question}", one.question) });
  box.checked = one.done;
  box.onchange = () => tell("tick", { id: one.id, done: box.checked });
  return make("li", { class: one.done ? "done" : null }, box,
    make("button", { class: "question", type: "button", lang: one.lang, "data-key": "ask-" + one.id, onclick: () => tell("ask", one.id) }, one.question),
    one.often ? make("span", { class: "often" }, one.often) : null);
}

function edited(one, data, root, tell) {
  const { texts } = data;
  const act = (name, more) => tell("change", { id: one.id, act: name, ...more, at: Date.now() });
  const words = field(root, "words-" + one.id, "input", { type: "text", maxlength: 200, "aria-label": texts.question, lang: one.lang }, one.question);
  const day = field(root, "day-" + one.id, "select", { "aria-label": texts.day_of }, one.day,
    data.days_named.map(([value, label]) => make("option", { value }, label)));
  const small = (name, label) => button(name + "-" + one.id, "quiet", label, () => act(name), { "aria-label": label + ": " + one.question });
  return make("li", { class: "edited" + (one.hidden ? " hidden" : "") }, make("div", { class: "row" }, make("div", { class: "wide" }, words), day,
    button("save-" + one.id, "act", texts.save, () => {
      forget(root, "words-" + one.id, "day-" + one.id);
      act("save", { question: words.value, day: day.value });
    })),
  make("div", { class: "small" }, one.state ? make("span", { class: "state" }, one.state) : null,
    small("up", texts.up), small("down", texts.down), small(one.hidden ? "show" : "hide", one.hidden ? texts.show : texts.hide),
    one.own ? small("remove", texts.remove) : null));
}

function adding(data, root, tell) {
  const { form, texts } = data;
  const words = field(root, "new-words", "input", { type: "text", maxlength: 200 }, "");
  const space = choice(root, "new-space", form.spaces, form.spaces[0][0]);
  const day = choice(root, "new-day", data.days_named, "day");
  const language = choice(root, "new-language", form.languages, form.language);
  return make("div", { class: "adding" }, make("h3", null, texts.new), make("p", { class: "muted" }, form.hint),
    labelled(texts.question, words),
    make("div", { class: "row" }, labelled(texts.space, space), labelled(texts.day_of, day), labelled(texts.language, language),
      button("add", "main", texts.add, () => {
        if (!words.value.trim()) return words.focus();
        forget(root, "new-words");
        tell("add", { question: words.value, space: space.value, day: day.value, language: language.value, at: Date.now() });
      })));
}

function languages(data, tell) {
  if (data.languages.length < 2) return null;
  const pick = make("select", { "aria-label": data.texts.language, "data-key": "language" },
    data.languages.map(([value, label]) => make("option", { value }, label)));
  pick.value = data.language;
  pick.oninput = () => tell("language", pick.value);
  return pick;
}

function draw(data, root, setTriggerValue) {
  const drawing = JSON.stringify(data);
  if (root.drawing === drawing) return;
  if (root.drawing && JSON.parse(root.drawing).form?.done !== data.form?.done) root.typed?.clear();
  root.drawing = drawing;
  const { texts } = data;
  const [done, of] = data.progress;
  const bar = make("div", { class: "bar", "aria-hidden": "true" }, make("i"));
  bar.firstChild.style.width = (of ? 100 * done / of : 0) + "%";
  const row = (one) => (one.editable ? edited(one, data, root, setTriggerValue) : question(one, data, setTriggerValue));
  redraw(root, make("h2", { tabindex: "-1" }, texts.title), make("p", { class: "about" }, texts.about),
    steps(data, setTriggerValue),
    make("div", { class: "head" }, data.told ? make("p", { class: "told", role: "status" }, data.told) : make("span"),
      make("div", { class: "buttons" }, languages(data, setTriggerValue),
        data.owned ? button("edit", "quiet", data.form ? texts.done : texts.edit, () => setTriggerValue("edit", Date.now()), { "aria-pressed": String(Boolean(data.form)) }) : null)),
    of ? bar : null,
    data.making ? make("p", { class: "making", role: "status" }, make("i", { "aria-hidden": "true" }), data.making) : null,
    data.nothing ? make("p", { class: "nothing" }, data.nothing) : null,
    data.days.map((day) => make("section", { class: "day" }, make("h3", null, day.title),
      day.spaces.flatMap((space) => [make("h4", null, space.title), make("ul", null, space.questions.map(row))]))),
    data.form ? adding(data, root, setTriggerValue) : null);
}
