function oneOfMine(given, root, tell) {
  const { card } = given;
  const made = make("details", { open: root.open.has(card.number) },
    make("summary", { "data-key": "mine-" + card.number },
      make("span", { class: "question" }, given.question),
      make("span", { class: "state" }, dot(card.state.kind), card.state.label)),
    caseCard(card, root, tell));
  made.ontoggle = () => made.open ? root.open.add(card.number) : root.open.delete(card.number);
  return made;
}

function paint(data, root, tell) {
  const live = root.querySelector(".unseen") || make("div", { class: "unseen", role: "status" });
  const [recent, earlier] = [true, false].map((lately) => data.cases.filter((one) => one.recent === lately));
  const drawn = (list) => list.map((one) => oneOfMine(one, root, tell));
  const fold = earlier.length ? make("details", { open: root.open.has("earlier") },
    make("summary", { "data-key": "earlier" }, make("span", { class: "muted" }, data.earlier_title)), drawn(earlier)) : null;
  if (fold) fold.ontoggle = () => fold.open ? root.open.add("earlier") : root.open.delete("earlier");
  redraw(root, make("h3", null, data.title), drawn(recent), fold, live);
}

function draw(data, root, setTriggerValue) {
  const drawing = JSON.stringify(data);
  if (root.drawing === drawing) return;
  const before = root.drawing ? JSON.parse(root.drawing) : null;
  root.drawing = drawing;
  root.open ||= new Set(data.opened == null ? [] : [data.opened, "earlier"]);
  root.again = () => paint(data, root, setTriggerValue);
  paint(data, root, setTriggerValue);
  const known = new Set(before?.cases.map((one) => one.card.news));
  const news = before ? data.cases.filter((one) => !known.has(one.card.news)) : [];
  if (news.length) root.querySelector(".unseen").textContent = news.map((one) => one.card.news).join(" ");
  if (!before && data.opened != null) root.scrollIntoView({ block: "start", behavior: calm() });
}
