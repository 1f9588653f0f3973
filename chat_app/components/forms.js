// What somebody types outlives a drawing: it is kept by the field's key.

function field(root, key, tag, attributes, given, ...children) {
  root.typed ||= new Map();
  const made = make(tag, { ...attributes, "data-key": key }, ...children);
  const kept = root.typed.get(key) ?? given;
  const property = made.type === "checkbox" ? "checked" : "value";
  made[property] = property === "checked" ? Boolean(kept) : kept ?? "";
  made.addEventListener("input", () => root.typed.set(key, made[property]));
  return made;
}

function labelled(label, input, hint) {
  return make("label", { class: "field" },
    make("span", null, label, hint ? make("span", { class: "muted" }, " " + hint) : null), input);
}

function check(label, input, hint) {
  return make("label", { class: "check" }, input,
    make("span", null, label, hint ? make("span", { class: "muted" }, hint) : null));
}

function choice(root, key, options, given) {
  return field(root, key, "select", {}, given, options.map(([value, label]) => make("option", { value }, label)));
}

function button(key, kind, label, onclick, attributes) {
  return make("button", { ...attributes, type: "button", class: kind, "data-key": key, onclick }, label);
}

// A wrong field is said beside it, told to screen readers and given the focus.
function refuse(form, input, words) {
  form.querySelector(".wrong")?.remove();
  form.querySelectorAll("[aria-invalid]").forEach((one) => one.removeAttribute("aria-invalid"));
  if (!input) return;
  input.setAttribute("aria-invalid", "true");
  (input.closest(".row") || input.closest(".field, .check") || input).after(make("p", { class: "wrong", role: "alert" }, words));
  input.focus();
}

function forget(root, ...keys) {
  keys.forEach((key) => root.typed?.delete(key));
}

function dot(kind) {
  return make("i", { class: "dot " + kind, "aria-hidden": "true" });
}

// Lines of what a person wrote, as they wrote them.
function written(text) {
  return text.split(/\n{2,}/).map((part) => make("p", { class: "written" }, part));
}
