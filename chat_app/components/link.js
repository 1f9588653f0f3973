// A link to an answer: there is none until its asker makes one, and none when they take it back.

const CHAIN = "M6.6 9.4a2.6 2.6 0 0 0 3.7 0l2.5-2.5a2.6 2.6 0 0 0-3.7-3.7l-.9.9M9.4 6.6a2.6 2.6 0 0 0-3.7 0L3.2 9.1a2.6 2.6 0 0 0 3.7 3.7l.9-.9";

function linkButton(data, root, tell) {
  const given = data.link;
  if (!given) return null;
  const made = button("link", "quiet", "", () => {
    root.sharing = !root.sharing;
    root.copied = false;
    if (root.sharing && !given.at) tell("link", true);
    root.again();
    root.querySelector('[data-key="link-copy"]')?.focus();
  }, { "aria-expanded": String(Boolean(root.sharing)) });
  made.append(icon(CHAIN), given.texts.make);
  return made;
}

function linkPanel(data, root, tell) {
  const given = data.link;
  if (!given?.at || !root.sharing) return null;
  const { texts } = given;
  const address = make("input", { type: "text", readonly: true, value: window.location.origin + given.at, "data-key": "link-address",
    onfocus: () => address.select() });
  const copy = async () => {
    address.select();
    try {
      await navigator.clipboard.writeText(address.value);
    } catch {
      if (!document.execCommand("copy")) return;
    }
    root.copied = true;
    root.again();
  };
  return make("div", { class: "sharing" },
    make("div", { class: "row" }, labelled(texts.address, address), button("link-copy", "act", texts.copy, copy)),
    make("p", { class: "muted", role: "status" }, root.copied ? texts.copied : texts.means),
    make("div", null, button("link-remove", "link", texts.remove, () => {
      root.sharing = false;
      tell("link", false);
      root.again();
      root.querySelector('[data-key="link"]').focus();
    })));
}
