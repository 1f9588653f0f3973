function folded(key, title, root, ...inside) {
  root.open ||= new Set();
  const made = make("details", { open: root.open.has(key) }, make("summary", { "data-key": key }, title), inside.filter(Boolean));
  made.ontoggle = () => made.open ? root.open.add(key) : root.open.delete(key);
  return made;
}

// What cannot be undone by a click is asked for twice.
function twice(key, kind, label, sure, root, act, name) {
  if (root.sure !== key) return button(key, kind, label, () => { root.sure = key; root.again(); root.querySelector("[data-key='yes-" + key + "']").focus(); },
    { "aria-label": name });
  return make("span", { class: "buttons" },
    button("yes-" + key, "grave", sure, () => { root.sure = null; act(); }, { "aria-label": name ? sure + ": " + name : null }),
    button("no-" + key, "link", root.texts.cancel, () => { root.sure = null; root.again(); }));
}

function health(content) {
  return make("ul", { class: "health" }, content.lines.map((line) => make("li", null, dot(line.kind),
    make("div", null, make("p", null, line.text), line.next ? make("p", { class: "muted" }, line.next) : null))));
}

function fields(root, id, given, content, texts) {
  const put = (key, tag, attributes) => field(root, id(key), tag, attributes, given[key]);
  const text = { type: "text" };
  return {
    title: put("title", "input", text), owners: put("owners", "input", text),
    experts: put("experts", "textarea", { rows: 2 }), urgent: put("urgent", "textarea", { rows: 2 }),
    escalate: choice(root, id("escalate"), content.escalates, given.escalate),
    schedule: put("schedule", "input", text), watch: put("watch", "input", { type: "checkbox" }),
    uploads: put("uploads", "input", { type: "checkbox" }),
  };
}

function read(made) {
  return Object.fromEntries(Object.entries(made).map(([key, one]) => [key, one.type === "checkbox" ? one.checked : one.value]));
}

function change(space, content, texts, root, act) {
  const made = fields(root, (key) => key + "-" + space.name, space.values, content, texts);
  return folded("set-" + space.name, texts.change, root, make("div", { class: "form" },
    make("div", { class: "row" }, labelled(texts.title_field, made.title), labelled(texts.owners, made.owners, texts.groups_hint)),
    labelled(texts.experts, made.experts, texts.people_hint), labelled(texts.urgent, made.urgent, texts.people_hint),
    make("div", { class: "row" }, labelled(texts.escalate, made.escalate), labelled(texts.schedule, made.schedule, texts.schedule_hint)),
    check(texts.watch, made.watch), check(texts.uploads, made.uploads),
    make("div", { class: "buttons" }, button("save-" + space.name, "act", texts.save,
      () => act({ do: "change", space: space.name, values: read(made) })))));
}

function space(one, content, texts, root, act) {
  return make("li", { class: "space" }, make("h3", null, one.title, make("span", { class: "name" }, one.name)),
    make("dl", null, one.facts.map(([label, value]) => make("div", null, make("dt", null, label), make("dd", null, value)))),
    one.changes.length ? make("ul", { class: "departures" }, one.changes.map((made) => make("li", null, make("span", null, made.text),
      made.reset ? button("reset-" + made.key + "-" + one.name, "link", texts.reset,
        () => act({ do: "reset", space: one.name, key: made.key }), { "aria-label": made.reset }) : null))) : null,
    change(one, content, texts, root, act),
    one.lines ? folded("lines-" + one.name, texts.lines, root, make("p", { class: "muted" }, texts.lines_hint), make("pre", { tabindex: "0" }, one.lines)) : null,
    one.added ? make("p", null, twice("remove-" + one.name, "link", texts.remove, texts.remove_sure, root,
      () => act({ do: "remove", space: one.name }), one.remove_label)) : null);
}

function adding(content, texts, root, act) {
  const put = (key, attributes) => field(root, "new-" + key, "input", { type: "text", ...attributes }, "");
  const made = {
    template: choice(root, "new-template", content.templates, content.templates[0]?.[0]), name: put("name", { maxlength: 64 }),
    title: put("title"), readers: put("readers"), owners: put("owners"),
    experts: field(root, "new-experts", "textarea", { rows: 2 }, ""), uploads: field(root, "new-uploads", "input", { type: "checkbox" }, true),
  };
  if (content.folders) made.folder = put("folder");
  return folded("add", texts.add_space, root, make("div", { class: "form" },
    content.templates.length ? labelled(texts.template, made.template, texts.template_hint) : null,
    make("div", { class: "row" }, labelled(texts.name, made.name, texts.name_hint), labelled(texts.title_field, made.title)),
    make("div", { class: "row" }, labelled(texts.readers, made.readers, texts.groups_hint), labelled(texts.owners, made.owners, texts.groups_hint)),
    labelled(texts.experts, made.experts, texts.people_hint),
    made.folder ? labelled(texts.folder, made.folder, content.folders) : make("p", { class: "muted" }, content.no_folders),
    check(texts.uploads, made.uploads),
    make("div", { class: "buttons" }, button("new-save", "main", texts.add_space, () => act({ do: "add", values: read(made) })))));
}

