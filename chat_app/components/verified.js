function listing(data, root, tell) {
  const rows = data.rows.map((one) => {
    const opener = button("open-" + one.id, "answer", "", () => tell("open", one.id));
    opener.append(make("span", { class: "question" }, one.question),
      make("span", { class: "state" }, dot(one.kind), one.state),
      make("span", { class: "muted" }, one.meta));
    return make("li", null, opener);
  });
  return [make("h2", null, data.title), make("p", { class: "muted" }, data.about),
    data.done ? make("p", { class: "done", role: "status" }, data.done) : null,
    data.texts.add ? make("div", { class: "buttons" }, button("add", "main", data.texts.add, () => tell("open", 0))) : null,
    rows.length ? make("ul", { class: "answers" }, rows) : make("p", { class: "muted" }, data.none)];
}

const FIELDS = ["space", "question", "answer", "questions", "documents", "readers", "owner", "review"];

function leave(root, tell) {
  forget(root, ...FIELDS, "sure");
  root.sure = false;
  tell("open", -1);
}

function form(data, root, tell) {
  const { form: given, texts } = data;
  const made = {};
  const put = (name, tag, attributes) => (made[name] = field(root, name, tag, attributes, given[name]));
  const spaces = given.id ? null : (made.space = choice(root, "space", data.spaces, given.space));
  const save = button("save", "main", texts.save, () => {
    for (const name of ["question", "answer"]) {
      if (!made[name].value.trim()) return refuse(whole, made[name], texts.missing);
    }
    tell("save", { id: given.id, ...Object.fromEntries(Object.entries(made).map(([k, v]) => [k, v.value])) });
  });
  const whole = make("div", { class: "form" },
    make("h2", null, given.title), given.state ? make("p", { class: "state" }, dot(given.kind), given.state) : null,
    given.changes.length ? make("div", { class: "changes" }, make("strong", null, texts.changes),
      make("ul", null, given.changes.map((line) => make("li", null, line)))) : null,
    given.error ? make("p", { class: "wrong", role: "alert" }, given.error) : null,
    spaces ? labelled(texts.space, spaces) : null,
    labelled(texts.question, put("question", "textarea", { rows: 2, maxlength: 2000 })),
    labelled(texts.answer, put("answer", "textarea", { rows: 6, maxlength: 10000 }), texts.answer_hint),
    labelled(texts.questions, put("questions", "textarea", { rows: 2 }), texts.questions_hint),
    labelled(texts.documents, put("documents", "textarea", { rows: 2 }), texts.documents_hint),
    make("div", { class: "row" },
      labelled(texts.owner, put("owner", "input", { type: "text" })),
      labelled(texts.readers, put("readers", "input", { type: "text" }), texts.readers_hint),
      labelled(texts.review, put("review", "input", { type: "date" }))),
    make("div", { class: "buttons" }, save,
      given.id && given.current ? button("looked", "act", texts.looked, () => { forget(root, ...FIELDS); tell("looked", given.id); }) : null,
      button("back", "link", texts.back, () => leave(root, tell)),
      given.id && given.current ? (root.sure
        ? button("retire-sure", "grave", texts.retire_sure, () => { root.sure = false; forget(root, ...FIELDS); tell("retire", given.id); })
        : button("retire", "link", texts.retire, () => { root.sure = true; root.again(); })) : null),
    given.history.length ? make("details", { class: "history" }, make("summary", null, texts.history),
      given.history.flatMap((one) => [make("h3", null, one.title), ...written(one.answer)])) : null);
  return whole;
}

function draw(data, root, setTriggerValue) {
  const drawing = JSON.stringify(data);
  if (root.drawing === drawing) return;
  const before = root.drawing ? JSON.parse(root.drawing).form?.id : undefined;
  if (before !== data.form?.id) forget(root, ...FIELDS);
  root.drawing = drawing;
  root.again = () => redraw(root, data.form ? form(data, root, setTriggerValue) : listing(data, root, setTriggerValue));
  root.again();
}
