// The slider tells its day in words and moves the date beside it. The form is sent when a pointer lets the slider go;
// from the keyboard with Enter, for each arrow is a change of its own. The day that is shown then has the focus again.
const SLID = "onetext.slid";
const form = document.querySelector("[data-looking-back]");
if (form) {
  const slider = form.querySelector("input[type=range]");
  const day = form.querySelector("input[type=date]");
  const words = form.querySelector("output");
  const now = form.querySelector(".now"); // beside the present day alone
  const first = Date.parse(form.dataset.first);
  const { lang } = document.documentElement;
  // The day before the month, as the server writes it.
  const told = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, { dateStyle: "long", timeZone: "UTC" });
  const go = () => {
    try { sessionStorage.setItem(SLID, location.pathname); } catch { /* then the next page begins at its top */ }
    form.requestSubmit();
  };
  const tell = (moment) => {
    words.textContent = told.format(moment);
    if (now) now.hidden = slider.value !== slider.defaultValue;
  };
  const move = () => {
    const moment = new Date(first + Number(slider.value) * 86_400_000);
    day.value = moment.toISOString().slice(0, 10);
    tell(moment);
    slider.setAttribute("aria-valuetext", words.textContent);
  };
  let held = false; // by a pointer
  slider.addEventListener("pointerdown", () => { held = true; });
  slider.addEventListener("keydown", (event) => {
    held = false;
    if (event.key !== "Enter") return;
    event.preventDefault();
    go();
  });
  slider.addEventListener("input", move);
  slider.addEventListener("change", () => { if (held) go(); });
  day.addEventListener("input", () => {
    if (!day.value) return;
    slider.value = String(Math.round((Date.parse(day.value) - first) / 86_400_000));
    tell(new Date(day.value));
  });
  const keys = form.querySelector(".keys");
  keys.hidden = false;
  slider.setAttribute("aria-describedby", keys.id);
  if (slid()) slider.focus();
}

/** Whether this page was gone to by its slider, just now. */
function slid() {
  try {
    const here = sessionStorage.getItem(SLID) === location.pathname;
    sessionStorage.removeItem(SLID);
    return here;
  } catch {
    return false;
  }
}

// Control and Enter record the statement from any field.
const quick = document.querySelector("[data-quick]");
quick?.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) quick.requestSubmit();
});
