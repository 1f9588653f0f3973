const TYPED = ["new-short", "new-long", "edit-short", "edit-long"];

// A short form with a second long form is taken when it is saved once more.
function pairForm(root, key, data, given, label, done, cancel) {
  const { texts } = data;
  const short = field(root, key + "-short", "input", { type: "text", maxlength: 200 }, given.short);
  const long = field(root, key + "-long", "input", { type: "text", maxlength: 200 }, given.long);
  const save = () => {
    const empty = [short, long].find((input) => !input.value.trim());
    if (empty) return refuse(form, empty, texts.missing);
    const told = { short: short.value, long: long.value };
    const [same, other] = [told.short, told.long].map((one) => one.trim().toLowerCase());
    const is = (one) => one.short === given.short && one.long === given.long;
    const known = data.terms.filter((one) => one.holds && !is(one) && one.short.toLowerCase() === same);
    if (known.length && !known.some((one) => one.long.toLowerCase() === other) && form.warned !== same + other) {
      form.warned = same + other;
      return refuse(form, short, known[0].also);
    }
    forget(root, key + "-short", key + "-long");
    done(told);
  };
  const form = make("div", { class: "pair" }, make("div", { class: "row" }, labelled(texts.short, short), labelled(texts.long, long),
    make("div", { class: "buttons" }, button(key + "-save", "act", label, save), cancel ? button(key + "-cancel", "link", texts.cancel, cancel) : null)));
  form.onkeydown = (event) => { if (event.key === "Enter" && event.target.tagName === "INPUT") save(); };
  return form;
}

function term(one, data, root, tell) {
  const { texts } = data;
  const key = one.short + " " + one.long;
  if (root.editing === key) {
    const stop = () => { root.editing = null; forget(root, "edit-short", "edit-long"); root.again(); };
    return make("li", null, pairForm(root, "edit", data, one, texts.save, (told) => {
      root.editing = null;
      tell("put", { ...told, before: { short: one.short, long: one.long } });
    }, stop));
  }
  const pair = { short: one.short, long: one.long };
  return make("li", { class: one.holds ? null : "out" }, make("strong", null, one.short), make("span", { class: "long" }, one.long),
    make("span", { class: "note" }, one.note),
    make("span", { class: "buttons" }, one.holds
      ? [button("edit-" + key, "link", texts.change, () => { root.editing = key; root.again(); }, { "aria-label": texts.change + ": " + one.short }),
        button("remove-" + key, "link", texts.remove, () => tell("remove", pair), { "aria-label": texts.remove + ": " + one.short })]
      : button("back-" + key, "link", texts.back, () => tell("put", pair), { "aria-label": texts.back + ": " + one.short })));
}

function draw(data, root, setTriggerValue) {
  const drawing = JSON.stringify(data);
  if (root.drawing === drawing) return;
  root.drawing = drawing;
  const { texts } = data;
  root.again = () => {
    const search = field(root, "search", "input", { type: "text", "aria-label": texts.search, placeholder: texts.search }, "");
    search.addEventListener("input", () => root.again());
    const wanted = search.value.toLowerCase();
    const shown = data.terms.filter((one) => (one.short + " " + one.long).toLowerCase().includes(wanted));
    redraw(root, make("p", { class: "about" }, data.about),
      pairForm(root, "new", data, {}, texts.add, (told) => setTriggerValue("put", told)),
      data.terms.length ? make("div", { class: "find" }, search, make("span", { class: "muted" }, data.counted)) : null,
      shown.length ? make("ul", { class: "terms" }, shown.map((one) => term(one, data, root, setTriggerValue)))
        : make("p", { class: "muted" }, texts.none));
  };
  root.again();
}
