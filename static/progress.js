// Follows a piece of work on its page, and shows the outcome once it is over.

const PAUSE = 700; // ms between two looks

export function start(place) {
  const bar = place.querySelector("progress");
  const said = place.querySelector("[data-said]");

  async function look() {
    try {
      const answer = await fetch(place.dataset.progress, { headers: { Accept: "application/json" } });
      if (!answer.ok || answer.redirected) return location.reload();
      const { share, said: words, over } = await answer.json();
      if (over) return location.reload();
      bar.value = share;
      if (said.textContent !== words) said.textContent = words;
    } catch {
      // Out of reach: it goes on without us, and so do we.
    }
    setTimeout(look, PAUSE);
  }

  setTimeout(look, PAUSE);
}
