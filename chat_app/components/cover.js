// What lies over the page on a narrow screen: what is under it cannot be reached meanwhile.
function cover(under, width) {
  const narrow = window.matchMedia(`(max-width: ${width}px)`);
  const set = () => document.querySelectorAll(under).forEach((one) => { one.inert = narrow.matches; });
  set();
  narrow.addEventListener("change", set);
  return () => {
    narrow.removeEventListener("change", set);
    document.querySelectorAll(under).forEach((one) => { one.inert = false; });
  };
}
