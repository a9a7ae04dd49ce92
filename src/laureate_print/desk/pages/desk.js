// The translator's desk: says to the server what is typed, and shows what it tells of it.
// No library, no build step.

import { put, turn } from "/own/preview.js";

const { desk, at } = document.body.dataset;
const said = document.querySelector("#said");
const lost = document.querySelector("#lost");
const pages = document.querySelector("#pages");
const messages = () => [...document.querySelectorAll(".message")];
const field = message => message.querySelector("textarea");
const fields = message => [...message.querySelectorAll("textarea")];
const texts = message => fields(message).map(it => it.value);
const inReview = () => document.body.dataset.role === "reviewer";

const SOON = 150; // ms without a key: then what was typed is said
const AT_LATEST = 600; // ms, while somebody types on and on
const AGAIN = 1000; // ms, when the server did not answer

async function post(act, value) {
  const answer = await fetch(`/${act}/${desk}`, { method: "POST", body: JSON.stringify(value) });
  if (!answer.ok) throw new Error(`${act}: ${answer.status}`);
  return answer.json();
}

// What is said is seen for a while; what only repeats what is to be seen is only heard.
let ends = 0;
function say(text) {
  hear(text, said);
  clearTimeout(ends);
  ends = setTimeout(() => { said.textContent = ""; }, 7000 + 60 * text.length);
}

function hear(text, place = document.querySelector("#heard")) {
  place.textContent = "";
  setTimeout(() => { place.textContent = text; }, 50); // so that it is new to a screen reader
}

// What is typed. A message is `unsaid` from the first key until the server has it; what an input
// method still composes is none of anybody's business.

const unsaid = new Map(); // message → when its first unsaid key came
const composing = new Set();
let saying = null;
let timer = 0;

function typed(message) {
  if (!unsaid.has(message)) unsaid.set(message, performance.now());
  message.dataset.unsaved = "";
  clearTimeout(timer);
  const waited = performance.now() - Math.min(...unsaid.values());
  timer = setTimeout(sayTyped, Math.max(0, Math.min(SOON, AT_LATEST - waited)));
}

function sayTyped() {
  saying = (saying ?? Promise.resolve()).then(sayNow);
  return saying;
}

async function sayNow() {
  clearTimeout(timer);
  const now = [...unsaid.keys()].filter(it => !composing.has(it));
  if (!now.length) return;
  const value = now.map(it => ({
    message: it.id, texts: texts(it), version: Number(it.dataset.version),
    needs_work: it.querySelector("[data-act=needs-work]").checked,
  }));
  for (const it of now) unsaid.delete(it);
  try {
    const { versions = {}, trouble = [] } = await post("type", value);
    for (const [id, version] of Object.entries(versions)) {
      document.getElementById(id).dataset.version = version;
    }
    if (trouble.length) say(trouble.join(" "));
    locked(false);
  } catch {
    for (const it of now) if (!unsaid.has(it)) unsaid.set(it, performance.now());
    locked(true);
    timer = setTimeout(sayTyped, AGAIN);
  }
}

// Where nobody listens, nothing can be kept: then nothing can be typed.
function locked(on) {
  lost.textContent = on ? lost.dataset.lost : "";
  document.body.classList.toggle("locked", on);
  for (const it of document.querySelectorAll(".message textarea")) it.readOnly = on || inReview();
}

function fit(area) {
  if (CSS.supports("field-sizing", "content")) return;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
}

document.addEventListener("compositionstart", event => {
  const message = event.target.closest(".message");
  if (message) composing.add(message);
});
document.addEventListener("compositionend", event => {
  const message = event.target.closest(".message");
  if (message && composing.delete(message)) written(message);
});
document.addEventListener("input", event => {
  if (!event.target.matches(".message textarea")) return;
  fit(event.target);
  const message = event.target.closest(".message");
  if (!event.isComposing && !composing.has(message)) written(message);
});

// Who changes a text that needed work has done it; who did not may say so again.
function written(message) {
  message.querySelector("[data-act=needs-work]").checked = false;
  typed(message);
}

addEventListener("beforeunload", event => { if (unsaid.size) event.preventDefault(); });
document.addEventListener("visibilitychange", () => { if (document.hidden) sayTyped(); });

// What the server tells.

