// Erases only what a box was ticked for, so that no single click does.
function sure(root, key, means, label, act) {
  const box = field(root, key, "input", { type: "checkbox" }, false);
  const form = make("div", { class: "choose" }, check(means, box));
  form.append(button(key + "-now", "grave", label, () => {
    if (!box.checked) return refuse(form, box, root.texts.unsure);
    forget(root, key);
    return act();
  }));
  return form;
}

function other(data, root, tell) {
  if (!data) return null;
  const who = field(root, "who", "input", { type: "text", autocomplete: "off", maxlength: 320 }, data.given);
  const look = () => who.value.trim() && tell("look", who.value.trim());
  who.onkeydown = (event) => { if (event.key === "Enter" && !event.isComposing) look(); };
  return make("section", null, make("h3", null, data.title), make("p", null, data.means),
    make("div", { class: "choose" }, labelled(data.who, who), button("look", "act", data.look, look)),
    data.none ? make("p", { class: "found", role: "status" }, data.none) : null,
    data.rows.length ? rowsTable(data.head, data.rows) : null,
    data.rows.length ? sure(root, "other", data.sure, data.now, () => tell("erase_other", data.given)) : null);
}

function draw(data, root, tell) {
  const drawing = JSON.stringify(data);
  if (root.drawing === drawing) return;
  root.drawing = drawing;
  root.texts = data.texts;
  root.classList.add("paper");
  redraw(root, opening(data), data.sections.map(sheet),
    data.download ? make("section", null, make("h3", null, data.download.title), make("p", null, data.download.means),
      make("div", { class: "choose" }, make("a", { class: "act", href: data.download.address }, data.download.label))) : null,
    data.erase ? make("section", null, make("h3", null, data.erase.title), make("p", null, data.erase.means), make("p", null, data.erase.stays),
      sure(root, "sure", data.erase.sure, data.erase.now, () => tell("erase", true))) : null,
    other(data.other, root, tell));
}
