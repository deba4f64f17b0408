// The slider tells its day in words and moves the date beside it; the form is sent when it comes to rest.
const form = document.querySelector("[data-looking-back]");
if (form) {
  const slider = form.querySelector("input[type=range]");
  const day = form.querySelector("input[type=date]");
  const words = form.querySelector("output");
  const first = Date.parse(form.dataset.first);
  const told = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeZone: "UTC" });
  const move = () => {
    const moment = new Date(first + Number(slider.value) * 86_400_000);
    day.value = moment.toISOString().slice(0, 10);
    words.textContent = told.format(moment);
    slider.setAttribute("aria-valuetext", words.textContent);
  };
  slider.addEventListener("input", move);
  slider.addEventListener("change", () => form.requestSubmit());
  day.addEventListener("input", () => {
    if (!day.value) return;
    slider.value = String(Math.round((Date.parse(day.value) - first) / 86_400_000));
    words.textContent = told.format(new Date(day.value));
  });
}

// Control and Enter record the statement from any field.
const quick = document.querySelector("[data-quick]");
quick?.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) quick.requestSubmit();
});
