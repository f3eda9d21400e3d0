// The picture viewer: zoom and pan a picture with what was found on it, and tell about each mark.
const MOST = 12;
const STEP = 1.35;
const NUDGE = 60;

for (const figure of document.querySelectorAll("[data-viewer]")) start(figure);
for (const box of document.querySelectorAll("[data-toggles]")) {
  box.addEventListener("change", () => showLayer(box));
  showLayer(box);
}

function showLayer(box) {
  for (const mark of document.querySelectorAll(`.v-mark[data-layer="${CSS.escape(box.dataset.toggles)}"]`))
    mark.classList.toggle("v-off", !box.checked);
}

function start(figure) {
  const stage = figure.querySelector(".v-stage");
  const sheet = figure.querySelector(".v-sheet");
  const tip = figure.querySelector(".v-tip");
  const view = { scale: 1, x: 0, y: 0 };
  const { width, height } = sheet.querySelector("svg").viewBox.baseVal;
  sheet.style.setProperty("--ratio", width / height);

  const draw = () => {
    const { clientWidth: wide, clientHeight: high } = stage;
    view.x = Math.min(0, Math.max(view.x, wide - sheet.offsetWidth * view.scale));
    view.y = Math.min(0, Math.max(view.y, high - sheet.offsetHeight * view.scale));
    if (sheet.offsetHeight * view.scale < high) view.y = (high - sheet.offsetHeight * view.scale) / 2;
    if (sheet.offsetWidth * view.scale < wide) view.x = (wide - sheet.offsetWidth * view.scale) / 2;
    sheet.style.transform = `translate(${view.x}px, ${view.y}px) scale(${view.scale})`;
    sheet.style.setProperty("--zoom", view.scale);
    stage.classList.toggle("v-near", view.scale > 1);
  };
  const zoom = (factor, at) => {
    const { left, top, width, height } = stage.getBoundingClientRect();
    const x = at ? at.x - left : width / 2;
    const y = at ? at.y - top : height / 2;
    const scale = Math.min(MOST, Math.max(1, view.scale * factor));
    view.x = x - ((x - view.x) / view.scale) * scale;
    view.y = y - ((y - view.y) / view.scale) * scale;
    view.scale = scale;
    draw();
  };
  const fit = () => { Object.assign(view, { scale: 1, x: 0, y: 0 }); draw(); };
  const approach = (mark) => {
    // The mark as it would lie at scale 1, from where it lies now.
    const box = mark.getBoundingClientRect();
    const own = sheet.getBoundingClientRect();
    const [x, y, w, h] = [box.left - own.left, box.top - own.top, box.width, box.height].map((n) => n / view.scale);
    view.scale = Math.min(6, Math.max(1, 0.5 * Math.min(stage.clientWidth / (w || 1), stage.clientHeight / (h || 1))));
    view.x = stage.clientWidth / 2 - (x + w / 2) * view.scale;
    view.y = stage.clientHeight / 2 - (y + h / 2) * view.scale;
    draw();
    figure.scrollIntoView({ block: "nearest" });
    tell(mark);
  };
  const tell = (mark) => {
    tip.replaceChildren(Object.assign(document.createElement("b"), { textContent: mark.dataset.name }));
    if (mark.dataset.detail) tip.append(Object.assign(document.createElement("span"), { textContent: mark.dataset.detail }));
    tip.hidden = false;
    const box = mark.getBoundingClientRect();
    const own = figure.getBoundingClientRect();
    const middle = (Math.max(box.left, own.left) + Math.min(box.right, own.right)) / 2 - own.left;
    const below = box.top - own.top < tip.offsetHeight + 12;
    tip.style.left = `${Math.max(4, Math.min(middle - tip.offsetWidth / 2, own.width - tip.offsetWidth - 4))}px`;
    tip.style.top = `${Math.max(4, below ? Math.min(box.bottom - own.top + 8, own.height - tip.offsetHeight - 4) : box.top - own.top - tip.offsetHeight - 8)}px`;
  };
  const hush = () => { tip.hidden = true; };

  const marks = [...figure.querySelectorAll(".v-mark")];
  for (const mark of marks) {
    mark.addEventListener("pointerenter", () => tell(mark));
    mark.addEventListener("focus", () => tell(mark));
    mark.addEventListener("pointerleave", hush);
    mark.addEventListener("blur", hush);
  }
  for (const row of document.querySelectorAll("tr[data-row]")) {
    const mark = marks.find((one) => one.dataset.row === row.dataset.row);
    if (!mark) continue;
    row.classList.add("v-leads");
    row.addEventListener("click", (event) => { if (!event.target.closest("a, button, input")) approach(mark); });
    row.addEventListener("keydown", (event) => { if (event.key === "Enter" && event.target === row) approach(mark); });
  }

  const buttons = { in: () => zoom(STEP), out: () => zoom(1 / STEP), fit, full: () => fill(figure) };
  const tools = figure.querySelector(".v-tools");
  tools.hidden = false;
  tools.querySelector("[data-zoom=full]").hidden = !document.fullscreenEnabled;
  tools.addEventListener("click", (event) => buttons[event.target.closest("[data-zoom]")?.dataset.zoom]?.());

  const move = (dx, dy) => { view.x += dx; view.y += dy; draw(); };
  const keys = {
    "+": () => zoom(STEP), "=": () => zoom(STEP), "-": () => zoom(1 / STEP), "−": () => zoom(1 / STEP), 0: fit,
    ArrowLeft: () => move(NUDGE, 0), ArrowRight: () => move(-NUDGE, 0), ArrowUp: () => move(0, NUDGE), ArrowDown: () => move(0, -NUDGE),
  };
  stage.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.key in keys)) return;
    if (event.key.startsWith("Arrow") && view.scale === 1) return; // then arrows scroll the page
    event.preventDefault();
    hush();
    keys[event.key]();
  });
  stage.addEventListener("wheel", (event) => {
    // A page that is scrolled past a picture goes on scrolling; a picture in use is zoomed.
    if (!event.ctrlKey && !event.metaKey && !figure.contains(document.activeElement) && document.fullscreenElement !== figure) return;
    event.preventDefault();
    hush();
    zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.002)), { x: event.clientX, y: event.clientY });
  }, { passive: false });
  drag(stage, view, zoom, move, hush);

  const picture = sheet.querySelector("img");
  picture?.addEventListener("error", () => {
    sheet.classList.add("v-blank");
    const note = Object.assign(document.createElement("figcaption"), { className: "t-note t-warning", textContent: picture.dataset.broken });
    note.setAttribute("role", "status");
    figure.append(note);
    picture.remove();
  }, { once: true });
  new ResizeObserver(draw).observe(stage);
}

function drag(stage, view, zoom, move, hush) {
  const fingers = new Map();
  const spread = () => {
    const [a, b] = [...fingers.values()];
    return { far: Math.hypot(a.x - b.x, a.y - b.y), x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  };
  stage.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  });
  stage.addEventListener("pointermove", (event) => {
    const last = fingers.get(event.pointerId);
    if (!last) return;
    const before = fingers.size === 2 ? spread() : null;
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (before) {
      const after = spread();
      zoom(after.far / (before.far || 1), after);
      move(after.x - before.x, after.y - before.y);
    } else if (view.scale > 1) {
      stage.setPointerCapture(event.pointerId);
      hush();
      move(event.clientX - last.x, event.clientY - last.y);
    }
  });
  for (const end of ["pointerup", "pointercancel", "pointerleave"])
    stage.addEventListener(end, (event) => { if (end !== "pointerleave" || !stage.hasPointerCapture(event.pointerId)) fingers.delete(event.pointerId); });
  stage.addEventListener("dblclick", (event) => zoom(view.scale > 1 ? 1 / MOST : 3, { x: event.clientX, y: event.clientY }));
}

function fill(figure) {
  if (document.fullscreenElement) document.exitFullscreen();
  else figure.requestFullscreen();
}