function listen() {
  const stream = new EventSource(`/news/desk/${at}?picture=${document.body.dataset.picture}`);
  stream.addEventListener("hello", () => { locked(false); sayTyped(); });
  stream.addEventListener("desk", event => show(JSON.parse(event.data)));
  stream.addEventListener("other", () => sayTyped().then(() => location.reload()));
  stream.addEventListener("error", () => locked(true));
}

const waiting = [];
let busy = false;
async function show(news) {
  for (const [id, told] of Object.entries(news.messages)) showMessage(document.getElementById(id), told);
  if (news.counted) document.querySelector("#counted").innerHTML = news.counted;
  if (news.state) put(document.querySelector("#state"), news.state);
  if (news.missing !== undefined) document.querySelector("#missing").innerHTML = news.missing;
  if (news.order) order(news.order);
  if (news.room !== undefined) room = news.room;
  showRoom();
  pages.ariaBusy = news.making;
  sift();
  waiting.push(news);
  if (busy) return;
  busy = true;
  while (waiting.length) {
    const all = waiting.splice(0);
    await showPages(Object.assign({}, ...all)); // of several pages only the last
  }
  busy = false;
}

function showMessage(message, told) {
  if (!message) return;
  const area = message.querySelector(".told");
  if (area.told !== told.told) {
    area.innerHTML = told.told;
    area.told = told.told;
    for (const it of area.querySelectorAll("[data-lang]")) {
      it.lang = field(message).lang;
      it.dir = field(message).dir;
    }
    if (message === current && told.worst && told.worst !== message.dataset.worst) {
      hear(area.querySelector(`.${told.worst}, .torn`)?.textContent ?? "");
    }
  }
  message.dataset.worst = told.worst;
  message.dataset.state = told.state;
  if (unsaid.has(message) || composing.has(message)) return;
  message.toggleAttribute("data-unsaved", told.unsaved);
  if (told.version < Number(message.dataset.version)) return; // it was on its way when we typed
  message.dataset.version = told.version;
  message.querySelector("[data-act=needs-work]").checked = told.needs_work;
  fields(message).forEach((it, number) => {
    if (it.value !== told.texts[number]) {
      it.value = told.texts[number];
      fit(it);
    }
  });
}

// Messages that are new need fields; in what order the others stand can wait.
function order(ids) {
  for (const it of messages()) it.classList.toggle("gone", !ids.includes(it.id) && !unsaid.has(it));
  if (ids.some(id => !document.getElementById(id)) && !composing.size) {
    sayTyped().then(() => location.reload());
  }
}

let segments = {};
let room = "";
function showRoom() {
  const place = current?.querySelector(".room");
  if (place && place.innerHTML !== room) place.innerHTML = room;
}

async function showPages(news) {
  if (news.segments) segments = news.segments;
  if (news.pages !== undefined) {
    await (news.pages.includes("<iframe") ? turn(pages, news.pages) : renew(news.pages));
    document.body.dataset.picture = news.picture;
  }
  for (const it of pages.querySelectorAll(".sheet, .screen")) it.classList.toggle("old", news.old);
  mark(false);
}

// New pages take the place of the old ones when those are there that somebody sees.
async function renew(html) {
  const part = document.createRange().createContextualFragment(html);
  const place = pages.getBoundingClientRect();
  const old = [...pages.querySelectorAll(".sheet")];
  const seen = [...part.querySelectorAll(".sheet img")].filter((picture, number) => {
    const box = old[number]?.getBoundingClientRect();
    const isSeen = box ? box.bottom > place.top && box.top < place.bottom : number < 2;
    picture.loading = isSeen ? "eager" : "lazy";
    return isSeen;
  });
  await Promise.allSettled(seen.map(it => it.decode()));
  pages.replaceChildren(part);
}

// The message at which somebody is, and its place on the page.

let current = null;

function become(message) {
  if (message === current) return;
  current?.classList.remove("current");
  current = message;
  current.classList.add("current");
  sessionStorage.setItem(`at ${desk}`, current.id);
  showRoom();
  mark(true);
  similar(current);
}

async function similar(message) {
  const place = message.querySelector(".similar");
  const answer = await fetch(`/similar/${desk}/${message.id}`).catch(() => null);
  if (answer?.ok) place.innerHTML = await answer.text();
}

