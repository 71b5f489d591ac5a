// Loads only what the page at hand can use. Every page works without it.

const on = (selector, start) => document.querySelectorAll(selector).forEach(start);

on("form[data-check]", (form) => import("./answers.js").then((answers) => answers.start(form)));
on("form[data-card]", (form) => import("./scorecard.js").then((scorecard) => scorecard.start(form)));
on("form[data-what-if]", (form) => import("./trying.js").then((trying) => trying.start(form)));
on("[data-total], input[data-money], .aids input.number", (place) => import("./totals.js").then((totals) => totals.start(place)));
on(".error-summary", (summary) => summary.focus());
on(".error-summary a[href^='#']", (link) => link.addEventListener("click", () => enter(link.hash)));
on("[data-progress]", (place) => import("./progress.js").then((progress) => progress.start(place)));
on("input[data-copy]", offerCopy);
on("input[data-most]", weigh);

// From a problem in the summary straight into the field it is about.
function enter(hash) {
  setTimeout(() => document.querySelector(`${hash} :is(.input, .select, [type=radio])`)?.focus());
}

// A button beside a field that copies what stands in it, where the browser can copy.
function offerCopy(input) {
  if (!navigator.clipboard) return;
  const button = document.createElement("button");
  const said = document.createElement("span");
  Object.assign(button, { type: "button", className: "button plain", textContent: input.dataset.copy });
  said.setAttribute("role", "status");
  input.after(button, said);
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(input.value);
      said.textContent = input.dataset.copied;
    } catch {
      input.select();
    }
  });
}

// Says of a file at once, without sending it, that it is too large.
function weigh(input) {
  input.addEventListener("change", () => {
    input.setCustomValidity(input.files[0]?.size > input.dataset.most ? input.dataset.tooLarge : "");
    input.reportValidity();
  });
}
