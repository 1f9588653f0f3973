// Bars that a screen reader is told of as a picture; the table below says the same in words.
function bars(chart) {
  const svg = (tag, attributes) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };
  const height = 150, wide = 22, gap = 8;
  const width = Math.max(1, chart.bars.length) * (wide + gap);
  const picture = svg("svg", { class: "bars", viewBox: `0 0 ${width} ${height + 22}`, role: "img", "aria-label": chart.title,
    style: `width: ${width}px` });
  picture.append(svg("line", { x1: 0, x2: width, y1: height + 20.5, y2: height + 20.5, class: "ground" }));
  chart.bars.forEach((bar, place) => {
    const tall = Math.max(1, bar.share * height), left = place * (wide + gap) + gap / 2;
    const one = svg("rect", { x: left, y: height + 20 - tall, width: wide, height: tall, rx: 2 });
    const name = svg("title", {});
    name.textContent = bar.label + ": " + bar.value;
    one.append(name);
    const label = svg("text", { x: left + wide / 2, y: height + 15 - tall, "text-anchor": "middle" });
    label.textContent = bar.value;
    picture.append(one, label);
  });
  return picture;
}

function table(head, rows) {
  return make("div", { class: "table", tabindex: "0", role: "group" }, make("table", null,
    make("thead", null, make("tr", null, head.map((one) => make("th", { scope: "col" }, one)))),
    make("tbody", null, rows.map((row) => make("tr", null,
      row.map((one, place) => make(place ? "td" : "th", place ? null : { scope: "row" }, one)))))));
}

function chart(one, texts, root) {
  root.open ||= new Set();
  const rows = one.bars.map((bar) => [bar.label, bar.note ? bar.value + " – " + bar.note : bar.value, ...(bar.hours ? [bar.hours] : [])]);
  const twin = make("details", { open: root.open.has(one.key) },
    make("summary", { "data-key": "table-" + one.key }, texts.as_table), table(one.head, rows));
  twin.ontoggle = () => twin.open ? root.open.add(one.key) : root.open.delete(one.key);
  return make("figure", { class: "chart" }, make("figcaption", null, make("h3", null, one.title)),
    one.bars.length ? make("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": one.title }, bars(one)) : make("p", { class: "muted" }, one.none), one.bars.length ? twin : null);
}

function theme(one) {
  return make("li", null, make("div", null, make("strong", null, one.title), make("span", { class: "muted" }, one.place),
    one.words.map((words) => make("span", { class: "muted" }, words))));
}

function draw(data, root) {
  const drawing = JSON.stringify(data);
  if (root.drawing === drawing) return;
  root.drawing = drawing;
  const { worth, spaces } = data;
  redraw(root, make("h2", null, data.title), make("p", { class: "summary" }, data.intro),
    data.links.length ? make("div", { class: "buttons" }, data.links.map((one) =>
      make("a", { class: "link", href: one.href, target: "_blank", rel: "noopener noreferrer" }, one.label))) : null,
    data.facts.length ? make("dl", { class: "facts" }, data.facts.map((one) => make("div", null,
      make("dt", null, one.label), make("dd", null, make("b", null, one.value), make("span", { class: "muted" }, one.note))))) : null,
    worth ? make("section", { class: "worth" }, make("h3", null, data.worth_title), make("p", { class: "headline" }, worth.headline),
      worth.lines.map((line) => make("p", { class: "muted" }, line))) : null,
    data.charts.length ? make("div", { class: "charts" }, data.charts.map((one) => chart(one, data.texts, root))) : null,
    spaces.rows.length ? make("section", null, make("h3", null, spaces.title), table(spaces.head, spaces.rows),
      make("p", { class: "muted" }, spaces.note)) : null,
    data.facts.length ? make("section", null, make("h3", null, data.themes_title), make("p", { class: "muted" }, data.themes_hint),
      make("ol", { class: "themes" }, data.themes.map(theme))) : null,
    make("p", { class: "privacy" }, data.privacy));
  // The newest weeks first, where there are more than fit.
  for (const one of root.querySelectorAll(".scroll")) one.scrollLeft = one.scrollWidth;
}