function mark(scrolls) {
  if (!current || !pages) return;
  for (const it of pages.querySelectorAll(".message")) {
    it.classList.toggle("current", it.dataset.message === current.id);
  }
  const first = pages.querySelector("rect.message.current");
  if (first && scrolls) show_within(first);
  const frame = pages.querySelector("iframe");
  if (frame) markIn(frame, scrolls);
}

function show_within(box) {
  const [inner, outer] = [box.getBoundingClientRect(), pages.getBoundingClientRect()];
  const middle = inner.top + inner.height / 2 - outer.top - pages.clientHeight / 2;
  if (inner.top < outer.top || inner.bottom > outer.bottom) pages.scrollBy({ top: middle });
}

// A web page: messages are counted by its letters, as `page/places.py` does.

const UNSEEN = "style, script, template";
const NO_LETTER = /[\s\u00ad\u200b\u2060\ufeff]/;

function lettersOf(frame) {
  const page = frame.contentDocument;
  if (!page?.body || frame.lettered === page) return frame.runs ?? [];
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  const runs = [];
  let count = 0;
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.parentElement.closest(UNSEEN)) continue;
    const own = units(node.data).filter(place => !NO_LETTER.test(node.data[place]));
    runs.push({ node, begin: count, places: own });
    count += own.length;
  }
  frame.runs = runs;
  frame.lettered = page;
  return runs;
}

// The places of whole characters: Python counts these, not halves of surrogate pairs.
function units(text) {
  const places = [];
  let at = 0;
  for (const character of text) {
    places.push(at);
    at += character.length;
  }
  return places;
}

function rangesOf(frame, id) {
  const page = frame.contentDocument;
  return (segments[id] ?? []).flatMap(([begin, end]) =>
    lettersOf(frame).filter(it => it.begin < end && it.begin + it.places.length > begin).map(it => {
      const range = page.createRange();
      const last = it.places[Math.min(end - it.begin, it.places.length) - 1];
      range.setStart(it.node, it.places[Math.max(0, begin - it.begin)]);
      range.setEnd(it.node, last + String.fromCodePoint(it.node.data.codePointAt(last)).length);
      return range;
    }));
}

function markIn(frame, scrolls) {
  const inside = frame.contentWindow;
  if (!frame.contentDocument?.body || !inside.CSS?.highlights) return;
  const ranges = rangesOf(frame, current.id);
  if (!frame.contentDocument.adoptedStyleSheets.length) {
    const style = new inside.CSSStyleSheet();
    style.replaceSync("::highlight(desk) { background-color: #ffd75e; color: #1b2232; }");
    frame.contentDocument.adoptedStyleSheets = [style];
  }
  inside.CSS.highlights.set("desk", new inside.Highlight(...ranges));
  const box = ranges[0]?.getBoundingClientRect();
  if (box && scrolls && (box.top < 0 || box.bottom > inside.innerHeight)) {
    inside.scrollBy({ top: box.top - inside.innerHeight / 3 });
  }
}

function messageAt(frame, event) {
  const page = frame.contentDocument;
  const caret = page.caretPositionFromPoint?.(event.clientX, event.clientY)
    ?? page.caretRangeFromPoint?.(event.clientX, event.clientY);
  const node = caret?.offsetNode ?? caret?.startContainer;
  const run = lettersOf(frame).find(it => it.node === node);
  if (!run) return null;
  const offset = caret.offset ?? caret.startOffset;
  const letter = run.begin + Math.max(0, run.places.filter(place => place < offset).length - 1);
  const around = Object.entries(segments).flatMap(([id, parts]) => parts
    .filter(([begin, end]) => begin <= letter && letter < end)
    .map(([begin, end]) => [end - begin, id]));
  const [, id] = around.sort(([one], [other]) => one - other)[0] ?? []; // the innermost
  return id && document.getElementById(id);
}

function follow(frame) {
  const page = frame.contentDocument;
  if (!page || frame.followed === page) return;
  frame.followed = page;
  page.addEventListener("click", click => {
    const message = messageAt(frame, click);
    if (message) goTo(message);
  });
  mark(true);
}
document.addEventListener("load", event => {
  if (event.target.matches?.(".screen iframe")) follow(event.target);
}, true);

pages?.addEventListener("click", event => {
  const id = event.target.dataset?.message;
  if (id) goTo(document.getElementById(id));
});

// From message to message.

