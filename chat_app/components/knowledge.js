function tabs(data, tell) {
  return make("div", { class: "tabs" }, data.tabs.map(([key, label]) => button("tab-" + key, "tab", label,
    () => tell("show", { tab: key }), { "aria-pressed": String(key === data.tab) })),
    data.links.map(([key, label]) => button("go-" + key, "tab", label, () => tell("go", key))));
}

function progress(run) {
  const { percent, text } = run.progress;
  const bar = make("div", { class: "bar" + (percent == null ? " unknown" : ""), role: "progressbar", "aria-label": text,
    "aria-valuenow": percent, "aria-valuemin": 0, "aria-valuemax": 100 }, make("i"));
  if (percent != null) bar.firstChild.style.width = percent + "%";
  return make("div", { class: "progress" }, bar, make("p", null, text));
}

function head(data, tell) {
  const { run, texts } = data;
  const space = make("select", { "aria-label": texts.space, "data-key": "space", onchange: (event) => tell("show", { space: event.target.value, source: "" }) },
    data.spaces.map(([value, label]) => make("option", { value }, label)));
  space.value = data.space;
  return make("div", { class: "head" },
    make("div", { class: "top" }, make("h2", null, data.title), data.spaces.length > 1 ? space : null,
      make("p", { class: "ran" }, dot(run.kind), run.state, run.did ? make("span", { class: "muted" }, run.did) : null),
      button("run", "act", texts.run, () => tell("run", true), { disabled: !run.may_run, "aria-label": run.label })),
    run.progress ? progress(run) : null,
    run.error ? make("p", { class: "wrong", role: "alert" }, run.error) : null);
}

// Each file goes to the API by itself, one after the other, and says what became of it.
const REFUSED = { 413: "upload_large", 415: "upload_type", 422: "upload_name", 409: "upload_erased",
  429: "upload_often", 0: "upload_lost" };

function send(root, space, texts, files) {
  root.sent ||= [];
  for (const file of files) root.sent.push({ file, space, state: "waits", share: 0 });
  root.again();
  if (!root.sending) next(root, texts);
}

function next(root, texts) {
  const one = root.sent.find((sent) => sent.state === "waits");
  root.sending = Boolean(one);
  if (!one) return;
  one.state = "sends";
  const request = new XMLHttpRequest();
  const path = [one.space, "uploads", one.file.name].map(encodeURIComponent).join("/");
  request.open("PUT", "/api/v1/documents/" + path);
  request.upload.onprogress = (event) => { one.share = event.total ? event.loaded / event.total : 0; show(); };
  const show = () => { const bar = root.querySelector(`[data-sent="${root.sent.indexOf(one)}"] progress`); if (bar) bar.value = one.share; };
  const ended = () => {
    let told = {};
    try { told = JSON.parse(request.responseText); } catch { /* no answer */ }
    one.state = request.status < 300 && told.outcome ? "done" : "refused";
    one.told = one.state === "done" ? texts["upload_" + told.outcome] : texts["upload_" + told.reason] || texts[REFUSED[request.status] || "upload_refused"];
    one.detail = told.outcome === "same" ? told.document : "";
    root.again();
    next(root, texts);
  };
  request.onload = ended;
  request.onerror = ended;
  request.send(one.file);
}

function uploading(data, root) {
  if (!data.uploads) return data.uploads_off ? make("p", { class: "muted" }, data.uploads_off) : null;
  const { texts } = data;
  const input = make("input", { type: "file", multiple: true, class: "unseen", "data-key": "files", tabindex: "-1",
    onchange: () => { send(root, data.space, texts, [...input.files]); input.value = ""; } });
  const area = make("div", { class: "drop" }, make("strong", null, texts.upload_title),
    make("p", { class: "muted" }, texts.upload_hint),
    button("choose", "act", texts.upload_choose, () => input.click()), input);
  const over = (is) => (event) => { event.preventDefault(); area.classList.toggle("over", is); };
  area.ondragover = over(true);
  area.ondragleave = over(false);
  area.ondrop = (event) => { over(false)(event); send(root, data.space, texts, [...event.dataTransfer.files]); };
  const sent = (root.sent || []).filter((one) => one.space === data.space).map((one) => make("li",
    { class: one.state, "data-sent": root.sent.indexOf(one) }, make("span", { class: "file" }, one.file.name),
    one.state === "sends" || one.state === "waits" ? make("progress", { value: one.share, max: 1, "aria-label": texts.upload_sending })
      : make("span", { class: "outcome" }, one.told, one.detail ? make("span", { class: "detail" }, one.detail) : null)));
  return make("div", { class: "uploading" }, area,
    make("ul", { class: "sent", role: "status" }, sent));
}

function picker(key, label, options, value, given) {
  const made = make("select", { "aria-label": label, "data-key": key, onchange: () => given(made.value) },
    options.map(([one, name]) => make("option", { value: one }, name)));
  made.value = value;
  return made;
}

