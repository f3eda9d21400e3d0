// Parts of a page with the same data-row light up together, whichever is pointed at or focused.
// Rows of a table and marks of a picture are one stop of Tab each; arrows go from one to the next.
const rows = Map.groupBy
  ? Map.groupBy(document.querySelectorAll("[data-row]:not([data-row=''])"), (one) => one.dataset.row)
  : [...document.querySelectorAll("[data-row]:not([data-row=''])")].reduce(
      (found, one) => found.set(one.dataset.row, [...(found.get(one.dataset.row) ?? []), one]), new Map());

for (const parts of rows.values()) {
  const light = (on) => () => parts.forEach((part) => part.classList.toggle("t-lit", on));
  for (const part of parts)
    for (const [event, on] of [["pointerenter", true], ["pointerleave", false], ["focus", true], ["blur", false]])
      part.addEventListener(event, light(on));
}

const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
for (const group of document.querySelectorAll("tbody, .v-sheet svg")) {
  group.addEventListener("keydown", (event) => {
    const from = event.target.closest("[data-row]");
    if (!from || !group.contains(from) || event.altKey || event.ctrlKey || event.metaKey) return;
    const shown = [...group.querySelectorAll("[data-row]")].filter((one) => one.getClientRects().length);
    const at = shown.indexOf(from);
    const to = event.key === "Home" ? shown[0] : event.key === "End" ? shown.at(-1) : event.key in STEPS ? shown[at + STEPS[event.key]] : null;
    if (!to) return;
    event.preventDefault();
    event.stopPropagation();
    from.tabIndex = -1;
    to.tabIndex = 0;
    to.focus();
  });
}
