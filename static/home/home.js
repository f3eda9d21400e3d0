// The first page: figures that stay fresh, and examples recognised at a click.

const FIGURES_MS = 10_000;
const LOOK_MS = 600;
const health = document.querySelector("[data-health]");

async function refresh() {
  if (document.hidden) return;
  try {
    const answer = await fetch(health.dataset.health);
    if (!answer.ok) throw new Error(answer.status);
    health.innerHTML = await answer.text();
    health.classList.remove("p-stale");
  } catch {
    health.classList.add("p-stale"); // The server is away: what stands there is of before.
  }
}

setInterval(refresh, FIGURES_MS);
document.addEventListener("visibilitychange", refresh);

// --- examples -------------------------------------------------------------------

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Puts what an answer says into a card; the photo stays, so that nothing flickers. */
async function show(card, answer) {
  if (!answer.ok) throw new Error(answer.status);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-example]");
  card.dataset.running = fresh.dataset.running;
  for (const part of fresh.querySelectorAll("[data-swap]")) {
    card.querySelector(`[data-swap=${part.dataset.swap}]`).replaceWith(document.adoptNode(part));
  }
}

async function follow(card) {
  while (card.dataset.running) {
    await wait(LOOK_MS);
    if (!document.hidden) await show(card, await fetch(card.dataset.href));
  }
}

for (const card of document.querySelectorAll("[data-example]")) {
  card.addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target;
    form.querySelector("button").disabled = true;
    try {
      const body = new FormData(form);
      const headers = { "X-Part": "example" };
      await show(card, await fetch(form.action, { method: "POST", body, headers }));
      await follow(card);
    } catch {
      form.submit(); // Without the shortcut: the whole page says how it stands.
    }
  });
  follow(card).catch(() => {});
}