const shown = () => messages().filter(it => !it.hidden && !it.classList.contains("gone"));
// Labels that come with the program are nobody's to review.
const toDo = it => inReview() ? it.dataset.state === "translated" && !("packaged" in it.dataset)
  : ["untranslated", "needs-work"].includes(it.dataset.state) || it.dataset.worst === "error";

function goTo(message) {
  if (!message) return;
  message.hidden = false;
  document.body.classList.remove("page-first");
  document.querySelector("#turn").setAttribute("aria-pressed", "false");
  field(message).focus({ preventScroll: true });
  message.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const list = shown();
  goTo(list[list.indexOf(current) + by] ?? (current ? null : list[0]));
}

function nextToDo() {
  const list = shown();
  const here = list.indexOf(current);
  const next = [...list.slice(here + 1), ...list.slice(0, Math.max(0, here))].find(toDo);
  next ? goTo(next) : say(said.dataset.last);
}

function toPage() {
  document.body.classList.add("page-first");
  document.querySelector("#turn").setAttribute("aria-pressed", "true");
  pages.focus({ preventScroll: true });
  mark(true);
  tellPlace();
}

function tellPlace() {
  const id = current?.id;
  const seen = pages.querySelector("rect.message.current") ?? segments[id]?.length;
  const source = current?.querySelector(".source p:last-child").textContent ?? "";
  document.querySelector("#here").textContent = seen ? said.dataset.here.replace("{text}", source) : said.dataset.nowhere;
  hear(document.querySelector("#here").textContent);
}

pages?.addEventListener("keydown", event => {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by && !event.ctrlKey && !event.altKey) {
    event.preventDefault();
    const list = shown();
    const next = list[list.indexOf(current) + by];
    if (next) { become(next); tellPlace(); }
  } else if (event.key === "Enter" || event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    goTo(current);
  }
});

document.addEventListener("focusin", event => {
  const message = event.target.closest?.(".message");
  if (message) become(message);
});

// Saving and reviewing.

async function save() {
  await sayTyped();
  const { saved = 0, torn = 0, trouble = [] } = await post("save", {}).catch(() => ({ trouble: [lost.dataset.lost] }));
  const told = [saved || !torn && !trouble.length ? (saved ? said.dataset.saved.replace("{n}", saved) : said.dataset.nothing) : ""];
  if (torn) told.push(said.dataset.torn.replace("{n}", torn));
  say([...told, ...trouble].filter(Boolean).join(" "));
}

const reviewer = document.querySelector("#reviewer");

async function judge(act, message, more) {
  if (!reviewer.value.trim()) {
    say(said.dataset.name);
    reviewer.focus();
    return false;
  }
  await sayTyped();
  const value = { message: message.id, texts: texts(message), by: reviewer.value, ...more };
  const { trouble = [] } = await post(act, value).catch(() => ({ trouble: [lost.dataset.lost] }));
  if (trouble.length) { say(trouble.join(" ")); return false; }
  message.dataset.state = act === "accept" ? "reviewed" : "needs-work";
  say(act === "accept" ? said.dataset.accepted : said.dataset.returned);
  return true;
}

function giveBack(message) {
  const form = message.querySelector(".note");
  form.hidden = !form.hidden;
  (form.hidden ? field(message) : form.querySelector("input")).focus();
}

async function settle(message, chosen) {
  unsaid.delete(message);
  fields(message).forEach((it, number) => { it.value = chosen[number] ?? ""; fit(it); });
  await post("settle", { message: message.id, texts: chosen });
  field(message).focus();
}

function take(message, text) {
  const area = fields(message).find(it => it === document.activeElement) ?? field(message);
  area.focus();
  area.select();
  if (!document.execCommand("insertText", false, text)) { // so that Ctrl+Z brings the old one back
    area.value = text;
    written(message);
  }
}

// Makes the catalogs that a language lacks, or brings them up to date.
async function prepare(_, button) {
  button.disabled = true;
  await sayTyped();
  const { trouble = [], lines = [] } = await post("prepare", {});
  button.disabled = false;
  const advice = lines.filter(it => !/^(locales\/|next:)/.test(it)); // letters that no face draws
  sessionStorage.setItem("advice", advice.join(" "));
  trouble.length ? say(trouble.join(" ")) : location.reload();
}

