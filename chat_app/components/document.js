function heading(data) {
  const close = make("button", { class: "close", "data-key": "close", "aria-label": data.texts.close,
    title: data.texts.close }, icon(ICONS.close));
  const link = data.link ? make("a", { href: data.link, "data-key": "original", title: data.link, target: "_blank", rel: "noopener noreferrer",
    "aria-label": data.link_label }, make("span", null, data.texts.original), icon(ICONS.out)) : null;
  return make("header", null, make("h2", { tabindex: "-1", "data-key": "title" }, data.title), close,
    make("p", { class: "meta" }, data.meta, link));
}

function pages(data, setTriggerValue) {
  if (!data.page) return null;
  const turn = (key, to, label, shape) => make("button", { class: "turn", "data-key": key, "aria-label": label, title: label,
    disabled: to < 1 || to > data.pages, onclick: () => setTriggerValue("page", to) }, icon(shape));
  return make("nav", { "aria-label": data.texts.label },
    turn("previous-page", data.page - 1, data.texts.previous, ICONS.previous),
    make("span", { "aria-live": "polite" }, data.texts.position),
    turn("next-page", data.page + 1, data.texts.next, ICONS.next));
}

// Search in the document, and going from hit to hit; without a search from quote to quote.
function seeking(data, root, tell) {
  const given = data.seek;
  if (!given) return null;
  const { texts } = given;
  const go = (at) => tell("seek", { text: given.sought, at: (at + given.count) % given.count });
  const input = make("input", { type: "search", "aria-label": texts.seek, placeholder: texts.seek, maxlength: given.longest,
    "data-key": "seek", autocomplete: "off", spellcheck: "false" });
  input.value = root.sought ?? given.sought;
  input.addEventListener("input", () => {
    root.sought = input.value;
    if (!input.value && given.sought) tell("seek", { text: "", at: 0 });
  });
  input.onkeydown = (event) => {
    if (event.key === "Escape" && input.value) {
      event.stopPropagation();
      root.sought = input.value = "";
      if (given.sought) tell("seek", { text: "", at: 0 });
    } else if (event.key === "Enter") {
      const same = input.value.trim() === given.sought;
      if (same && given.count) go(given.at + (event.shiftKey ? -1 : 1));
      else if (!same) tell("seek", { text: input.value.trim(), at: 0 });
    }
  };
  const step = (key, by, label, shape) => make("button", { class: "turn", type: "button", "data-key": key, "aria-label": label,
    title: label, disabled: given.count < (given.sought ? 1 : 2), onclick: () => go(given.at + by) }, icon(shape));
  const said = root.querySelector(".said") || make("span", { class: "said", role: "status" });
  if (said.textContent !== given.said) said.textContent = given.said;
  return make("div", { class: "seek", role: "search" }, input,
    said,
    step("previous-hit", -1, texts.seek_previous, ICONS.previous), step("next-hit", 1, texts.seek_next, ICONS.next));
}

function sheet(data) {
  const boxes = data.boxes.map(([left, top, right, bottom]) => {
    const box = make("span", { class: "box" });
    box.style.left = left * 100 + "%";
    box.style.top = top * 100 + "%";
    box.style.width = (right - left) * 100 + "%";
    box.style.height = (bottom - top) * 100 + "%";
    return box;
  });
  const picture = make("img", { src: "data:image/png;base64," + data.picture, alt: data.alt,
    width: data.width, height: data.height });
  return make("figure", { class: "sheet" }, make("div", { class: "paper" }, picture, boxes),
    make("div", { class: "unseen" }, make("h3", null, data.texts.page_text),
      data.marked.map((quote) => make("p", null, quote)),
      data.text.split("\n").map((line) => make("p", null, line))));
}

function show(root) {
  const body = root.querySelector(".body");
  const target = body.querySelector("mark.now") || body.querySelector("mark.strong") || body.querySelector(".box") || body.querySelector("mark");
  body.scrollTop = 0;
  if (!target) return;
  const distance = target.getBoundingClientRect().top - body.getBoundingClientRect().top;
  body.scrollTop = Math.max(0, distance - body.clientHeight / 3);
}

function draw(data, root, setTriggerValue) {
  const drawing = JSON.stringify(data);
  root.uncover?.();
  const uncover = (root.uncover = cover(".st-key-masthead, .st-key-turns, .st-key-question", 960));
  const leave = () => { if (root.uncover === uncover) uncover(); };
  if (root.drawing === drawing) return leave;
  const before = root.drawing ? JSON.parse(root.drawing).opening : null;
  root.drawing = drawing;
  if (before !== data.opening) root.sought = null;
  const content = data.picture ? sheet(data)
    : make("article", { class: "text", lang: data.lang }, blocks(data.blocks, (level) => "h" + (level + 2)));
  const body = make("div", { class: "body", "data-key": "body", tabindex: "0", role: "group", "aria-label": data.title },
    data.note ? make("p", { class: "note", role: "alert" }, data.note) : null, content);
  root.setAttribute("role", "region");
  root.setAttribute("aria-label", data.texts.label + ": " + data.title);
  redraw(root, heading(data), seeking(data, root, setTriggerValue), pages(data, setTriggerValue), body);
  const close = () => {
    uncover();  // at once, so that the focus can go back to what was covered
    setTriggerValue("close", true);
  };
  root.onkeydown = (event) => { if (event.key === "Escape") close(); };
  root.querySelector(".close").onclick = close;
  if (before !== data.opening) root.querySelector("h2").focus({ preventScroll: true });
  requestAnimationFrame(() => show(root));
  root.querySelector("img")?.addEventListener("load", () => show(root));
  return leave;
}
