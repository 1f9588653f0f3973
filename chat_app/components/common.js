// Shared by all components. Text from documents goes into the page through text nodes only.

// Each component's script has a function `draw(data, root, setTriggerValue)`. While Streamlit is
// still loading a script it may call it with the newer state first and the older one after it:
// what was made earlier than what stands there is not drawn.
export default function ({ data: [data, made], parentElement, setTriggerValue }) {
  const root = parentElement.querySelector("[data-component]");
  if (made < root.made) return undefined;
  root.made = made;
  root.onpointerdown = (event) => press(root, event);
  let leave = null;
  const now = () => { leave = draw(data, root, setTriggerValue); };
  if (root.pressed) root.waiting = now;
  else now();
  return () => {
    if (root.waiting === now) root.waiting = null;
    leave?.();
  };
}

// Milliseconds after which nobody waits for a release that the browser may have kept to itself.
const HELD = 5000;

// A button that is replaced while it is held down would never be clicked: what comes meanwhile is
// drawn once it is released.
function press(root, event) {
  if (root.pressed || !event.target.closest("button, summary, a, label")) return;
  root.pressed = true;
  const released = new AbortController();
  const release = () => setTimeout(() => {  // after the click
    if (released.signal.aborted) return;
    released.abort();
    root.pressed = false;
    const draws = root.waiting;
    root.waiting = null;
    draws?.();
  });
  for (const name of ["pointerup", "pointercancel"]) {
    window.addEventListener(name, release, { signal: released.signal });
  }
  setTimeout(release, HELD);
}

function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith("on")) element[name] = value;
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child != null && child !== ""));
  return element;
}

// The focus outlives a drawing: it is kept by the `data-key` of what has it.
function redraw(root, ...parts) {
  const active = root.getRootNode().activeElement;
  const key = active && root.contains(active) ? active.dataset.key : null;
  const selected = key && active.selectionStart != null ? [active.selectionStart, active.selectionEnd] : null;
  root.replaceChildren(...parts.flat(Infinity).filter(Boolean));
  const again = key && root.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!again) return;
  again.focus({ preventScroll: true });
  if (selected && again.setSelectionRange) again.setSelectionRange(...selected);
}

function icon(path) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  const shape = document.createElementNS("http://www.w3.org/2000/svg", "path");
  shape.setAttribute("d", path);
  svg.append(shape);
  return svg;
}

const ICONS = {
  close: "M3.5 3.5l9 9m0-9l-9 9",
  previous: "M10 3L5 8l5 5",
  next: "M6 3l5 5-5 5",
  out: "M6 3.5H3.5v9h9V10M9 3.5h3.5V7M12.5 3.5L7.5 8.5",
  up: "M5 7.2v6H2.8v-6H5zm0 0L7.6 2.5c1 0 1.6.7 1.5 1.7L8.8 6.4h3.6c.8 0 1.3.7 1.1 1.5l-1 4.3c-.2.6-.7 1-1.3 1H5",
  down: "M11 8.8v-6h2.2v6H11zm0 0l-2.6 4.7c-1 0-1.6-.7-1.5-1.7l.3-2.2H3.6c-.8 0-1.3-.7-1.1-1.5l1-4.3c.2-.6.7-1 1.3-1H11",
  copy: "M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z",
  person: "M8 7.5a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2zM2.8 13.7c.4-2.6 2.5-4.2 5.2-4.2s4.8 1.6 5.2 4.2",
};

function runs(list) {
  return list.map(([text, strength]) =>
    strength ? make("mark", { class: [null, "strong", "hit", "now"][strength - 1] }, text) : text
  );
}

function blocks(list, headingTag) {
  const made = [];
  for (const block of list) {
    if (block.kind === "heading") {
      made.push(make(headingTag(block.level), { class: "level" + block.level }, runs(block.runs)));
    } else if (block.kind === "table") {
      const rows = block.rows.map((row) =>
        make("tr", null, row.map((cell) => make("td", null, runs(cell))))
      );
      made.push(make("div", { class: "table", tabindex: "0", role: "group" },
        make("table", null, make("tbody", null, rows))));
    } else if (block.kind === "item") {
      let list = made[made.length - 1];
      if (!list || list.tagName !== "UL") made.push((list = make("ul", null)));
      const marker = make("span", { class: "marker" }, block.marker || "–");
      const item = make("li", null, marker, make("span", null, runs(block.runs)));
      item.style.setProperty("--depth", block.depth);
      list.append(item);
    } else {
      made.push(make("p", null, runs(block.runs)));
    }
  }
  return made;
}

function calm() {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
}
