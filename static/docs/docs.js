// Programs as tabs, the language remembered on all pages; a button that copies. Without this
// script all programs are shown one below the other.

const KEY = "triptych.language";
const groups = [...document.querySelectorAll(".d-tabs")];

function remembered() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function remember(language) {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // Storage may be closed; the choice then holds for this page.
  }
}

/** Shows one language in every group, and keeps the group that was touched where it is. */
function choose(language, touched) {
  const before = touched?.getBoundingClientRect().top;
  for (const group of groups) {
    for (const tab of group.querySelectorAll("[role=tab]")) {
      const isChosen = tab.dataset.language === language;
      tab.setAttribute("aria-selected", isChosen);
      tab.tabIndex = isChosen ? 0 : -1;
    }
    for (const panel of group.querySelectorAll("[role=tabpanel]")) {
      panel.hidden = panel.dataset.language !== language;
    }
  }
  if (touched) window.scrollBy(0, touched.getBoundingClientRect().top - before);
}

function pick(tab) {
  choose(tab.dataset.language, tab);
  remember(tab.dataset.language);
}

function tabbed(group) {
  const list = document.createElement("div");
  list.role = "tablist";
  for (const panel of group.querySelectorAll("[data-language]")) {
    const heading = panel.querySelector("h3");
    const tab = document.createElement("button");
    Object.assign(tab, { type: "button", role: "tab", id: `${panel.id}-tab`, textContent: heading.textContent });
    tab.dataset.language = panel.dataset.language;
    tab.setAttribute("aria-controls", panel.id);
    tab.addEventListener("click", () => pick(tab));
    heading.hidden = true;
    panel.role = "tabpanel";
    panel.setAttribute("aria-labelledby", tab.id);
    list.append(tab);
  }
  list.addEventListener("keydown", (event) => {
    const tabs = [...list.children];
    const at = tabs.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const tab = tabs.at(to % tabs.length);
    pick(tab);
    tab.focus();
  });
  const copy = document.createElement("button");
  Object.assign(copy, { type: "button", className: "d-copy", textContent: group.dataset.copy });
  copy.addEventListener("click", () => copied(group, copy));
  const bar = document.createElement("div");
  bar.className = "d-bar";
  bar.append(list, copy);
  group.prepend(bar);
}

async function copied(group, button) {
  const text = group.querySelector("[role=tabpanel]:not([hidden]) code").textContent;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Pages without https have no clipboard: the older way.
    const area = Object.assign(document.createElement("textarea"), { value: text });
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
    button.focus();
  }
  button.textContent = group.dataset.copied;
  setTimeout(() => (button.textContent = group.dataset.copy), 1500);
}

groups.forEach(tabbed);
const languages = [...document.querySelectorAll(".d-tabs:first-of-type [role=tab]")].map((tab) => tab.dataset.language);
const wanted = remembered();
choose(languages.includes(wanted) ? wanted : languages[0]);
if (location.hash) document.querySelector(location.hash)?.scrollIntoView();
