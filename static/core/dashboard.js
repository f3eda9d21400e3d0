// A dashboard renews its figures every few seconds while it is looked at, and stops on demand.
// What is open, scrolled or focused stays as it is.

const line = document.querySelector(".t-refresh");
const button = line.querySelector("button");
const state = line.querySelector("[data-state]");
let paused = false;
let asOf = new Date();

function tell(words) {
  const time = asOf.toLocaleTimeString(document.documentElement.lang || undefined);
  state.textContent = `${words} ${time}`;
  button.textContent = paused ? button.dataset.resume : button.dataset.pause;
}

function replace(fresh) {
  const old = document.getElementById("t-live");
  for (const details of old.querySelectorAll("details[open]")) {
    fresh.querySelector(`#${details.id}`)?.setAttribute("open", "");
  }
  const scrolled = [...old.querySelectorAll(".t-scroll")].map((place) => place.scrollLeft);
  old.replaceWith(fresh);
  fresh.querySelectorAll(".t-scroll").forEach((place, at) => { place.scrollLeft = scrolled[at] || 0; });
}

async function renew() {
  const busy = document.getElementById("t-live").contains(document.activeElement);
  const selecting = !document.getSelection().isCollapsed;
  if (paused || busy || selecting || document.hidden) return;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (paused) return;
    replace(page.getElementById("t-live"));
    asOf = new Date();
    tell(line.dataset.told);
  } catch {
    tell(line.dataset.lost);
  }
}

async function always() {
  await renew();
  setTimeout(always, line.dataset.every * 1000);
}

button.addEventListener("click", () => {
  paused = !paused;
  tell(paused ? line.dataset.paused : line.dataset.told);
  if (!paused) renew();
});
document.addEventListener("visibilitychange", renew);
line.hidden = false;
tell(line.dataset.told);
setTimeout(always, line.dataset.every * 1000);