function spaces(content, texts, root, act) {
  return [make("p", { class: "muted" }, content.intro), adding(content, texts, root, act),
    make("ul", { class: "list" }, content.spaces.map((one) => space(one, content, texts, root, act)))];
}

function groups(content, texts, root, act) {
  const group = field(root, "group", "input", { type: "text", maxlength: 200, list: "kilde-groups" }, "");
  const address = field(root, "address", "input", { type: "email", maxlength: 320 }, "");
  return [make("p", { class: "muted" }, content.intro),
    make("datalist", { id: "kilde-groups" }, content.groups.map((one) => make("option", { value: one.name }))),
    make("div", { class: "form" }, make("div", { class: "row" }, labelled(texts.group, group), labelled(texts.address, address),
      button("join", "act", texts.join, () => act({ do: "join", group: group.value, address: address.value })))),
    make("ul", { class: "list" }, content.groups.map((one) => make("li", null, make("h3", null, one.name), make("p", { class: "muted" }, one.uses),
      one.members.length ? make("ul", { class: "members" }, one.members.map((member) => make("li", null, make("span", null, member.address),
        button("leave-" + one.name + "-" + member.address, "link", texts.leave,
          () => act({ do: "leave", group: one.name, address: member.address }), { "aria-label": member.label })))) : make("p", { class: "muted" }, one.none))))];
}

function people(content, texts, root, act) {
  return [make("p", { class: "muted" }, content.intro),
    make("ul", { class: "list" }, content.people.map((one) => make("li", null, make("h3", null, one.name, make("span", { class: "name" }, one.address)),
      one.lines.map((line) => make("p", { class: "muted" }, line)),
      make("p", { class: "buttons" },
        one.signed_in ? button("out-" + one.id, "link", texts.sign_out, () => act({ do: "sign_out", person: one.id }), { "aria-label": one.out_label }) : null,
        one.me ? null : twice("erase-" + one.id, "link", texts.erase, texts.erase_sure, root, () => act({ do: "erase", person: one.id }), one.erase_label)))))];
}

function keys(content, texts, root, act) {
  const put = (key, attributes, given) => field(root, "key-" + key, "input", { type: "text", ...attributes }, given);
  const made = { name: put("name", { maxlength: 90 }, ""), groups: put("groups", {}, ""), days: put("days", { inputmode: "numeric" }, "365"),
    on_behalf_of: put("behalf", { type: "checkbox" }, false), ingest: put("ingest", { type: "checkbox" }, false) };
  return [make("p", { class: "muted" }, content.intro),
    content.made ? make("div", { class: "secret" }, make("strong", null, texts.key_made_title), make("pre", { tabindex: "0" }, content.made)) : null,
    folded("key-new", texts.key_make, root, make("div", { class: "form" },
      make("div", { class: "row" }, labelled(texts.key_name, made.name), labelled(texts.key_days, made.days, texts.key_days_hint)),
      labelled(texts.key_groups, made.groups, content.groups_hint),
      check(texts.key_on_behalf_of, made.on_behalf_of), check(texts.key_ingest, made.ingest),
      make("div", { class: "buttons" }, button("key-save", "main", texts.key_make, () => act({ do: "make_key", values: read(made) }))))),
    make("ul", { class: "list" }, content.keys.map((one) => make("li", { class: one.ended ? "ended" : null }, make("h3", null, one.name),
      one.lines.map((line) => make("p", { class: "muted" }, line)),
      make("p", null, twice("revoke-" + one.name, "link", texts.revoke, texts.revoke_sure, root, () => act({ do: "revoke", name: one.name }), one.label)))))];
}

const DRAWN = { health, spaces, groups, people, keys };

function paint(data, root, tell) {
  const act = (what) => tell("act", what);
  root.texts = data.texts;
  root.again = () => redraw(root, make("h2", null, data.title),
    make("nav", { class: "sections", "aria-label": data.texts.sections },
      data.sections.map(([key, label]) => button("section-" + key, "quiet", label, () => tell("section", key),
        { "aria-current": key === data.section ? "true" : null })),
      data.links.map(([key, label]) => button("go-" + key, "link", label, () => tell("go", key)))),
    data.said ? make("p", { class: "said " + data.said.kind, role: data.said.kind === "wrong" ? "alert" : "status" }, data.said.text) : null,
    DRAWN[data.section](data.content, data.texts, root, act));
  root.again();
}

function draw(data, root, setTriggerValue) {
  const drawing = JSON.stringify(data);
  if (root.drawing === drawing) return;
  const before = root.drawing ? JSON.parse(root.drawing) : null;
  root.drawing = drawing;
  // What was saved is no draft any more.
  if (before && before.done !== data.done) { root.typed = new Map(); root.sure = null; }
  paint(data, root, setTriggerValue);
}
