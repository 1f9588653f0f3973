// A case as its asker sees it, and the offer of one.

const ASKER = "kilde.asker";

// Until there is sign-in, whoever asks a person has typed their name once in this browser.
function knownAsker() {
  try {
    return JSON.parse(localStorage.getItem(ASKER)) || {};
  } catch {
    return {};
  }
}

function rememberAsker(asker) {
  try {
    localStorage.setItem(ASKER, JSON.stringify(asker));
  } catch {
    // A browser that keeps nothing asks again.
  }
}

function knownFor(offer) {
  return offer.vouched ? offer.asker : { ...knownAsker(), ...offer.asker };
}

function fromWhom(offer, space, root) {
  const { texts } = offer;
  const known = knownFor(offer);
  const nameless = space.nameless
    ? check(texts.nameless, field(root, "nameless", "input", { type: "checkbox" }, false), texts.nameless_means) : null;
  const wish = nameless && nameless.querySelector("input");
  wish?.addEventListener("input", () => root.again());
  if (wish?.checked) return [nameless];
  const name = root.typed?.get("name") ?? known.name;
  const address = root.typed?.get("address") ?? known.address;
  if (known.name && !root.renaming) {
    const line = make("p", { class: "from" }, make("span", null, [texts.from, " ", known.name, known.address ? ` (${known.address})` : ""].join("")),
      offer.vouched ? null : button("rename", "link", texts.change, () => { root.renaming = true; root.again(); root.querySelector('[data-key="name"]').focus(); }));
    return [line, nameless];
  }
  return [make("div", { class: "row" },
    labelled(texts.name, field(root, "name", "input", { type: "text", autocomplete: "name", maxlength: 100 }, name)),
    labelled(texts.address, field(root, "address", "input", { type: "email", autocomplete: "email", maxlength: 200 }, address),
      texts.address_why)), nameless];
}

function offerForm(offer, root, tell) {
  const { texts } = offer;
  const chosen = root.typed?.get("space") ?? offer.space;
  const space = offer.spaces.find((one) => one.name === chosen) || offer.spaces[0];
  const known = knownFor(offer);
  const form = make("section", { class: "offer", "aria-label": space.heading });
  const text = field(root, "text", "textarea", { maxlength: offer.longest, rows: 1 }, offer.text);
  const earlier = offer.earlier
    ? field(root, "earlier", "input", { type: "checkbox" }, false) : null;
  const send = () => {
    const value = (key) => (form.querySelector(`[data-key="${key}"]`)?.value ?? known[key] ?? "").trim();
    const nameless = Boolean(form.querySelector('[data-key="nameless"]')?.checked);
    if (!text.value.trim()) return refuse(form, text, texts.no_text);
    const name = form.querySelector('[data-key="name"]');
    const address = form.querySelector('[data-key="address"]');
    if (name && !value("name")) return refuse(form, name, texts.no_name);
    if (address && value("address") && !/^[^@\s]+@[^@\s]+$/.test(value("address"))) return refuse(form, address, texts.no_address);
    refuse(form);
    if (!nameless && !offer.vouched) rememberAsker({ name: value("name"), address: value("address") });
    form.querySelectorAll("button").forEach((one) => { one.disabled = true; });
    form.querySelector(".main").textContent = texts.sending;
    tell("send", { space: space.name, text: text.value.trim(), earlier: Boolean(earlier?.checked), nameless,
      name: nameless ? "" : value("name"), address: nameless ? "" : value("address") });
    return undefined;
  };
  const others = offer.spaces.length > 1 ? choice(root, "space", offer.spaces.map((one) => [one.name, one.title]), chosen) : null;
  others?.addEventListener("input", () => root.again());
  form.append(...[make("h3", null, space.heading),
    make("div", { class: "to" }, others ? make("label", null, texts.to, others) : null, make("span", { class: "muted" }, space.to)),
    offer.hints.map((hint) => make("p", { class: "hint " + hint.kind }, hint.text)),
    labelled(texts.will_be_sent, text),
    earlier ? check(texts.earlier, earlier, texts.earlier_means) : null,
    fromWhom(offer, space, root),
    offer.problem ? make("p", { class: "wrong", role: "alert" }, offer.problem) : null,
    make("div", { class: "buttons" }, button("send", "main", space.send, send),
      button("leave", "act", texts.leave, () => tell("leave", true)))].flat(Infinity).filter(Boolean));
  return form;
}

function told(entry) {
  if (entry.kind === "event") return make("li", { class: "event" }, entry.text);
  return make("li", { class: entry.kind },
    make("p", { class: "who" }, make("strong", null, entry.who), " · " + entry.at), written(entry.text));
}

function addition(given, root, tell) {
  const { texts } = given;
  const key = "add-" + given.number;
  root.adding ||= new Set();
  if (!given.may_add) return null;
  if (!root.adding.has(key)) {
    return make("div", { class: "adding" }, make("div", { class: "buttons" },
      button(key, "quiet", texts.add, () => { root.adding.add(key); root.again(); root.querySelector(`textarea[data-key="${key}-text"]`).focus(); })));
  }
  const text = field(root, key + "-text", "textarea", { maxlength: given.longest, rows: 2 });
  const form = make("div", { class: "adding" }, labelled(texts.add_label, text));
  const leave = () => { root.adding.delete(key); forget(root, key + "-text"); };
  form.append(make("div", { class: "buttons" },
    button(key + "-send", "main", texts.add_send, () => {
      if (!text.value.trim()) return refuse(form, text, texts.no_text);
      leave();
      tell("add", { number: given.number, text: text.value.trim() });
      return root.again();
    }),
    button(key + "-leave", "act", texts.cancel, () => { leave(); root.again(); })));
  return form;
}

function caseCard(given, root, tell) {
  return make("section", { class: "case", "aria-label": given.title },
    make("div", { class: "top" }, make("h3", null, given.title),
      make("span", { class: "state" }, dot(given.state.kind), given.state.label)),
    given.lines.map((line) => make("p", { class: "line" }, line)),
    given.thread.length ? make("ul", { class: "thread" }, given.thread.map(told)) : null,
    addition(given, root, tell));
}
