// The preview: takes in what the server tells and puts it in its place. No library, no build step.

const news = document.body.dataset.news;
const lost = document.querySelector("#lost");

// A new part takes the place of the old one when its pictures are there: nothing flashes.
async function put(place, html) {
  const part = document.createRange().createContextualFragment(html);
  const pictures = [...part.querySelectorAll("img")].filter(it => it.loading !== "lazy");
  await Promise.allSettled(pictures.map(it => it.decode()));
  const focused = place.contains(document.activeElement) && document.activeElement.getAttribute("href");
  place.replaceChildren(part);
  if (focused) place.querySelector("a")?.focus({ preventScroll: true });
}

// A web page that was made again is shown where the reader was in the one before.
function turn(place, html) {
  const before = place.querySelector("iframe");
  const part = document.createRange().createContextualFragment(html);
  const now = part.querySelector("iframe");
  if (!before || !now) return put(place, html);
  const { scrollX = 0, scrollY = 0 } = before.contentWindow ?? {};
  now.classList.add("coming");
  before.after(now);
  return new Promise(shown => {
    now.addEventListener("load", () => {
      now.contentWindow?.scrollTo(scrollX, scrollY);
      now.classList.remove("coming");
      before.remove();
      shown();
    }, { once: true });
  });
}

// Links of the page that was made lead on within it, or to a window of their own: none leads away.
function leadOn(frame) {
  frame.contentDocument?.addEventListener("click", event => {
    const link = event.target.closest?.("a[href]");
    if (link && link.origin !== location.origin) {
      event.preventDefault();
      open(link.href, "_blank", "noopener,noreferrer");
    }
  });
}

async function showEdition(told) {
  const changed = String(told.picture) !== document.body.dataset.picture;
  const pages = document.querySelector("#pages");
  if (changed) {
    const isWeb = told.pages.includes("<iframe");
    await (isWeb ? turn(pages, told.pages) : put(pages, told.pages));
    document.body.dataset.picture = told.picture;
    const again = document.querySelector("#again"); // for who does not see that it changed
    again.textContent = "";
    setTimeout(() => { again.textContent = again.dataset.again; }, 100);
  }
  const old = told.state.includes("banner old");
  for (const it of pages.querySelectorAll(".sheet, .screen")) it.classList.toggle("old", old);
  for (const name of ["state", "findings"]) {
    const place = document.querySelector(`#${name}`);
    if (place.told !== told[name]) await put(place, told[name]);
    place.told = told[name];
  }
}

// One piece of news after the other; of an edition only the last that waits is shown.
let waiting = null;
let busy = false;
async function show(told) {
  waiting = told;
  if (busy) return;
  busy = true;
  while (waiting) {
    const next = waiting;
    waiting = null;
    await showEdition(next);
  }
  busy = false;
}

function listen() {
  const stream = new EventSource(`/news?at=${encodeURIComponent(news)}`);
  stream.addEventListener("hello", event => {
    lost.textContent = "";
    if (document.body.classList.contains("grid")) watchCards(JSON.parse(event.data));
  });
  stream.addEventListener("edition", event => show(JSON.parse(event.data)));
  stream.addEventListener("card", event => {
    const { id, html } = JSON.parse(event.data);
    const place = document.getElementById(id);
    if (place) put(place, html).then(sift);
  });
  stream.addEventListener("other", () => location.reload());
  stream.addEventListener("error", () => { lost.textContent = lost.dataset.lost; });
}

// Which small pictures are in sight: these are made first.
let watcher = null;
function watchCards(client) {
  const inSight = new Set();
  let timer = 0;
  const tell = () => fetch(`/in-sight/${client}`, { method: "POST", body: JSON.stringify([...inSight]) });
  watcher?.disconnect();
  watcher = new IntersectionObserver(entries => {
    for (const entry of entries) inSight[entry.isIntersecting ? "add" : "delete"](entry.target.id);
    clearTimeout(timer);
    timer = setTimeout(tell, 80);
  }, { rootMargin: "100px" });
  for (const card of document.querySelectorAll(".cards > li")) watcher.observe(card);
}

function sift() {
  const field = document.querySelector("#sieve");
  if (!field) return;
  const asked = field.value.trim().toLocaleLowerCase();
  const only = document.querySelector("#only").checked;
  let shown = 0;
  for (const plate of document.querySelectorAll(".plate")) {
    const fits = plate.dataset.name.toLocaleLowerCase().includes(asked);
    const found = !only || plate.querySelector(".error, .warning, .card.old, .card.failed");
    plate.hidden = !(fits && found);
    shown += !plate.hidden;
  }
  document.querySelector("#none").hidden = shown > 0;
}

document.querySelector(".sieve")?.addEventListener("input", sift);
document.querySelector(".sieve")?.addEventListener("submit", event => event.preventDefault());
document.addEventListener("load", event => {
  if (event.target.matches?.(".screen iframe")) leadOn(event.target);
}, true);
if (news !== undefined) listen();

export { put, turn };
