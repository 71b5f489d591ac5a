// Works out, while one types, what the server will work out again: retention from four amounts, the role's cost a year,
// and how a long amount reads in words.

import { asShare, inFull, inWords, read } from "./numbers.js";

export function start(place) {
  if (place.matches("input")) return spellOut(place);
  const work = { retention, cost }[place.dataset.total];
  const form = place.closest("form");
  if (!work || !form) return;
  const show = () => {
    const values = work(place);
    place.textContent = values ? fill(place.dataset.words ?? "", values) : "";
  };
  form.addEventListener("input", show);
  show();
}

const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");

function typed(place, key) {
  const input = place.closest("form").elements[`question_${key}`];
  return input ? read(input.value) : null;
}

function retention(place) {
  const [had, shrunk, lost, grown] = ["kept_start", "kept_shrunk", "kept_lost", "kept_grown"].map((key) => typed(place, key));
  if (!had || [shrunk, lost, grown].includes(null) || shrunk + lost > had) return null;
  return { grr: asShare((had - shrunk - lost) / had), expansion: asShare(grown / had) };
}

function cost(place) {
  const base = typed(place, "base");
  if (base === null) return null;
  const total = base * Number(place.dataset.onCost ?? 1) + (typed(place, "variable") ?? 0) + (typed(place, "tools") ?? 0);
  return { total: fill(place.dataset.amount ?? "{amount}", { amount: inFull(total) }) };
}

// "= 1.2 billion" beside an amount too long to count its zeros.
function spellOut(input) {
  const hint = document.createElement("span");
  hint.className = "grouped";
  input.parentElement.append(hint);
  const show = () => {
    const number = read(input.value);
    hint.textContent = number >= 10_000 ? `= ${inWords(number)}` : "";
  };
  input.addEventListener("input", show);
  show();
}
