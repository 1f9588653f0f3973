function state({ kind, label }) {
  return make("span", { class: "state" }, make("i", { class: "dot " + kind, "aria-hidden": "true" }), label);
}

function listed({ names, more }) {
  return make("ul", { class: "names", tabindex: "0" }, names.map((name) => make("li", null, name)),
    more ? make("li", { class: "muted" }, more) : null);
}

function progress(data) {
  if (!data) return null;
  const known = data.percent != null;
  const bar = make("div", { class: "bar" + (known ? "" : " unknown"), role: "progressbar", "aria-label": data.text,
    "aria-valuenow": known ? data.percent : null, "aria-valuemin": 0, "aria-valuemax": 100 }, make("i"));
  if (known) bar.firstChild.style.width = data.percent + "%";
  return make("div", { class: "progress" }, bar, make("p", null, data.text));
}

function confirmation(space, texts, root, tell) {
  if (space.waiting_run == null) return null;
  const place = make("div", { class: "choices" });
  const ask = () => place.replaceChildren(
    make("button", { class: "act", onclick: () => { root.asked = space.waiting_run; sure(); place.querySelector("button").focus(); } },
      texts.confirm));
  const sure = () => place.replaceChildren(make("p", null, space.confirm_question),
    make("button", { class: "grave", onclick: () => {
      root.asked = null;
      tell("confirm", { space: space.name, run: space.waiting_run });
    } }, texts.confirm_really),
    make("button", { class: "act", onclick: () => { root.asked = null; ask(); place.querySelector("button").focus(); } }, texts.cancel));
  root.asked === space.waiting_run ? sure() : ask();
  return place;
}

function problem(space, texts, root, tell) {
  if (!space.error) return null;
  const kind = space.state.kind === "waiting" ? " waiting" : "";
  return make("div", { class: "problem" + kind }, make("strong", null, space.error_title),
    make("p", null, space.advice),
    space.waiting ? null : make("p", { class: "reason" }, space.error),
    space.waiting ? folded("waiting-" + space.name, texts.see_documents, listed(space.waiting), root) : null,
    confirmation(space, texts, root, tell));
}

function folded(key, title, inside, root) {
  const made = make("details", { open: root.open.has(key) }, make("summary", null, title), inside);
  made.ontoggle = () => made.open ? root.open.add(key) : root.open.delete(key);
  return made;
}

function unread(space, root) {
  if (!space.unread.length) return null;
  const rows = space.unread.map(({ name, reason }) =>
    make("li", null, name, make("span", { class: "why" }, reason)));
  return folded("unread-" + space.name, space.unread_title, make("ul", { class: "names", tabindex: "0" }, rows), root);
}

function drawSpace(space, texts, root, tell) {
  return make("li", { class: "space" },
    make("div", { class: "top" },
      make("h3", null, space.title, state(space.state)),
      make("p", { class: "figures" }, space.figures.map((figure) => make("span", null, figure))),
      make("button", { class: "run", disabled: !space.may_run, "aria-label": space.run_label,
        onclick: () => tell("run", space.name) }, texts.run)),
    progress(space.progress), problem(space, texts, root, tell), unread(space, root));
}

function pastRun(run, root) {
  const inside = make("div", { class: "inside" },
    run.error ? make("p", { class: "error" }, run.error) : null,
    run.groups.map((group) => [make("h4", null, group.title), listed(group)]),
    run.error || run.groups.length ? null : make("p", { class: "muted" }, run.did));
  const made = folded("run-" + run.id, "", inside, root);
  made.querySelector("summary").replaceChildren(
    make("i", { class: "dot " + run.state.kind, role: "img", "aria-label": run.state.label }),
    make("span", null, run.at, make("span", { class: "by" }, run.by)),
    make("span", { class: "title" }, run.space),
    make("span", null, run.state.label, make("span", { class: "by" }, run.did)),
    make("span", { class: "took" }, run.took));
  return made;
}

function draw(data, root, setTriggerValue) {
  root.open ||= new Set();
  const drawing = JSON.stringify(data);
  if (root.drawing === drawing) return;
  root.drawing = drawing;
  const tell = (name, value) => setTriggerValue(name, value);
  // Whoever is reading or typing stays where they are when figures change.
  const buttons = [...root.querySelectorAll("button, summary")];
  const focused = buttons.indexOf(root.getRootNode().activeElement);
  const scrolled = [...root.querySelectorAll(".names")].map((list) => list.scrollTop);
  root.replaceChildren(
    make("h2", null, data.title),
    make("p", { class: "summary", role: "status" },
      make("i", { class: "dot " + data.summary.kind, "aria-hidden": "true" }), data.summary.text),
    ...data.notes.map((note) => make("div", { class: "note " + note.kind },
      make("p", null, note.text), note.detail ? make("p", null, note.detail) : null)),
    make("ul", { class: "spaces" }, data.spaces.map((space) => drawSpace(space, data.texts, root, tell))),
    make("div", { class: "past" }, make("h3", null, data.history_title),
      data.history.length ? data.history.map((run) => pastRun(run, root))
        : make("p", { class: "muted" }, data.no_history)));
  root.querySelectorAll(".names").forEach((list, n) => { list.scrollTop = scrolled[n] || 0; });
  if (focused >= 0) root.querySelectorAll("button, summary")[focused]?.focus();
}
