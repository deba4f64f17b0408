// From change to change with n and p, on pages that lay texts beside one another. Every change is reachable without.
// Single keys can be switched off, here as on the text's page; the choice is kept in the browser.

const KEYS = "onetext.keys";
const box = document.getElementById("keys-on");
const changes = () => [...document.querySelectorAll("[data-change]")];

function kept() {
  try { return localStorage.getItem(KEYS) !== "off"; } catch { return true; }
}

function keep(on) {
  try { localStorage.setItem(KEYS, on ? "on" : "off"); } catch { /* the choice lasts as long as the page */ }
}

function step(by) {
  const every = changes();
  const here = document.activeElement?.closest?.("[data-change]");
  let at = every.indexOf(here);
  if (at < 0) {
    // Nobody is at a change yet: the next one is the first below the top of the window, the one before is above it.
    const below = every.findIndex((one) => one.getBoundingClientRect().top > 1);
    at = by > 0 ? (below < 0 ? every.length : below) - 1 : below < 0 ? every.length : below;
  }
  const next = every[at + by];
  if (next) {
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "start" });
    return;
  }
  const leaf = document.querySelector(by > 0 ? '.leaves a[rel="next"]' : '.leaves a[rel="prev"]');
  leaf?.focus();
}

if (box) {
  box.checked = kept();
  box.closest("[hidden]")?.removeAttribute("hidden");
  box.addEventListener("change", () => keep(box.checked));
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !(box ? box.checked : kept())) return;
  if (event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
  if (event.key === "n" || event.key === "p") {
    event.preventDefault();
    step(event.key === "n" ? 1 : -1);
  }
});
