function heading(data) {
  const close = make("button", { class: "close", "aria-label": data.texts.close,
    title: data.texts.close }, icon(ICONS.close));
  const link = data.link ? make("a", { href: data.link, title: data.link, target: "_blank", rel: "noopener noreferrer",
    "aria-label": data.link_label }, make("span", null, data.texts.original), icon(ICONS.out)) : null;
  return make("header", null, make("h2", { tabindex: "-1" }, data.title), close,
    make("p", { class: "meta" }, data.meta, link));
}

function pages(data, setTriggerValue) {
  if (!data.page) return null;
  const turn = (to, label, shape) => make("button", { class: "turn", "aria-label": label, title: label,
    disabled: to < 1 || to > data.pages, onclick: () => setTriggerValue("page", to) }, icon(shape));
  return make("nav", { "aria-label": data.texts.label },
    turn(data.page - 1, data.texts.previous, ICONS.previous),
    make("span", { "aria-live": "polite" }, data.texts.position),
    turn(data.page + 1, data.texts.next, ICONS.next));
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
  const target = body.querySelector("mark.strong") || body.querySelector(".box") || body.querySelector("mark");
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
  const focused = root.getRootNode().activeElement;
  const within = root.contains(focused) && focused;
  const label = within ? within.getAttribute("aria-label") : null;
  const content = data.picture ? sheet(data)
    : make("article", { class: "text", lang: data.lang }, blocks(data.blocks, (level) => "h" + (level + 2)));
  const body = make("div", { class: "body", tabindex: "0", role: "group", "aria-label": data.title },
    data.note ? make("p", { class: "note", role: "alert" }, data.note) : null, content);
  root.setAttribute("role", "region");
  root.setAttribute("aria-label", data.texts.label + ": " + data.title);
  root.replaceChildren(...[heading(data), pages(data, setTriggerValue), body].filter(Boolean));
  const close = () => {
    uncover();  // at once, so that the focus can go back to what was covered
    setTriggerValue("close", true);
  };
  root.onkeydown = (event) => { if (event.key === "Escape") close(); };
  root.querySelector(".close").onclick = close;
  if (before !== data.opening) root.querySelector("h2").focus({ preventScroll: true });
  else if (label) [...root.querySelectorAll("button")].find((one) => one.getAttribute("aria-label") === label)?.focus();
  requestAnimationFrame(() => show(root));
  root.querySelector("img")?.addEventListener("load", () => show(root));
  return leave;
}
