function draw(data, root, setTriggerValue) {
  const drawing = JSON.stringify(data);
  if (root.drawing === drawing) return;
  root.drawing = drawing;
  const { texts } = data;
  root.setAttribute("role", "region");
  root.setAttribute("aria-label", texts.label);
  const once = () => Date.now();
  redraw(root,
    make("p", { class: "say", role: "status" },
      data.well ? make("span", { class: "well" }, data.well, " ") : null,
      data.number ? make("span", { class: "number" }, data.number, " ") : null,
      make("strong", null, data.title), " ", make("span", { class: "text" }, data.text)),
    make("div", { class: "buttons" },
      data.here ? null : button("go", "act", texts.go, () => setTriggerValue("go", once())),
      data.step ? button("skip", "quiet", texts.skip, () => setTriggerValue("skip", once())) : null,
      button("leave", "quiet", data.step ? texts.leave : texts.close, () => setTriggerValue("leave", once()))));
}
