function draw(data, root) {
  root.classList.add("paper");
  root.replaceChildren(...opening(data), ...data.sections.map(sheet));
}
