// Milliseconds without a key before what was typed is looked for.
const PAUSE = 250;
const PEN = "M10.5 2.8l2.7 2.7-7.4 7.4-3.3.6.6-3.3zM9 4.3L11.7 7";
const BIN = "M3 4.5h10M6.3 4.5v-2h3.4v2M4.3 4.5l.6 9h6.2l.6-9M6.7 7v4M9.3 7v4";

function small(key, label, shape, onclick) {
  const made = button(key, "small", "", onclick, { "aria-label": label, title: label });
  made.append(icon(shape));
  return made;
}

// A question with two answers, in place of what it is about.
function sure(root, key, words, yes, no, does) {
  const leave = () => { root.asking = null; root.again(); };
  return make("div", { class: "sure", role: "group" }, make("p", null, words), make("div", { class: "buttons" },
    button(key + "-yes", "grave", yes, () => { leave(); does(); }), button(key + "-no", "act", no, () => {
      leave();
      root.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
    })));
}

function asks(root, key, focus) {
  root.asking = key;
  root.again();
  root.querySelector(`[data-key="${CSS.escape(focus)}"]`)?.focus();
}

function row(given, data, root, tell) {
  const { texts } = data;
  const [rename, remove] = ["rename-" + given.id, "remove-" + given.id];
  if (root.asking === remove) {
    return make("li", null, sure(root, remove, texts.remove_sure, texts.remove_yes, texts.cancel, () => tell("remove", given.id)));
  }
  if (root.asking === rename) {
    const name = field(root, rename + "-name", "input", { type: "text", maxlength: data.longest }, given.name);
    const leave = () => { root.asking = null; forget(root, rename + "-name"); root.again(); };
    const save = () => { const words = name.value.trim(); leave(); tell("rename", { id: given.id, name: words }); };
    name.addEventListener("keydown", (event) => {
      if (event.key === "Enter") save();
      if (event.key === "Escape") { event.stopPropagation(); leave(); }
    });
    return make("li", null, make("div", { class: "sure" }, labelled(texts.name, name),
      make("div", { class: "buttons" }, button(rename + "-save", "main", texts.save, save), button(rename + "-no", "act", texts.cancel, leave))));
  }
  return make("li", { class: given.current ? "current" : null },
    make("button", { class: "one", "data-key": "open-" + given.id, "aria-current": given.current ? "true" : null, onclick: () => tell("open", given.id) },
      make("span", { class: "question" }, given.title), given.said ? make("span", { class: "said" }, given.said) : null,
      make("span", { class: "at" }, given.at)),
    make("div", { class: "tools" }, small(rename, given.rename, PEN, () => asks(root, rename, rename + "-name")),
      small(remove, given.remove, BIN, () => asks(root, remove, remove + "-no"))));
}

function paint(data, root, tell) {
  const { texts } = data;
  const words = field(root, "words", "input", { type: "search", placeholder: texts.find, "aria-label": texts.find, maxlength: 200, autocomplete: "off" }, data.words);
  words.addEventListener("input", () => {
    clearTimeout(root.pause);
    root.pause = setTimeout(() => tell("find", words.value), PAUSE);
  });
  const status = root.querySelector(".status") || make("p", { class: "status", role: "status" });
  if (status.textContent !== data.status) status.textContent = data.status;
  const groups = data.groups.map((group) => [make("h3", null, group.label), make("ul", null, group.rows.map((one) => row(one, data, root, tell)))]);
  const all = data.words || !data.groups.length ? null
    : root.asking === "all" ? sure(root, "all", texts.remove_all_sure, texts.remove_all_yes, texts.cancel, () => tell("remove", ""))
      : button("all", "link", texts.remove_all, () => asks(root, "all", "all-no"));
  redraw(root, make("header", null, make("h2", null, data.title), small("close", texts.close, ICONS.close, root.close)),
    make("div", { class: "search" }, words), status,
    make("div", { class: "list" }, groups.flat(), data.more ? make("p", { class: "more" }, data.more) : null, all ? make("div", { class: "all" }, all) : null));
}

function draw(data, root, setTriggerValue) {
  const arriving = !root.drawing;
  root.uncover?.();
  const uncover = (root.uncover = cover(".st-key-masthead, .st-key-desk", 640));
  const leave = () => { if (root.uncover === uncover) uncover(); };
  const drawing = JSON.stringify(data);
  if (root.drawing === drawing) return leave;
  root.drawing = drawing;
  root.close = () => { uncover(); setTriggerValue("close", true); };
  root.onkeydown = (event) => { if (event.key === "Escape") root.close(); };
  const focused = () => root.contains(root.getRootNode().activeElement);
  const search = () => root.querySelector('[data-key="words"]').focus({ preventScroll: true });
  root.again = () => {
    const top = root.querySelector(".list")?.scrollTop;
    const within = focused();
    paint(data, root, setTriggerValue);
    root.querySelector(".list").scrollTop = top || 0;
    if (within && !focused()) search();  // what had the focus is gone
  };
  root.setAttribute("role", "region");
  root.setAttribute("aria-label", data.title);
  root.again();
  if (arriving) search();
  return leave;
}
