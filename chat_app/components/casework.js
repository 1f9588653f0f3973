// Characters from which a question is no headline any more.
const LONG = 160;

function notes(data) {
  return data.notes.map((note) => make("div", { class: "note " + note.kind, role: note.kind === "failed" ? "alert" : null },
    note.title ? make("strong", null, note.title) : null, note.lines.map((line) => make("p", null, line))));
}

function part(title, ...inside) {
  return make("section", null, make("h3", null, title), ...inside);
}

function thread(data) {
  return part(data.thread_title, make("ul", { class: "thread" }, data.thread.map((entry) => {
    if (entry.kind === "event") return make("li", { class: "event" }, entry.text);
    return make("li", { class: entry.kind },
      make("p", { class: "who" }, make("strong", null, entry.who), entry.at ? " · " + entry.at : null),
      written(entry.text), entry.given ? make("p", { class: "given" }, entry.given) : null);
  })));
}

function judgement(data, tell) {
  const given = data.judged;
  if (!given) return null;
  const say = (verdict, event) => {
    event.currentTarget.parentElement.querySelectorAll("button").forEach((one) => { one.disabled = true; });
    tell("judge", verdict);
  };
  const buttons = make("div", { class: "buttons" });
  if (given.right) buttons.append(button("judge-right", "main", given.right, (event) => say("right", event)));
  buttons.append(button("judge-wrong", "act", given.wrong, (event) => say("wrong", event)));
  return part(given.title, make("div", { class: "judging" },
    given.text ? make("div", { class: "judged" }, written(given.text)) : null,
    make("p", { class: "muted" }, given.means), buttons, make("p", { class: "muted" }, given.or)));
}

function nearest(data, tell) {
  const rows = data.sources.map((source) => make("li", null,
    make("button", { class: "source", "data-n": source.n, "data-key": "source" + source.n, "aria-label": source.label,
      "aria-expanded": "false", onclick: () => tell("open", source.n) },
      make("span", { class: "title" }, source.title), make("span", { class: "meta" }, source.meta),
      make("span", { class: "snippet" }, source.snippet)),
    source.link ? make("a", { class: "out", href: source.link, title: source.link, target: "_blank", rel: "noopener noreferrer",
      "aria-label": source.link_label }, data.texts.original, icon(ICONS.out)) : null));
  return part(data.sources_title, rows.length ? make("ol", { class: "sources" }, rows)
    : make("p", { class: "empty" }, data.texts.no_sources));
}

function publishing(given, root) {
  if (!given.may) return given.why_not ? [make("p", { class: "muted" }, given.why_not)] : [];
  const wish = field(root, "publish", "input", { type: "checkbox" }, false);
  wish.addEventListener("input", () => root.again());
  const ticked = check(given.texts.publish, wish, given.texts.publish_means);
  if (!wish.checked) return [ticked];
  return [ticked, make("div", { class: "publishing" },
    labelled(given.texts.question, field(root, "published-question", "textarea", { rows: 2, maxlength: given.longest }, given.question),
      given.texts.question_hint),
    labelled(given.texts.review_on, field(root, "review-on", "input", { type: "date", min: given.earliest }, given.review_on)))];
}

function desk(data, root, tell) {
  const given = data.reply;
  if (!given) return null;
  const { texts } = given;
  const text = field(root, "answer", "textarea", { class: "answer", maxlength: given.longest });
  const form = make("div", { class: "desk" });
  const wants = () => Boolean(root.typed?.get("publish")) && given.publish.may;
  const send = () => {
    if (!text.value.trim()) return refuse(form, text, texts.no_text);
    const name = form.querySelector('[data-key="name"]');
    if (name && !name.value.trim()) return refuse(form, name, texts.no_name);
    const question = form.querySelector('[data-key="published-question"]');
    if (question && !question.value.trim()) return refuse(form, question, texts.no_question);
    const review = form.querySelector('[data-key="review-on"]');
    if (review && !review.value) return refuse(form, review, texts.no_date);
    refuse(form);
    if (name) rememberAsker({ ...knownAsker(), name: name.value.trim() });
    form.querySelectorAll("button").forEach((one) => { one.disabled = true; });
    return tell("reply", { text: text.value.trim(), name: name?.value.trim() ?? "", publish: wants(), question: question?.value.trim() ?? "",
      review_on: review?.value ?? "" });
  };
  form.append(...[labelled(texts.label, text, texts.hint),
    given.draft ? make("div", { class: "draft" }, make("strong", null, texts.draft),
      written(given.draft), button("use-draft", "link", texts.use_draft, () => {
        root.typed.set("answer", [text.value.trim(), given.draft].filter(Boolean).join("\n\n"));
        root.again();
        root.querySelector('[data-key="answer"]').focus();
      })) : null,
    given.named ? labelled(texts.name, field(root, "name", "input", { type: "text", autocomplete: "name", maxlength: 100 }, knownAsker().name)) : null,
    publishing(given.publish, root),
    make("div", { class: "buttons" }, button("send", "main", wants() ? texts.send_published : texts.send, send))]
    .flat(Infinity).filter(Boolean));
  return form;
}