function filters(list, root, tell) {
  const { texts } = list;
  const words = field(root, "words", "input", { type: "text", "aria-label": texts.search, placeholder: texts.search, maxlength: 200 }, list.words);
  words.onkeydown = (event) => { if (event.key === "Enter") tell("show", { words: words.value }); };
  words.onchange = () => { if (words.value !== list.words) tell("show", { words: words.value }); };
  return [make("div", { class: "looks", role: "group", "aria-label": texts.looks_label }, list.looks.map((one) => {
    const look = button("look-" + one.key, "pick", one.label, () => tell("show", { look: one.key }), { "aria-pressed": String(one.key === list.look) });
    look.append(make("span", { class: "n" }, one.count));
    return look;
  })),
  make("div", { class: "filters", role: "group", "aria-label": texts.filters }, words,
    list.sources.length > 1 ? picker("source", texts.source, [["", texts.any_source], ...list.sources.map((one) => [one, one])], list.source, (source) => tell("show", { source })) : null,
    picker("kind", texts.kind, [["", texts.any_kind], ...list.kinds], list.kind, (kind) => tell("show", { kind })),
    list.months.length ? picker("months", texts.months, list.months, list.month, (months) => tell("show", { months })) : null,
    picker("order", texts.order, list.orders, list.order, (order) => tell("show", { order })))];
}

function table(list, tell) {
  const { texts } = list;
  if (!list.rows.length) return make("p", { class: "nothing" }, list.nothing);
  const columns = ["document", "date", "passages", "read", "used", "state"];
  const heads = columns.map((key) => make("th", { scope: "col", class: key }, texts[key]));
  const rows = list.rows.map((row) => {
    const opener = button("open-" + row.id, "opener", row.title, () => tell("open", row.id));
    const cells = { date: row.date, passages: row.passages, read: row.read, used: row.used };
    return make("tr", null,
      make("th", { scope: "row", class: "document" }, opener, make("span", { class: "name" }, row.name), make("span", { class: "name" }, row.kind)),
      Object.entries(cells).map(([key, value]) => make("td", { class: key }, make("span", { class: "label" }, texts[key]), value || "–")),
      make("td", { class: "state" }, dot(row.state.kind), row.state.label));
  });
  return make("table", { class: "documents" }, make("thead", null, make("tr", null, heads)), make("tbody", null, rows));
}

function listing(list, root, tell) {
  const { texts } = list;
  return [...filters(list, root, tell), list.about ? make("p", { class: "about" }, list.about) : null, table(list, tell),
    list.rows.length ? make("div", { class: "pages" }, make("span", { class: "muted", role: "status" }, list.range),
      button("previous", "act", texts.previous, () => tell("show", { page: list.page - 1 }), { disabled: !list.before }),
      button("next", "act", texts.next, () => tell("show", { page: list.page + 1 }), { disabled: !list.after })) : null];
}

function version(one, texts, number, root) {
  const parts = one.changes.map((change) => make("div", { class: "change" },
    change.heading ? make("h4", null, change.heading) : null,
    change.gone.length ? make("div", { class: "gone" }, make("span", { class: "unseen" }, texts.gone), change.gone.map((line) => make("p", null, line))) : null,
    change.new.length ? make("div", { class: "new" }, make("span", { class: "unseen" }, texts.new), change.new.map((line) => make("p", null, line))) : null));
  const title = [make("strong", null, one.label), make("span", { class: "muted" }, one.at), make("span", { class: "muted" }, one.told)];
  if (!parts.length) return make("li", { class: "plain" }, title);
  root.unfolded ||= new Set([0]);
  const made = make("details", { open: root.unfolded.has(number) }, make("summary", { "data-key": "version-" + number }, title), parts);
  made.ontoggle = () => made.open ? root.unfolded.add(number) : root.unfolded.delete(number);
  return make("li", null, made);
}

function reading(one, root, tell) {
  const { texts } = one;
  const failure = one.failure && make("div", { class: "failure" }, make("strong", null, one.failure.title),
    make("p", null, one.failure.advice), make("details", null, make("summary", { "data-key": "detail" }, texts.detail), make("p", { class: "muted" }, one.failure.detail)));
  const erasing = !one.may_erase ? null : root.sure === one.id
    ? [make("span", null, texts.erase_question), button("erase-sure", "grave", texts.erase_sure, () => { root.sure = null; tell("erase", one.id); }),
      button("cancel", "link", texts.cancel, () => { root.sure = null; root.again(); })]
    : button("erase", "link", texts.erase, () => { root.sure = one.id; root.again(); });
  return make("div", { class: "opened" }, button("back", "link", texts.back, () => tell("open", 0)),
    make("h3", { class: "title" }, one.title), make("p", { class: "name" }, one.name),
    make("p", { class: "state" }, dot(one.state.kind), one.state.label),
    failure, one.newer ? make("p", { class: "old" }, one.newer) : null,
    make("dl", null, one.meta.map(([name, value]) => make("div", null, make("dt", null, name), make("dd", null, value)))),
    make("div", { class: "buttons" }, button("again", "act", texts.again, () => tell("again", one.id)), erasing),
    one.verified.length ? [make("h4", null, texts.verified_by), make("ul", { class: "answers" }, one.verified.map(([, question]) => make("li", null, question)))] : null,
    one.closed ? make("p", { class: "muted" }, one.closed) : null,
    one.versions.length ? [make("h4", null, texts.versions), make("ul", { class: "versions" }, one.versions.map((each, n) => version(each, texts, n, root)))] : null);
}

function draw(data, root, setTriggerValue) {
  const drawing = JSON.stringify(data);
  if (root.drawing === drawing) return;
  const before = root.drawing && JSON.parse(root.drawing);
  if (before && (before.space !== data.space || before.list?.words !== data.list?.words)) forget(root, "words");
  root.drawing = drawing;
  const tell = (name, value) => setTriggerValue(name, value);
  root.again = () => redraw(root, head(data, tell), tabs(data, tell),
    data.opened ? reading(data.opened, root, tell) : null,
    data.list ? [uploading(data, root), listing(data.list, root, tell)] : null);
  root.again();
}
