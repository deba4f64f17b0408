// The text's page: keys between points, the point's panel, tools for selected words, whose words they are.
// Everything here is reachable by a link or a form as well.

const points = document.getElementById("points");
const panel = document.getElementById("panel");
const tools = document.querySelector(".toolbar"); // without an id: it stands behind the point whose words are selected
const origin = document.getElementById("origin");
const keys = document.getElementById("keys");
const KEYS = "onetext.keys";
const told = new Map(); // whose words a point is made of, by the address where that is told

// --- which point

const numbers = () => [...points.querySelectorAll("a.number[data-point]")];
const pointOf = (node) => (node?.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest?.(".point, .head, [data-panel]");
const idOf = (point) => point?.querySelector("[data-point]")?.dataset.point;

function current() {
  const focused = pointOf(document.activeElement);
  if (focused && points.contains(focused)) return focused;
  const link = numbers().find((one) => one.getBoundingClientRect().top >= 0);
  return link ? pointOf(link) : null;
}

function step(by) {
  const every = numbers();
  const focused = pointOf(document.activeElement);
  const at = focused && points.contains(focused) ? every.indexOf(focused.querySelector("a.number")) : -1;
  const start = current();
  const from = at >= 0 ? at + by : every.indexOf(start?.querySelector("a.number"));
  const next = every[Math.min(Math.max(from, 0), every.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

// --- the panel: the main part of the point's own page, beside the text

const wide = () => panel && matchMedia("(min-width: 75rem)").matches;
let opened = ""; // the id of the point that the panel shows
let from = ""; // the address that it is from

async function open(address, id) {
  const part = await fetched(address);
  if (!part) { location.assign(address); return; }
  const close = document.createElement("button");
  close.type = "button";
  close.className = "second close";
  close.textContent = panel.dataset.close || "×";
  close.setAttribute("aria-label", panel.dataset.closeLabel || close.textContent);
  close.addEventListener("click", shut);
  // The margin moves below the words when the panel opens: the point stays where the eye is.
  const point = document.getElementById(id);
  const before = point?.getBoundingClientRect().top ?? 0;
  told.clear();
  panel.replaceChildren(close, part);
  panel.hidden = false;
  opened = id;
  from = address;
  handOver(part, true);
  mark();
  if (point) scrollBy(0, point.getBoundingClientRect().top - before);
  panel.focus({ preventScroll: true });
  panel.scrollTop = 0;
}

// The point's part of its own page, made ready to stand beside the text; null where there is none.
async function fetched(address) {
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const part = page.querySelector("[data-panel]");
  if (!part) return null;
  for (const one of part.querySelectorAll("[id]")) one.id = `panel-${one.id}`;
  for (const one of part.querySelectorAll("[aria-labelledby]")) one.setAttribute("aria-labelledby", `panel-${one.getAttribute("aria-labelledby")}`);
  for (const one of part.querySelectorAll("h4, h3, h2, h1")) lower(one);
  return part;
}

// Live.js keeps what stands beside the text up to date as it does the page, and knows what must not be touched.
const handOver = (part, isNew) => document.dispatchEvent(new CustomEvent("onetext:beside", { detail: { part, opened: isNew } }));

document.addEventListener("onetext:looked", async () => {
  const id = opened;
  const part = id && await fetched(from).catch(() => null);
  if (!part || opened !== id) return;
  told.clear();
  handOver(part, false);
});

// The page has its own first heading; those of the panel stand below it.
function lower(heading) {
  const level = Math.min(Number(heading.tagName[1]) + 1, 6);
  const made = document.createElement(`h${level}`);
  for (const one of heading.attributes) made.setAttribute(one.name, one.value);
  made.append(...heading.childNodes);
  made.classList.add(`was-${heading.tagName.toLowerCase()}`);
  heading.replaceWith(made);
}

function shut() {
  if (!panel || panel.hidden) return false;
  panel.hidden = true;
  panel.replaceChildren();
  const link = numbers().find((one) => one.dataset.point === opened);
  opened = "";
  mark();
  link?.focus();
  return true;
}

function mark() {
  for (const one of points.querySelectorAll(".opened")) one.classList.remove("opened");
  if (opened) document.getElementById(opened)?.classList.add("opened");
}

// What changes while the page is open: the words are told anew, and the opened point is still marked.
if (points) {
  new MutationObserver((changes) => {
    const fresh = changes.flatMap((one) => [...one.addedNodes]).filter((one) => one.matches?.(".point, .head"));
    if (fresh.length) told.clear();
    if (fresh.some((one) => one.id === opened)) mark();
  }).observe(points, { childList: true });
}
const alone = document.getElementById("one"); // a point on a page of its own
if (alone) new MutationObserver(() => told.clear()).observe(alone, { childList: true });

points?.addEventListener("click", (event) => {
  const link = event.target.closest("a.number[data-point]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !wide()) return;
  event.preventDefault();
  open(link.href, link.dataset.point);
});

panel?.addEventListener("click", (event) => {
  const link = event.target.closest('a[rel="prev"], a[rel="next"]');
  if (!link || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  open(link.href, link.pathname.split("/").filter(Boolean).pop());
});

// --- selected words, and the tools for them

function selected() {
  const chosen = getSelection();
  if (!chosen || chosen.isCollapsed || !chosen.rangeCount) return null;
  const from = pointOf(chosen.anchorNode);
  const inWords = (node) => (node?.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest?.(".words");
  if (!from || from !== pointOf(chosen.focusNode) || !inWords(chosen.anchorNode)) return null;
  const words = chosen.toString().trim();
  return words ? { point: from, words, range: chosen.getRangeAt(0), within: inWords(chosen.anchorNode) } : null;
}

// The selected words as they stand in the point, and behind how many characters: the same words may stand there twice.
function standsAt({ range, within }) {
  const whole = document.createRange();
  whole.selectNodeContents(within);
  const part = range.cloneRange();
  if (part.compareBoundaryPoints(Range.START_TO_START, whole) < 0) part.setStart(within, 0);
  if (part.compareBoundaryPoints(Range.END_TO_END, whole) > 0) part.setEnd(within, within.childNodes.length);
  const words = part.toString();
  const before = offset(within, part.startContainer, part.startOffset) + words.length - words.trimStart().length;
  return { words: words.trim(), from: characters(within.textContent.slice(0, before)) };
}

// The words in quotation marks, to begin a reason with: enough of them to know them by.
function quoted(words) {
  const signs = [...words.replace(/\s+/g, " ")];
  return `“${signs.length > 300 ? `${signs.slice(0, 300).join("")}…` : signs.join("")}”`;
}

const characters = (text) => [...text].length; // as the server counts them: one for each sign, not for each half of it

function showTools() {
  if (!tools) return;
  const found = selected();
  const id = found && idOf(found.point);
  if (!id) {
    if (!tools.contains(document.activeElement)) tools.hidden = true;
    return;
  }
  for (const link of tools.querySelectorAll("a[data-door]")) {
    const query = new URLSearchParams({ provision: id, line: tools.dataset.line });
    if (link.dataset.field) query.set(link.dataset.field, found.words);
    if (link.dataset.field === "words_at") {
      const { words, from } = standsAt(found);
      query.set("words_at", words);
      query.set("words_from", from);
    }
    if (link.dataset.quoted) query.set(link.dataset.quoted, quoted(found.words));
    if (link.dataset.stance) query.set("stance", link.dataset.stance);
    query.set("next", `${decodeURIComponent(tools.dataset.back)}#${id}`);
    link.href = `${tools.dataset.base}${link.dataset.door}/?${query}`;
  }
  const box = found.range.getBoundingClientRect();
  // Behind the point's words in the page, so that Tab leads to it; on the screen, below them.
  if (tools.previousElementSibling !== found.point && found.point.parentElement === points) found.point.after(tools);
  tools.hidden = false;
  const place = tools.offsetParent?.getBoundingClientRect() ?? { left: 0, top: 0 };
  const left = Math.min(Math.max(box.left, 8), innerWidth - tools.offsetWidth - 8);
  tools.style.left = `${left - place.left + (tools.offsetParent === document.body ? scrollX : 0)}px`;
  tools.style.top = `${box.bottom - place.top + 6 + (tools.offsetParent === document.body ? scrollY : 0)}px`;
}

document.addEventListener("selectionchange", () => { clearTimeout(showTools.later); showTools.later = setTimeout(showTools, 120); });

// --- whose words

// Where it is told whose these words are: the words that are shown, in the version that is shown. null: nowhere.
function tellingOf(words) {
  if (words.dataset.words) return words.dataset.words;
  const { version } = points.dataset;
  const link = words.closest(".point, .head")?.querySelector("a.number[data-point]");
  if (!link || version === "") return null; // a published wording: whose its words are is not known
  const address = new URL(link.href);
  address.pathname = `${address.pathname.replace(/\/$/, "")}/words/`;
  if (version) address.searchParams.set("version", version);
  return address.href;
}

async function passages(address) {
  if (!told.has(address)) {
    told.set(address, fetch(address, { headers: { Accept: "text/html" } }).then(async (answer) => {
      if (!answer.ok) return [];
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      return [...page.querySelectorAll("#passages .passage")].map((one) => [one.textContent, one.dataset.said || ""]);
    }));
  }
  return told.get(address);
}

function offset(words, node, within) {
  const range = document.createRange();
  range.setStart(words, 0);
  range.setEnd(node, within);
  return range.toString().length;
}

let asking = 0; // only the word that was asked about last is told of

async function tellOrigin(node, within) {
  if (!origin) return;
  asking += 1;
  const mine = asking;
  const words = (node?.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest?.("#points .words, .words[data-words]");
  const address = words && tellingOf(words);
  if (!address) { origin.hidden = true; return; }
  const at = offset(words, node, within);
  const found = await passages(address);
  if (mine !== asking) return;
  const said = saidAt(found, words.textContent, at);
  if (said && origin.textContent !== said) origin.textContent = said;
  origin.hidden = !said;
}

// What is said of the character at a place; nothing where it is said of other words than those that are shown.
function saidAt(found, shown, at) {
  if (found.map(([words]) => words).join("") !== shown) return "";
  let end = 0;
  for (const [words, said] of found) {
    end += words.length;
    if (at < end) return said;
  }
  return "";
}

function quiet() {
  if (!origin || selected()) return;
  asking += 1;
  origin.hidden = true;
}

let over;
if (origin) document.addEventListener("mousemove", (event) => {
  clearTimeout(over);
  const { clientX: x, clientY: y } = event;
  over = setTimeout(() => {
    const spot = document.caretPositionFromPoint?.(x, y);
    const range = spot ? null : document.caretRangeFromPoint?.(x, y);
    const node = spot?.offsetNode ?? range?.startContainer;
    const inWords = node?.nodeType === Node.TEXT_NODE && node.parentElement.closest(".words");
    if (inWords) tellOrigin(node, spot?.offset ?? range.startOffset);
    else quiet();
  }, 350);
});

// --- a word with the keyboard: w takes the first, the arrows go on, with Shift they take more

function takeWord() {
  const point = current();
  const words = point?.querySelector(".words");
  if (!words) return;
  point.querySelector("a.number")?.focus({ preventScroll: true });
  const chosen = getSelection();
  chosen.setPosition(words, 0);
  chosen.modify("extend", "forward", "word");
  tellSelected();
}

function tellSelected() {
  const chosen = getSelection();
  if (chosen.rangeCount) {
    const range = chosen.getRangeAt(0);
    let { startContainer: node, startOffset: at } = range;
    if (node.nodeType !== Node.TEXT_NODE) {
      const walk = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
      node = walk.nextNode() ?? node;
      at = 0;
    }
    tellOrigin(node, at);
  }
}

function moveWord(event) {
  const found = selected();
  if (!found || !["ArrowLeft", "ArrowRight"].includes(event.key)) return false;
  const rtl = getComputedStyle(found.point.querySelector(".words")).direction === "rtl";
  const forward = (event.key === "ArrowRight") !== rtl;
  const chosen = getSelection();
  if (event.shiftKey) {
    chosen.modify("extend", forward ? "forward" : "backward", "word");
  } else {
    if (forward) chosen.collapseToEnd();
    else { chosen.collapseToStart(); chosen.modify("move", "backward", "word"); }
    chosen.modify("extend", "forward", "word");
  }
  if (!selected()) { chosen.removeAllRanges(); chosen.addRange(found.range); }
  tellSelected();
  return true;
}

// --- keys

const typing = (node) => node.closest?.("input, textarea, select, [contenteditable], dialog");
const keysOn = () => { try { return localStorage.getItem(KEYS) !== "off"; } catch { return true; } };

function goTo(door) {
  const id = idOf(current());
  if (!id || !tools) return;
  const next = `${decodeURIComponent(tools.dataset.back)}#${id}`;
  location.assign(`${tools.dataset.base}${door}/?${new URLSearchParams({ provision: id, line: tools.dataset.line, next })}`);
}

const ACTIONS = {
  j: () => step(1),
  k: () => step(-1),
  w: takeWord,
  a: () => goTo("amend"),
  s: () => goTo("stance"),
  c: () => goTo("comment"),
  "/": () => document.getElementById("q")?.focus(),
  "?": () => keys.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (!points || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === "Escape") {
    if (selected()) { getSelection().removeAllRanges(); if (tools) tools.hidden = true; if (origin) origin.hidden = true; }
    else shut();
    return;
  }
  if (moveWord(event)) { event.preventDefault(); return; }
  if (["ArrowDown", "ArrowUp"].includes(event.key) && event.target.matches?.("a.number")) {
    event.preventDefault();
    step(event.key === "ArrowDown" ? 1 : -1);
    return;
  }
  if (!keysOn() || !(event.key in ACTIONS)) return;
  event.preventDefault();
  ACTIONS[event.key]();
});

const help = document.getElementById("help");
if (help && keys) {
  help.hidden = false;
  help.addEventListener("click", () => keys.showModal());
  const box = document.getElementById("keys-on");
  box.checked = keysOn();
  box.addEventListener("change", () => { try { localStorage.setItem(KEYS, box.checked ? "on" : "off"); } catch { box.checked = true; } });
}

// --- a form that was opened for some words: they are marked in the editor

const editor = document.querySelector("form.door textarea[data-from]");
if (editor) {
  const signs = [...editor.value];
  const [from, to] = [editor.dataset.from, editor.dataset.to].map((at) => signs.slice(0, at).join("").length);
  editor.focus();
  editor.setSelectionRange(from, to);
}
