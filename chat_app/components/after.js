// What comes after an answer: whether it helped, copying, sources left out, questions to go on with.

function leaving(source, data, tell) {
  return button("leave-out-" + source.n, "leave-out", data.texts.leave_out, () => tell("leave_out", source.n),
    { "aria-label": source.leave_out, title: source.leave_out });
}

function leftOut(data, tell) {
  if (!data.left_out?.length) return null;
  return make("ul", { class: "left-out" }, data.left_out.map((one, place) => make("li", null,
    make("span", null, one.said),
    button("take-back-" + place, "link", one.back, () => tell("take_back", place), { "aria-label": one.label }))));
}

function goingOn(given, tell) {
  if (!given?.questions.length) return null;
  return make("nav", { class: "next", "aria-label": given.title }, make("h3", null, given.title),
    make("ul", null, given.questions.map((question, place) => make("li", null,
      button("next-" + place, "go-on", question, () => tell("next", place))))));
}

// Where a page may not write to the clipboard, an older way is tried; else the text is shown, marked.
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = make("textarea", { "aria-hidden": "true", style: "position:fixed;opacity:0" });
    area.value = text;
    document.body.append(area);
    area.select();
    let done = false;
    try { done = document.execCommand("copy"); } catch { /* the text is shown */ }
    area.remove();
    return done;
  }
}

function copying(given, root) {
  if (!given) return [null, null];
  const made = button("copy", "quiet", "", async () => {
    root.taken = (await copy(given.text)) ? "done" : "yourself";
    root.again();
    root.querySelector(".to-copy")?.select();
  });
  made.append(icon(ICONS.copy), given.label);
  const said = root.taken ? make("span", { class: "muted", role: "status" }, given[root.taken]) : null;
  const shown = root.taken === "yourself"
    ? make("textarea", { class: "to-copy", readonly: true, rows: 5, "aria-label": given.label }, given.text) : null;
  return [made, said, shown];
}

function saying(given, root, tell) {
  const { texts } = given;
  const leave = () => { root.saying = false; forget(root, "reason", "kind"); };
  const reason = field(root, "reason", "textarea", { rows: 2, maxlength: 2000 });
  const kinds = given.kinds.map(([kind, label]) => {
    const input = make("input", { type: "radio", name: "kind", value: kind, "data-key": "kind-" + kind,
      checked: root.typed?.get("kind") === kind });
    input.addEventListener("input", () => (root.typed ||= new Map()).set("kind", kind));
    return make("label", { class: "kind" }, input, make("span", null, label));
  });
  const send = (offer) => {
    const told = { helpful: false, reason: reason.value.trim(), kind: root.typed?.get("kind") || "", offer };
    leave();
    tell("feedback", told);
    root.again();
  };
  return make("div", { class: "saying" },
    make("fieldset", null, make("legend", null, texts.kind), make("div", { class: "kinds" }, kinds)),
    labelled(texts.reason, reason, texts.reason_optional),
    make("div", { class: "buttons" }, button("reason-send", "act", texts.reason_send, () => send(false)),
      given.may_ask ? button("reason-ask", "link", texts.ask_instead, () => send(true)) : null));
}

// Whether it helped, and the way to a person: there on every answer, and in nobody's way.
function actions(data, root, tell) {
  const given = data.actions;
  const [copies, copied, toCopy] = copying(data.copy, root);
  if (!given) return copies ? [make("div", { class: "actions" }, copies, copied), toCopy] : null;
  const { texts } = given;
  const thumb = (helpful, label, shape) => {
    const made = button("helpful-" + helpful, "quiet", "", () => {
      if (given.helpful === helpful) {
        root.saying = false;
        tell("feedback", { helpful: null });
      } else {
        // Noted at once; what was the matter may follow.
        root.saying = !helpful;
        tell("feedback", { helpful });
      }
      root.again();
      // The form opens at the answer's end, where the question's box would lie over it.
      const form = root.querySelector(".saying");
      form?.querySelector("input").focus({ preventScroll: true });
      form?.scrollIntoView({ block: "nearest", behavior: calm() });
    }, { "aria-pressed": String(given.helpful === helpful) });
    made.append(icon(shape), label);
    return made;
  };
  const ask = given.may_ask ? button("ask-person", "quiet", "", () => tell("offer", true)) : null;
  ask?.append(icon(ICONS.person), texts.ask);
  const noted = given.helpful != null && !root.saying;
  const said = noted ? texts.thanks : given.taken_back && given.helpful == null ? texts.undone : given.nobody;
  const row = make("div", { class: "actions" }, thumb(true, texts.helps, ICONS.up),
    thumb(false, texts.helps_not, ICONS.down), copies, linkButton(data, root, tell), ask,
    said ? make("span", { class: "muted", role: "status" }, said,
      noted ? [" ", button("undo", "link", texts.undo, () => tell("feedback", { helpful: null }))] : null) : null,
    copied);
  return [row, toCopy, root.saying ? saying(given, root, tell) : null];
}
