// Live pages. While a page is looked at, a stream says that something changed for whoever looks (names, no words).
// The script then fetches the same address and puts in what differs. It never touches what somebody is at work on.
//
//   [data-live-page]   the part of the page that is kept up to date; its data-live-seen says what it shows
//   [data-live]        a leaf with an id: swapped whole when its HTML differs from what the server sent before
//   [data-live-list]   an element with an id whose children have ids: these are added, removed and put in order
//   [data-live-news]   a leaf that is hidden until it reads otherwise than when the page was opened, as beside a form
//
// A part of another page can stand on this one (the panel beside the text). The script that put it there says so with
// an event "onetext:beside", and again with each newer state; "onetext:looked" tells it when to fetch one.
//
// A leaf that holds the focus, a selection, an open dialog or something typed stays as it is: beside it stands a
// notice with a button that shows the new state, and what was typed is carried over.
(() => {
  "use strict";
  const main = document.querySelector("[data-live-page]");
  const words = document.getElementById("live-words")?.dataset;
  if (!main || !words || !window.EventSource) return;

  const PAUSE = 300; // between two fetches (ms); longer where the server is slow
  const POLL = 5000; // how often to look when streams are refused
  const LONGEST = 15000; // between two attempts to connect
  const SILENCE = 40000; // a stream without a heartbeat for so long is lost
  const TOKENS = 'input[name="csrfmiddlewaretoken"], input[name="once"]'; // fresh in every answer
  const PARTS = "[data-live][id], [data-live-list][id]";
  const byId = (root, id) => root.querySelector(`#${CSS.escape(id)}`);

  // ---- What the server said ---------------------------------------------------------------------------------------

  // The HTML of each leaf as it was sent last. The page itself may differ from it: something opened, or typed.
  const sent = new Map();
  const beside = new Map(); // the same of the part of another page
  const first = new Map(); // of each leaf that is hidden until it changes, how it was at the beginning

  /** The HTML of a leaf, without tokens and without the parts inside it that are live by themselves. */
  function html(leaf) {
    const copy = leaf.cloneNode(true);
    for (const token of copy.querySelectorAll(TOKENS)) token.removeAttribute("value");
    for (const part of copy.querySelectorAll(PARTS)) part.replaceWith(document.createComment(part.id));
    return copy.outerHTML;
  }

  const leaves = (root) => root.querySelectorAll("[data-live][id]:not([data-live-list])");

  function remember(root, into = sent) {
    into.clear();
    for (const leaf of leaves(root)) into.set(leaf.id, html(leaf));
  }

  // ---- What must not be touched -----------------------------------------------------------------------------------

  const fields = (element) => [...element.querySelectorAll("input, select, textarea")];

  function edited(field) {
    if (field.matches("select")) {
      const usual = [...field.options].some((option) => option.defaultSelected);
      return usual ? [...field.options].some((one) => one.selected !== one.defaultSelected) : field.selectedIndex > 0;
    }
    if (field.matches('[type="checkbox"], [type="radio"]')) return field.checked !== field.defaultChecked;
    return field.type !== "hidden" && field.value !== field.defaultValue;
  }

  function busy(element) {
    const focus = document.activeElement, selection = getSelection();
    if (focus && element.contains(focus)) return true;
    if (selection.rangeCount && !selection.isCollapsed && selection.getRangeAt(0).intersectsNode(element)) return true;
    return element.querySelector("dialog[open]") !== null || fields(element).some(edited);
  }

  // ---- Newer states that wait until somebody has finished ---------------------------------------------------------

  const waiting = new Map(); // the id of an element: its newer state, or null where it is gone

  const notice = (id) => document.querySelector(`[data-changed-for="${CSS.escape(id)}"]`);

  function offer(element, fresh) {
    waiting.set(element.id, fresh);
    if (notice(element.id)) return;
    const paragraph = document.createElement("p"), button = document.createElement("button");
    paragraph.className = "changed-meanwhile";
    paragraph.dataset.changedFor = element.id;
    button.type = "button";
    button.className = "second";
    button.textContent = words.show;
    button.addEventListener("click", () => show(element.id, true));
    paragraph.append(`${words.changed} `, button);
    // In a list or table a paragraph cannot stand beside the element: it goes to its end.
    const place = element.matches("tr") ? element.lastElementChild : element;
    if (element.matches("li, tr, td, th, dd, dt")) place.append(paragraph);
    else element.after(paragraph);
  }

  function settled(id) {
    waiting.delete(id);
    notice(id)?.remove();
  }

  function show(id, asked) {
    const element = document.getElementById(id), fresh = waiting.get(id);
    if (!element || fresh === undefined) return settled(id);
    if (!asked && busy(element)) return undefined;
    if (fresh === null) { settled(id); element.remove(); return undefined; }
    put(element, fresh);
    if (asked) (fresh.matches("[tabindex]") ? fresh : fresh.querySelector("a, button, input, textarea"))?.focus();
    return undefined;
  }

  /** What nobody is at work on any more takes its newer state by itself. */
  let rest = 0;
  function rested() {
    clearTimeout(rest);
    if (waiting.size) rest = setTimeout(() => { for (const id of [...waiting.keys()]) show(id, false); }, 500);
  }

  // ---- Putting in what differs ------------------------------------------------------------------------------------

  /** Put the newer state of a leaf in its place. What was opened stays open, what was typed is carried over. */
  function put(element, fresh) {
    settled(element.id);
    for (const inner of fresh.querySelectorAll(PARTS)) {
      const mine = byId(element, inner.id);
      if (mine) inner.replaceWith(mine); // live by itself: compared by itself
    }
    for (const opened of element.querySelectorAll("details[id][open]")) byId(fresh, opened.id)?.setAttribute("open", "");
    for (const field of fields(element).filter((one) => edited(one) && one.name)) carry(field, fresh);
    if (fresh.matches("[data-live-news]")) fresh.hidden = first.get(fresh.id) === html(fresh);
    element.replaceWith(fresh);
    mark(fresh);
  }

  function carry(field, fresh) {
    const same = fields(fresh).filter((one) => one.name === field.name && one.type === field.type);
    const target = same.find((one) => one.id === field.id) || (same.length === 1 ? same[0] : null);
    if (!target) return;
    if (field.matches('[type="checkbox"], [type="radio"]')) target.checked = field.checked;
    else if (field.type !== "file") target.value = field.value;
  }

  function mark(element) {
    element.classList.add("arrived");
    setTimeout(() => element.classList.remove("arrived"), 2600);
  }

  /** Make the page show what `page` shows. Answers how many parts differ. */
  function update(page) {
    let count = 0;
    for (const id of sent.keys()) {
      const here = byId(page, id) ? null : document.getElementById(id);
      if (here && !here.parentElement.matches("[data-live-list]")) count += drop(here);
    }
    for (const leaf of leaves(page)) {
      const here = document.getElementById(leaf.id);
      // A leaf that is new comes with the list, or the leaf, that it stands in; otherwise it finds its place here.
      if (!here && !leaf.parentElement.closest(PARTS)) count += settle(leaf);
      count += swap(leaf, sent);
    }
    for (const list of page.querySelectorAll("[data-live-list][id]")) {
      const here = document.getElementById(list.id);
      if (here && main.contains(here)) count += updateList(here, list);
    }
    return count;
  }

  /** Put a leaf in where it differs from what was sent of it before. */
  function swap(leaf, before) {
    const here = document.getElementById(leaf.id);
    if (!here || !before.has(leaf.id) || before.get(leaf.id) === html(leaf)) return 0;
    const fresh = document.importNode(leaf, true);
    // Parts inside it would lose focus and selection too, because they are moved with it.
    if (busy(here)) offer(here, fresh); else put(here, fresh);
    return 1;
  }

  /** The part of another page: just opened, or in a newer state. */
  document.addEventListener("onetext:beside", ({ detail: { part, opened } }) => {
    if (!opened) for (const leaf of leaves(part)) announce(swap(leaf, beside));
    else for (const id of beside.keys()) settled(id);
    remember(part, beside);
    rested();
  });

  /** Take an element away that is gone. */
  function drop(element) {
    if (busy(element)) offer(element, null); else { settled(element.id); element.remove(); }
    return 1;
  }

  /** Put a new leaf behind the nearest element before it that is here too, or first in what it stands in. */
  function settle(leaf) {
    const fresh = document.importNode(leaf, true);
    let before = leaf.previousElementSibling;
    while (before && !(before.id && document.getElementById(before.id))) before = before.previousElementSibling;
    const parent = leaf.parentElement.matches("[data-live-page]") ? main : document.getElementById(leaf.parentElement.id);
    if (before) behindAll(document.getElementById(before.id)).after(fresh);
    else if (parent) parent.prepend(fresh);
    else return 0;
    mark(fresh);
    return 1;
  }

  /** An element, or the notice that stands behind it. */
  function behindAll(element) {
    const next = element.nextElementSibling;
    return next?.matches(".changed-meanwhile") ? next : element;
  }

  function updateList(here, list) {
    let count = 0;
    const wanted = [...list.children].filter((child) => child.id);
    const ids = new Set(wanted.map((child) => child.id));
    for (const child of [...here.children]) {
      if (!child.id || ids.has(child.id)) continue;
      count += drop(child);
    }
    const mine = new Map([...here.children].filter((child) => child.id).map((child) => [child.id, child]));
    let last = null;
    for (const child of wanted) {
      let one = mine.get(child.id);
      if (!one) {
        one = document.importNode(child, true);
        mark(one);
        count += 1;
      }
      // A node that is moved loses focus and selection: whatever is in use stays, and the others go round it.
      if (one.parentNode !== here || (follows(last, one, here) === false && !busy(one))) {
        here.insertBefore(one, last ? behind(last) : here.firstElementChild);
      }
      last = one;
    }
    return count;
  }

  /** What stands behind a child and its notice. */
  function behind(child) {
    let next = child.nextElementSibling;
    while (next?.matches(".changed-meanwhile")) next = next.nextElementSibling;
    return next;
  }

  /** Whether `one` is the next child behind `last` that is not there only because somebody is still at work on it. */
  function follows(last, one, here) {
    let next = last ? behind(last) : here.firstElementChild;
    while (next && next !== one && (!next.id || waiting.get(next.id) === null)) next = next.nextElementSibling;
    return next === one;
  }

  // ---- Telling, quietly -------------------------------------------------------------------------------------------

  function line(name, role, value) {
    const paragraph = document.createElement("p");
    paragraph.className = name;
    paragraph.setAttribute(role, value);
    document.body.append(paragraph);
    return paragraph;
  }

  const status = line("live-status", "role", "status"), heard = line("heard", "aria-live", "polite");
  let news = 0, telling = 0;

  /** Tell those who cannot look; what comes within two seconds in one sentence. */
  function announce(count) {
    news += count;
    if (!news || telling) return;
    telling = setTimeout(() => { heard.textContent = `${words.news} ${news}`; news = 0; telling = 0; }, 2000);
  }

  function connected(is) {
    const said = is ? "" : words.lost;
    if (status.textContent !== said) status.textContent = said;
  }

  // ---- Fetching ---------------------------------------------------------------------------------------------------

  let seen = main.dataset.liveSeen;
  let fetching = null, again = false, nextFetch = 0;

  /** Bring the page up to date; asked for twice, it fetches once more at the end. */
  function refresh() {
    if (fetching) { again = true; return; }
    fetching = setTimeout(async () => {
      await look();
      fetching = null;
      if (again) { again = false; refresh(); }
    }, Math.max(0, nextFetch - performance.now()));
  }

  /** Fetch the page and put in what differs. Answers whether the server is there. */
  async function look() {
    const began = performance.now();
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html", "X-Onetext-Live": "1" } });
      // Signed out, or no place here any more: the browser goes where the server sends it.
      if (answer.redirected && new URL(answer.url).pathname !== location.pathname) leaveFor(answer.url);
      else if (answer.status === 403 || answer.status === 404) leaveFor(location.href);
      else if (answer.ok) take(new DOMParser().parseFromString(await answer.text(), "text/html"));
      return answer.status < 500;
    } catch {
      return false;
    } finally {
      const took = performance.now() - began; // a slow server is asked less often
      nextFetch = performance.now() + Math.max(PAUSE, 3 * took);
    }
  }

  let left = false;
  function leaveFor(address) {
    left = true;
    close();
    if (address === location.href) location.reload(); else location.assign(address);
  }

  function take(answer) {
    const page = answer.querySelector("[data-live-page]");
    if (!page) return;
    const anchor = scrollY ? [...main.querySelectorAll(PARTS)].find((part) => part.getBoundingClientRect().top >= 0) : null;
    const id = anchor?.id, top = anchor?.getBoundingClientRect().top;
    const count = update(page);
    const now = id && document.getElementById(id);
    if (count && now) scrollBy({ top: now.getBoundingClientRect().top - top, behavior: "instant" });
    remember(page);
    seen = page.dataset.liveSeen;
    if (count) document.dispatchEvent(new CustomEvent("onetext:live", { detail: { count } }));
    document.dispatchEvent(new CustomEvent("onetext:looked"));
    announce(count);
    rested();
  }

  // ---- Listening --------------------------------------------------------------------------------------------------

  let source = null, attempts = 0, timer = 0, silence = 0;

  function open() {
    close();
    if (document.hidden || left) return;
    source = new EventSource(`/n/${main.dataset.livePage}/live/?seen=${encodeURIComponent(seen)}`);
    source.addEventListener("open", () => { attempts = 0; connected(true); alive(); });
    source.addEventListener("beat", alive);
    source.addEventListener("message", (message) => { alive(); if (message.lastEventId !== seen) refresh(); });
    source.addEventListener("error", lost);
  }

  function alive() {
    clearTimeout(silence);
    silence = setTimeout(lost, SILENCE);
  }

  function close() {
    clearTimeout(timer);
    clearTimeout(silence);
    source?.close();
    source = null;
  }

  /** The stream ended or was refused: look at the page itself, and try again, later and later. */
  async function lost() {
    close();
    attempts += 1;
    // Not all pages at once, after a server's restart.
    const pause = Math.min(LONGEST, 400 * 2 ** Math.min(attempts, 6)) * (0.75 + Math.random() / 2);
    const there = await look();
    if (left) return;
    connected(there);
    timer = setTimeout(open, there && attempts > 1 ? POLL : pause);
  }

  document.addEventListener("visibilitychange", () => { if (document.hidden) close(); else open(); });
  document.addEventListener("focusout", rested);
  document.addEventListener("selectionchange", rested);
  addEventListener("pagehide", close);
  addEventListener("pageshow", (event) => { if (event.persisted) open(); });
  remember(main);
  for (const leaf of main.querySelectorAll("[data-live-news]")) first.set(leaf.id, html(leaf));
  open();
})();
