// Characters from which a question is no headline any more.
const LONG = 160;

function opener(data, n, setTriggerValue, attributes, ...children) {
  const source = data.sources.find((one) => one.n === n);
  return make("button", {
    ...attributes, "data-n": n, "data-key": attributes.class + n,
    "aria-label": attributes.class === "foot" ? source?.foot : source?.label,
    "aria-expanded": "false", onclick: () => setTriggerValue("open", n),
  }, ...children);
}

// The numbers stand with the last word, never alone on a line.
function close(home, feet) {
  const end = home.lastChild;
  const word = end instanceof Text ? end.data.match(/\S{1,24}\s*$/) : null;
  if (word) end.data = end.data.slice(0, word.index);
  home.append(make("span", { class: "together" }, word ? word[0] : null, feet));
}

function said(data, setTriggerValue) {
  return data.segments.map((segment) => {
    const feet = segment.numbers.map((n) =>
      opener(data, n, setTriggerValue, { class: "foot" }, String(n)));
    const parts = blocks(segment.blocks, () => "p");
    const last = parts[parts.length - 1];
    const ends = last.querySelectorAll("td, li > span:last-child");
    close(ends[ends.length - 1] || last, feet);
    return segment.quoted
      ? make("figure", { class: "quote" }, make("blockquote", null, parts))
      : make("div", { class: "prose" }, parts);
  });
}

function why(given) {
  if (!given) return null;
  return make("details", { class: "why" }, make("summary", null, given.title),
    make("ul", null, given.reasons.map((reason) => make("li", null, reason))));
}

function confidence(given, reasons) {
  if (!given) return null;
  const bars = [1, 2, 3].map((bar) => make("i", { class: bar <= given.bars ? "on" : null }));
  return make("div", { class: "confidence" + (given.bars < 2 ? " low" : "") },
    make("span", { class: "level" }, make("span", { class: "meter", "aria-hidden": "true" }, bars),
      make("span", null, given.words)),
    make("span", { class: "muted", title: given.meaning }, given.share),
    why(reasons));
}

function sources(data, setTriggerValue) {
  if (!data.sources.length) return null;
  const rows = data.sources.map((source) => make("li", null,
    opener(data, source.n, setTriggerValue, { class: "source" },
      data.known ? make("span", { class: "n" }, String(source.n)) : null,
      make("span", { class: "title" }, source.title),
      make("span", { class: "meta" }, source.meta),
      data.known ? null : make("span", { class: "snippet" }, source.snippet)),
    source.link ? make("a", { class: "out", href: source.link, title: source.link, target: "_blank",
      rel: "noopener noreferrer", "aria-label": source.link_label },
      data.texts.original, icon(ICONS.out)) : null,
    data.earlier || !source.leave_out ? null : leaving(source, data, setTriggerValue)));
  return [make("h3", null, data.sources_title),
    make("ol", { class: "sources" + (data.known ? "" : " near") }, rows)];
}

function unknown(data) {
  if (data.known || data.case?.answered) return null;
  return make("div", { class: "unknown" }, make("strong", null, data.texts.unknown_title),
    data.unknown.map((line) => make("p", null, line)), why(data.why));
}

// How the question was understood, and what is to be known beside the quotes.
function notes(data) {
  return (data.notes || []).map((line) => make("p", { class: "note" }, line));
}

// What a person answered earlier, to which question: a wrong match is seen, and left, at once.
function earlier(data, tell) {
  const given = data.earlier;
  if (!given) return null;
  return make("div", { class: "earlier" }, make("p", null, icon(ICONS.person), make("span", null, given.for)),
    make("p", { class: "muted" }, given.by), given.doubts.map((line) => make("p", { class: "doubt" }, line)),
    given.otherwise ? button("otherwise", "link", given.otherwise, () => tell("leave_out", 1)) : null);
}

function draw(data, root, setTriggerValue) {
  const { opened, newest, ...drawn } = data;
  const drawing = JSON.stringify(drawn);
  root.again = () => paint(data, root, setTriggerValue);
  if (root.drawing !== drawing) {
    const before = root.drawing ? JSON.parse(root.drawing) : null;
    const answered = before?.pending && !data.pending;
    root.drawing = drawing;
    if (before?.copy?.text !== data.copy?.text) root.taken = null;
    paint(data, root, setTriggerValue);
    const live = root.querySelector(".unseen");
    if (answered) live.textContent = data.done;
    else if (before && data.case && data.case.news !== before.case?.news) live.textContent = data.case.news;
    if (before && !before.pending && data.offer && !before.offer) {
      root.querySelector(".offer")?.scrollIntoView({ block: "nearest", behavior: calm() });
    }
    if (data.newest && (!root.arrived || answered)) {
      root.arrived = true;
      requestAnimationFrame(() => root.scrollIntoView({ block: "start", behavior: calm() }));
    }
  }
  showOpened(root, opened);
}

function showOpened(root, opened) {
  for (const one of root.querySelectorAll("[data-n]")) {
    const number = Number(one.dataset.n);
    one.setAttribute("aria-expanded", String(number === opened));
    // Whoever closes the document comes back to where it was opened from.
    if (root.opened === number && !opened && one.classList.contains(root.openedBy)) one.focus();
  }
  root.opened = opened;
}

function paint(data, root, setTriggerValue) {
  const live = root.querySelector(".unseen") || make("div", { class: "unseen", role: "status" });
  const parts = [make("h2", { class: data.question.length > LONG ? "long" : null }, data.question)];
  if (!data.pending) {
    parts.push(notes(data), leftOut(data, setTriggerValue), unknown(data), data.case && !data.case.below ? caseCard(data.case, root, setTriggerValue) : null,
      data.offer && !data.known ? offerForm(data.offer, root, setTriggerValue) : null,
      earlier(data, setTriggerValue), data.known ? said(data, setTriggerValue) : null, confidence(data.confidence, data.why),
      sources(data, setTriggerValue), data.case?.below ? caseCard(data.case, root, setTriggerValue) : null, actions(data, root, setTriggerValue), linkPanel(data, root, setTriggerValue),
      data.offer && data.known ? offerForm(data.offer, root, setTriggerValue) : null, goingOn(data.next, setTriggerValue));
  }
  redraw(root, parts, live);
  root.onclick = (event) => {
    const opener = event.target.closest("[data-n]");
    if (opener) root.openedBy = opener.className;
  };
  showOpened(root, data.opened);
}
