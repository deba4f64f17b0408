// The line that says who will read what is handed in follows what is chosen in the form.

for (const line of document.querySelectorAll("form .read-by[data-usual]")) {
  const form = line.closest("form");
  const told = line.querySelector("output");
  form.addEventListener("change", ({ target }) => {
    if (target.name !== "to" && target.name !== "source") return;
    const to = form.elements.to?.selectedOptions?.[0];
    const usual = form.elements.source?.value ? line.dataset.reported : line.dataset.usual;
    told.textContent = to?.value ? to.textContent : usual;
  });
}
