// Two drops of a spring, which are also a pair of quotation marks.
const DROP = "M9 2C5.6 6.6 3 10.4 3 14.2A6.1 6.1 0 0 0 9.2 20.4 6.1 6.1 0 0 0 15.3 14.2C15.3 10.4 12.2 6.6 9 2Z";

function mark() {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 34 24");
  svg.setAttribute("class", "drops");
  svg.setAttribute("aria-hidden", "true");
  for (const place of ["rotate(18 9 12)", "translate(15.5 0) rotate(18 9 12)"]) {
    const drop = document.createElementNS("http://www.w3.org/2000/svg", "path");
    drop.setAttribute("d", DROP);
    drop.setAttribute("transform", place);
    svg.append(drop);
  }
  return svg;
}

function question() {
  return document.querySelector('[data-testid="stChatInputTextArea"]');
}

// Streamlit's theme exists inside components only; the page's own style sheet needs it too.
function lendColours(root) {
  const style = getComputedStyle(root);
  for (const name of ["background-color", "secondary-background-color", "text-color",
    "primary-color", "border-color", "gray-text-color", "gray-background-color", "font",
    "heading-font", "code-font", "red-text-color", "red-background-color", "red-color", "orange-text-color",
    "orange-background-color", "orange-color", "green-color"]) {
    document.documentElement.style.setProperty("--k-" + name, style.getPropertyValue("--st-" + name));
  }
}

// Streamlit's own names for its controls are English whatever the page's language is.
function nameControls(root, texts) {
  const send = document.querySelector('[data-testid="stChatInputSubmitButton"]');
  if (send && send.getAttribute("aria-label") !== texts.send) {
    send.setAttribute("aria-label", texts.send);
  }
  if (!question()) return;
  const arriving = !root.ready && window.matchMedia("(pointer: fine)").matches;
  if (arriving || root.wanted) question().focus();
  root.ready = true;
  root.wanted = false;
}

// The bar stands before the question field does: whoever is quicker is led there once it does.
function lead(root, texts) {
  root.wanted = true;
  nameControls(root, texts);
}

// Signing out ends the session first; where the browser goes then, the server says.
async function leave() {
  const answer = await fetch("/sign-out", { method: "POST" });
  window.location.href = (await answer.json()).to;
}

function navigation(data, root, setTriggerValue) {
  const close = () => { nav.classList.remove("open"); menu.setAttribute("aria-expanded", "false"); };
  const here = data.pages.find((page) => page.current);
  const counts = data.pages.reduce((sum, page) => sum + page.count, 0);
  // Where not all pages fit into the bar, they are behind one button.
  const menu = make("button", { class: "menu", "data-key": "menu", "aria-expanded": "false", "aria-label": data.texts.pages, onclick: () => {
    menu.setAttribute("aria-expanded", String(nav.classList.toggle("open")));
  } }, make("span", null, here?.label), counts ? make("i", { class: "some", "aria-hidden": "true" }) : null,
  icon("M4 6.5l4 4 4-4"));
  const list = make("div", { class: "pages" }, data.pages.map((page) => make("button", { class: "page", "data-key": "page-" + page.key,
    "aria-current": page.current ? "page" : null, "aria-label": page.count ? `${page.label}, ${page.counted}` : null,
    onclick: () => { close(); page.current || setTriggerValue("go", page.key); } },
    page.label, page.count ? make("span", { class: "count", "aria-hidden": "true" }, String(page.count)) : null)));
  const nav = make("nav", { "aria-label": data.texts.pages, onkeydown: (event) => {
    if (event.key === "Escape" && nav.classList.contains("open")) { close(); menu.focus(); }
  }, onfocusout: (event) => { if (!nav.contains(event.relatedTarget)) close(); } }, menu, list);
  return nav;
}

// How much fits depends on the person's pages, the language and what waits: so it is measured.
// First the earlier conversations' button loses its words, then the pages go behind one button.
function fit(root) {
  const right = root.querySelector(".right");
  if (!right) return;
  root.classList.remove("tight", "narrow");
  const edge = root.getBoundingClientRect().right - parseFloat(getComputedStyle(root).paddingRight);
  for (const step of ["tight", "narrow"]) {
    if (right.getBoundingClientRect().right <= edge + 0.5) return;
    root.classList.replace("tight", step) || root.classList.add(step);
  }
}

// Put in its place, not after it: the way back from the page stays as it was.
function intoAddress(conversation) {
  const address = new URL(window.location.href);
  if (conversation) address.searchParams.set("conversation", conversation);
  else address.searchParams.delete("conversation");
  if (address.href !== window.location.href) window.history.replaceState(window.history.state, "", address);
}

function draw(data, root, setTriggerValue) {
  document.documentElement.lang = data.language;
  lendColours(root);
  if (data.conversation != null) intoAddress(data.conversation);
  const skip = data.texts.skip &&
    make("button", { class: "skip", "data-key": "skip", onclick: () => lead(root, data.texts) }, data.texts.skip);
  const pages = data.pages.length ? navigation(data, root, setTriggerValue) : null;
  const fresh = make("button", { class: "new", "data-key": "new", hidden: !data.started,
    "aria-label": data.texts.new, onclick: () => setTriggerValue("new", true) },
    icon("M8 3v10M3 8h10"), make("span", null, data.texts.new));
  const earlier = data.earlier == null ? null : make("button", { class: "past", "data-key": "earlier", "aria-expanded": String(data.earlier),
    "aria-label": data.texts.earlier, onclick: () => setTriggerValue("earlier", true) },
    icon("M8 4.5V8l2.5 1.5M2.5 8a5.5 5.5 0 1 0 1.6-3.9L2.5 5.7m0-3.2v3.2h3.2"), make("span", null, data.texts.earlier));
  const out = data.texts.out && make("button", { class: "leave", "data-key": "leave", title: data.texts.you,
    onclick: leave }, make("span", null, data.texts.out));
  const name = make("h1", { class: "name" }, mark(), make("span", null, data.title));
  redraw(root, skip, make("div", { class: "left" }, name, pages),
    make("div", { class: "right" }, earlier, fresh, out));
  // Whoever closes the earlier conversations comes back to where they were opened from.
  if (root.earlier && data.earlier === false) earlier.focus();
  root.earlier = data.earlier;
  const watching = new MutationObserver(() => nameControls(root, data.texts));
  root.watching?.disconnect();
  root.watching = watching;
  watching.observe(document.body, { childList: true, subtree: true });
  nameControls(root, data.texts);
  root.sizing?.disconnect();
  const sizing = (root.sizing = new ResizeObserver(() => fit(root)));
  sizing.observe(root);
  document.fonts.ready.then(() => fit(root));
  return () => { watching.disconnect(); sizing.disconnect(); };
}
