// Shows what a change would do while one types: asks the same address for the effect alone and puts it in place.

const PAUSE = 300; // ms after the last key

export function start(form) {
  const place = document.querySelector("[data-effect]");
  const said = document.querySelector("[data-said]");
  if (!place) return;
  let timer = 0;
  let asked = null;

  const say = (words) => {
    if (said && said.textContent !== words) said.textContent = words;
  };

  async function look() {
    asked?.abort();
    asked = new AbortController();
    const query = new URLSearchParams([...new FormData(form)].filter(([, typed]) => typed.trim()));
    const address = `${location.pathname}?${query}`;
    try {
      const response = await fetch(address, { headers: { "X-Fragment": "effect" }, signal: asked.signal });
      if (response.status === 422) say((place.textContent = place.dataset.wrong ?? ""));
      else if (response.ok && !response.redirected) {
        place.innerHTML = await response.text();
        say(inShort(place));
        history.replaceState(null, "", address);
        forgive(form);
      }
    } catch {
      // Out of reach, or overtaken by the next key: the button still works.
    }
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });
}

// All figures can be read again, so what stood against some of them goes.
function forgive(form) {
  form.querySelectorAll(".error").forEach((note) => note.remove());
  form.querySelectorAll("[aria-invalid]").forEach((input) => input.removeAttribute("aria-invalid"));
}

// Verdict and chance as a sentence, for those who can't see the table change or have it out of sight.
function inShort(place) {
  const rows = [...place.querySelectorAll("tbody tr")].slice(0, 2);
  return rows.map((row) => `${row.cells[0]?.textContent}: ${row.cells[2]?.textContent}`).join("\n");
}
