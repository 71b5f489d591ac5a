// Loads only what the page at hand can use. Every page works without it.

const on = (selector, start) => document.querySelectorAll(selector).forEach(start);

on("form[data-autosave]", (form) => import("./answers.js").then((answers) => answers.start(form)));
on("form[data-what-if]", (form) => import("./trying.js").then((trying) => trying.start(form)));
on("[data-total], input[data-money]", (place) => import("./totals.js").then((totals) => totals.start(place)));
on(".error-summary", (summary) => summary.focus());
on("button[data-copy]", offerCopy);

// A button that copies the text of the element it names; stays hidden where the browser can't copy.
function offerCopy(button) {
  if (!navigator.clipboard) return;
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const source = document.querySelector(button.dataset.copy);
    try {
      await navigator.clipboard.writeText((source.value ?? source.textContent).trim());
      button.textContent = button.dataset.copied;
      setTimeout(() => (button.textContent = label), 2500);
    } catch {
      source.select?.();
    }
  });
}