function again(data, root, tell) {
  const given = data.reply;
  return given?.again ? make("div", { class: "further" }, folded("again", given.again, root, desk(data, root, tell))) : desk(data, root, tell);
}

function folded(key, title, root, ...inside) {
  root.open ||= new Set();
  const made = make("details", { open: root.open.has(key) }, make("summary", { "data-key": key }, title),
    make("div", { class: "inside" }, inside.filter(Boolean)));
  made.ontoggle = () => made.open ? root.open.add(key) : root.open.delete(key);
  return made;
}

function further(data, root, tell) {
  const given = data.further;
  const { texts } = given;
  const parts = [];
  if (given.pass.length) {
    const to = choice(root, "pass-to", given.pass, given.pass[0]?.[0]);
    const note = field(root, "pass-note", "textarea", { rows: 2, maxlength: given.longest });
    parts.push(folded("pass", texts.pass, root, labelled(texts.pass_to, to), labelled(texts.note, note, texts.note_hint),
      make("div", { class: "buttons" }, button("pass-on", "act", texts.pass_on, () => tell("pass", { to: to.value, note: note.value.trim() })))));
  }
  if (given.merge.length) {
    const into = choice(root, "merge-into", given.merge, given.merge[0][0]);
    parts.push(folded("merge", texts.merge, root, make("p", { class: "muted" }, texts.merge_means), labelled(texts.merge_into, into),
      make("div", { class: "buttons" }, button("merge-now", "act", texts.merge_now, () => tell("merge", Number(into.value))))));
  }
  if (given.may_close) {
    const reason = field(root, "close-reason", "textarea", { rows: 2, maxlength: given.longest });
    const fold = folded("close", texts.close, root, labelled(texts.close_reason, reason, texts.close_hint),
      make("div", { class: "buttons" }, button("close-now", "act", texts.close_now, () => {
        if (!reason.value.trim()) return refuse(fold, reason, texts.no_reason);
        return tell("close", reason.value.trim());
      })));
    parts.push(fold);
  }
  if (given.may_reopen) {
    parts.push(make("div", { class: "buttons" }, button("reopen", "act", texts.reopen, () => tell("reopen", true))));
  }
  return make("div", { class: given.may_reopen ? "desk" : "further" }, parts);
}

function paint(data, root, tell) {
  redraw(root,
    button("back", "back", "", () => tell("back", true)),
    make("h2", { tabindex: "-1", "data-key": "question", class: data.question.length > LONG ? "long" : null }, data.question),
    make("p", { class: "facts", role: "status" }, data.facts.map((fact, n) =>
      make("span", null, n ? null : make("i", { class: "dot " + data.state, "aria-hidden": "true" }), fact))),
    notes(data), thread(data), judgement(data, tell),
    data.why.length ? part(data.why_title, make("ul", { class: "reasons" }, data.why.map((reason) => make("li", null, make("span", null, reason))))) : null,
    nearest(data, tell), again(data, root, tell), further(data, root, tell));
  root.querySelector(".back").append(icon(ICONS.previous), data.texts.back);
  showOpened(root, data.opened);
}

function showOpened(root, opened) {
  for (const one of root.querySelectorAll("[data-n]")) {
    const number = Number(one.dataset.n);
    one.setAttribute("aria-expanded", String(number === opened));
    // Whoever closes the document comes back to where it was opened from.
    if (root.opened === number && !opened) one.focus();
  }
  root.opened = opened;
}

function draw(data, root, setTriggerValue) {
  const drawing = JSON.stringify(data);
  if (root.drawing === drawing) return;
  const before = root.drawing ? JSON.parse(root.drawing) : null;
  root.drawing = drawing;
  if (before?.number !== data.number) { root.typed = new Map(); root.open = new Set(); }
  if (before && before.done !== data.done) {
    // What was sent is no draft any more.
    root.typed = new Map();
    root.open = new Set();
  }
  root.again = () => paint(data, root, setTriggerValue);
  paint(data, root, setTriggerValue);
  if (before?.number !== data.number || before.done !== data.done) {
    root.querySelector("h2").focus({ preventScroll: true });
    if (before) root.scrollIntoView({ block: "start", behavior: calm() });
  }
}
