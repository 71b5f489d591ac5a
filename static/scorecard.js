// Keeps a scorecard as it is written, says so, and stops where another page or device wrote it meanwhile.
//
// The form carries the words: data-saving, data-saved, data-not-saved, data-wrong. Only what was touched is sent, with the
// version that the page knows. The server answers {version, rated, errors}: 200 when all is kept, 422 when some can't be.
// 409 with {error, version, kept}: the card was written elsewhere, and the page offers to compare both. Any other {error}
// says why nothing is saved just now: signed out, handed in, closed.

const PAUSE = 1200; // ms after the last key
const AGAIN = 8000; // ms until the next try when the server can't be reached

export function start(form) {
  const status = form.querySelector("[data-status]");
  const clash = form.querySelector("[data-clash]");
  const sections = new Map([...form.querySelectorAll("[data-competency]")].map((part) => [part.dataset.competency, part]));
  const touched = new Map(); // competency to the count of its last change; what the server has isn't in it
  const known = new Map([...sections.keys()].map((key) => [key, [asLoaded(form, key)]])); // what the server may have
  let changes = 0;
  let sending = false;
  let leaving = false;
  let waiting = null; // the button that was pressed while something was under way
  let timer = 0;

  const say = (word, sentence = form.dataset[word]) => {
    status.textContent = sentence ?? "";
    status.classList.toggle("unsaved", word === "notSaved");
  };
  const later = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  };

  async function save(keepalive = false) {
    clearTimeout(timer);
    if (sending || !touched.size || !clash.hidden || leaving) return;
    const sent = new Map(touched);
    const written = new Map([...sent.keys()].map((key) => [key, read(form, key)]));
    sending = true;
    say("saving");
    const answer = await send(form, written, keepalive);
    sending = false;
    if (settle(answer, sent, written) && touched.size) later(0);
    if (waiting && answer) form.requestSubmit(waiting);
    waiting = null;
  }

  // What an answer means; whether one can go on saving at once.
  function settle(answer, sent, written) {
    if (!answer) written.forEach((rating, key) => known.get(key).push(rating)); // it may have been kept all the same
    const next = Number(form.elements.version.value) + 1;
    if (answer?.kept && answer.version === next && isOurs(answer.kept, known)) return (form.elements.version.value = next);
    if (answer?.kept) return stop(answer.error);
    if (!answer || answer.error) {
      say("notSaved", answer?.error);
      later(AGAIN);
      return false;
    }
    form.elements.version.value = answer.version;
    written.forEach((rating, key) => answer.errors[key] || known.set(key, [rating]));
    document.querySelector("[data-rated]").textContent = answer.rated;
    sent.forEach((change, key) => touched.get(key) === change && !answer.errors[key] && touched.delete(key));
    sections.forEach((part, key) => sent.has(key) && tell(part, key, answer.errors[key]));
    say(Object.keys(answer.errors).length ? "wrong" : "saved");
    return !Object.keys(answer.errors).length;
  }

  function stop(sentence) {
    clash.hidden = false;
    say("notSaved", "");
    clash.querySelector("p").textContent = sentence;
    return false;
  }

  form.addEventListener("input", (event) => {
    const key = event.target.closest("[data-competency]")?.dataset.competency;
    if (!key) return;
    touched.set(key, ++changes);
    if (status.textContent === form.dataset.saved) say(""); // no longer true
    later(event.target.type === "radio" ? 0 : PAUSE);
  });
  form.addEventListener("change", () => later(0));
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (sending) {
      event.preventDefault(); // else this page would clash with itself
      waiting = event.submitter;
    } else leaving = true;
  });
  addEventListener("online", () => save());
  addEventListener("pageshow", () => (leaving = false));
  addEventListener("pagehide", () => save(true));
  addEventListener("beforeunload", (event) => {
    if (touched.size && !leaving) event.preventDefault();
  });
}

// What stands in the fields of one competency, as the form would send it.
function read(form, key) {
  const score = form.querySelector(`[name="score_${key}"]:checked`)?.value ?? "";
  return { score, evidence: form.elements[`evidence_${key}`].value };
}

// The same as the server sent it.
function asLoaded(form, key) {
  const radios = [...form.querySelectorAll(`[name="score_${key}"]`)];
  const score = radios.find((radio) => radio.defaultChecked)?.value ?? "";
  return { score, evidence: form.elements[`evidence_${key}`].defaultValue };
}

// Whether what is kept is what this page itself sent without hearing of it, all else being as the page knows it. The
// first of what is known of a competency is what the server told, the others were sent.
function isOurs(kept, known) {
  const plain = (text) => text.split(/\s+/).join(" ").trim();
  const same = (rating, sent) => String(rating?.score ?? "") === sent.score && plain(rating?.evidence ?? "") === plain(sent.evidence);
  const found = Object.entries(kept).map(([key, rating]) => known.get(key).findIndex((sent) => same(rating, sent)));
  return !found.includes(-1) && found.some((place) => place > 0);
}

// What the server said, or null when it could not be reached or had trouble of its own.
async function send(form, written, keepalive) {
  const body = new URLSearchParams({ csrf: form.elements.csrf.value, version: form.elements.version.value });
  written.forEach((rating, key) => {
    body.set(`score_${key}`, rating.score);
    body.set(`evidence_${key}`, rating.evidence);
  });
  try {
    const response = await fetch(form.action, { method: "POST", body, keepalive, headers: { "X-Autosave": "1" } });
    return response.redirected || response.status >= 500 ? null : await response.json();
  } catch {
    return null;
  }
}

// A problem stands above its words, and goes away once it is mended.
function tell(part, key, problem) {
  part.querySelectorAll(".error").forEach((note) => note.remove());
  const field = part.querySelector("textarea");
  field.setAttribute("aria-describedby", `hint-${key}${problem ? ` error-${key}` : ""}`);
  if (!problem) return field.removeAttribute("aria-invalid");
  const note = Object.assign(document.createElement("p"), { className: "error", id: `error-${key}`, textContent: problem });
  field.before(note);
  field.setAttribute("aria-invalid", "true");
}