const ACTS = {
  prepare,
  accept: message => judge("accept", message).then(done => { if (done) nextToDo(); }),
  return: giveBack,
  copy: message => take(message, message.querySelector(".source p:not(.context)").textContent),
  "to-page": toPage,
  mine: message => settle(message, texts(message)),
  theirs: (message, button) => settle(message, JSON.parse(button.dataset.texts)),
  forget: (_, button) => post("forget", { message: button.dataset.message }),
  take: (message, button) => take(message, button.dataset.text),
};

document.addEventListener("click", event => {
  const button = event.target.closest?.("button[data-act]");
  if (button) ACTS[button.dataset.act](button.closest(".message"), button);
});
document.addEventListener("change", event => {
  if (event.target.matches("[data-act=needs-work]")) typed(event.target.closest(".message"));
  if (event.target.name === "sieve") sift();
  if (event.target.name === "role") become_role(event.target.value);
});
document.addEventListener("submit", async event => {
  event.preventDefault();
  const message = event.target.closest(".message");
  const input = event.target.querySelector("input");
  if (await judge("return", message, { note: input.value })) {
    input.value = "";
    event.target.hidden = true;
    goTo(message);
    nextToDo();
  }
});

function become_role(role) {
  document.body.dataset.role = role;
  sessionStorage.setItem("role", role);
  locked(document.body.classList.contains("locked"));
  if (role === "reviewer" && !reviewer.value) reviewer.focus();
}

function sift() {
  const chosen = document.querySelector("[name=sieve]:checked")?.value;
  const fits = {
    "to-do": it => ["untranslated", "needs-work"].includes(it.dataset.state),
    unreviewed: it => it.dataset.state !== "reviewed" && !("packaged" in it.dataset),
    found: it => it.dataset.worst,
  }[chosen] ?? (() => true);
  for (const it of messages()) it.hidden = !fits(it) && it !== current;
  for (const list of document.querySelectorAll(".messages")) {
    list.previousElementSibling.hidden = !list.querySelector(".message:not([hidden])");
  }
  const none = document.querySelector(".words .none");
  if (none) none.hidden = shown().length > 0;
}

document.addEventListener("keydown", event => {
  if (event.isComposing || event.keyCode === 229) return; // an input method has it
  const main = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  const isField = current && !inReview() && event.target.matches(".message textarea");
  let done = true;
  if (main && key === "s") save();
  else if (main && event.shiftKey && key === "enter" && inReview() && current) giveBack(current);
  else if (main && key === "enter" && event.target.form?.matches(".note")) event.target.form.requestSubmit();
  else if (main && key === "enter") inReview() && current ? ACTS.accept(current) : nextToDo();
  else if (key === "escape" && event.target.form?.matches(".note")) giveBack(current);
  else if (main && key === "arrowdown") step(1);
  else if (main && key === "arrowup") step(-1);
  else if (main && key === "b" && isField) ACTS.copy(current);
  else if (main && key === "u" && isField) current.querySelector("[data-act=needs-work]").click();
  else if (event.altKey && key === "enter") document.activeElement === pages ? goTo(current) : toPage();
  else done = false;
  if (done) event.preventDefault();
});

document.querySelector("#save")?.addEventListener("click", save);
document.querySelector("#turn")?.addEventListener("click", event => {
  const on = document.body.classList.toggle("page-first");
  event.target.setAttribute("aria-pressed", on);
  mark(true);
});
if (at) {
  reviewer.value = localStorage.getItem("reviewer") ?? "";
  reviewer.addEventListener("change", () => localStorage.setItem("reviewer", reviewer.value));
  const role = sessionStorage.getItem("role") ?? "writer";
  document.querySelector(`[name=role][value=${role}]`).checked = true;
  become_role(role);
  for (const it of document.querySelectorAll(".message textarea")) fit(it);
  for (const it of pages.querySelectorAll("iframe")) { // which may have been faster
    if (it.contentDocument?.readyState === "complete" && it.contentDocument.URL !== "about:blank") follow(it);
  }
  const advice = sessionStorage.getItem("advice");
  if (advice) say(advice);
  sessionStorage.removeItem("advice");
  listen();
  document.querySelector(".which [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });
  const last = document.getElementById(sessionStorage.getItem(`at ${desk}`)) ?? shown().find(toDo) ?? shown()[0];
  if (last && role === "writer") goTo(last);
  else if (last) become(last);
}
