// What was typed into a form survives a sign-in: a session may end while somebody writes.
// It is kept when the form is sent, in this tab alone, until the next page of a negotiation comes. Where that is the
// same form before the same person, the words stand in it again; otherwise they arrived, and are forgotten.
(() => {
  "use strict";
  const KEPT = "onetext-typed";
  const FRESH = ["csrfmiddlewaretoken", "once", "next"]; // the server gives new ones
  const who = () => document.querySelector("header .who strong")?.textContent ?? "";
  const address = (form) => {
    const to = new URL(form.getAttribute("action") || "", location.href);
    return to.pathname + to.search;
  };
  const kept = (field) => field.name && !FRESH.includes(field.name) && !field.matches('[type="file"], [type="password"], button, [type="submit"], fieldset');
  const fields = (form) => [...form.elements].filter(kept);
  const value = (field) => {
    if (field.matches('[type="checkbox"], [type="radio"]')) return field.checked;
    return field.matches("select[multiple]") ? [...field.selectedOptions].map((one) => one.value) : field.value;
  };

  function put(field, was) {
    if (JSON.stringify(value(field)) === JSON.stringify(was)) return;
    if (typeof was === "boolean") field.checked = was;
    else if (Array.isArray(was)) for (const one of field.options) one.selected = was.includes(one.value);
    else field.value = was;
    const fold = field.type === "hidden" ? null : field.closest("details");
    if (fold) fold.open = true;
  }

  /** Each field of a form by its name and its place among those of that name. */
  function numbered(form) {
    const count = new Map();
    return fields(form).map((field) => {
      const place = count.get(field.name) ?? 0;
      count.set(field.name, place + 1);
      return [`${field.name} ${place}`, field];
    });
  }

  function taken() {
    try {
      const text = sessionStorage.getItem(KEPT);
      sessionStorage.removeItem(KEPT);
      return text ? JSON.parse(text) : null;
    } catch { return null; }
  }

  const typed = taken();
  if (typed && typed.who === who()) {
    for (const form of document.querySelectorAll("form.door")) {
      if (address(form) !== typed.address || "answered" in form.dataset) continue; // an answer has the words already
      const was = new Map(typed.values);
      for (const [name, field] of numbered(form)) if (was.has(name)) put(field, was.get(name));
    }
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || !address(form).includes("/do/")) return;
    const values = numbered(form).map(([name, field]) => [name, value(field)]);
    try {
      sessionStorage.setItem(KEPT, JSON.stringify({ who: who(), address: address(form), values }));
    } catch { /* no room, or none allowed: then a sign-in loses the words, as without script */ }
  });
})();
