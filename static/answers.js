// Keeps each answer as it is given, says so, and warns before leaving only while something is really unsaved.
//
// The form carries the words: data-saving, data-saved, data-not-saved. [data-status] shows them, [data-answered] how many
// answers are in. The server answers {errors, worked_out, answered}: 200 when all is kept, 422 when some can't be read.

const PAUSE = 1200; // ms after the last key
const AGAIN = 8000; // ms until the next try when the server can't be reached

export function start(form) {
  const status = form.querySelector("[data-status]") ?? document.querySelector("[data-status]");
  let version = 0; // counts changes; `kept` is the last one that the server has
  let kept = 0;
  let sending = false;
  let timer = 0;

  const say = (word) => {
    if (!status) return;
    status.textContent = form.dataset[word] ?? "";
    status.classList.toggle("unsaved", word === "notSaved");
  };
  const later = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  };

  async function save(keepalive = false) {
    clearTimeout(timer);
    if (sending || kept === version) return;
    const sent = version;
    sending = true;
    say("saving");
    const answer = await send(form, keepalive);
    sending = false;
    if (!answer) {
      say("notSaved");
      later(AGAIN);
      return;
    }
    kept = sent;
    showProblems(form, answer.errors);
    document.querySelectorAll("[data-answered]").forEach((place) => (place.textContent = answer.answered));
    if (kept !== version) return later(0);
    fillIn(form, answer.worked_out);
    say(Object.keys(answer.errors).length ? "" : "saved");
  }

  form.addEventListener("input", (event) => {
    version += 1;
    sureAgain(event.target);
    later(event.target.type === "radio" ? 0 : PAUSE);
  });
  form.addEventListener("change", () => later(0));
  form.addEventListener("submit", () => {
    kept = version;
    clearTimeout(timer);
  });
  addEventListener("online", () => save());
  addEventListener("pagehide", () => save(true));
  addEventListener("beforeunload", (event) => {
    if (kept !== version) event.preventDefault();
  });
}

// What the server said, or null when it could not be reached or would not keep the answers.
async function send(form, keepalive) {
  const body = new URLSearchParams(new FormData(form));
  try {
    const response = await fetch(form.action, { method: "POST", body, keepalive, headers: { "X-Autosave": "1" } });
    return response.redirected || !(response.ok || response.status === 422) ? null : await response.json();
  } catch {
    return null;
  }
}

// Typing a number while "don't know" is chosen means that it is known after all.
function sureAgain(input) {
  const question = input.type === "text" && input.value.trim() ? input.closest(".question") : null;
  if (!question?.querySelector('.sure [value="unknown"]:checked')) return;
  question.querySelector('.sure [value="about"]').checked = true;
}

// Numbers that the server worked out from others on the page; the field in hand is left alone.
function fillIn(form, numbers) {
  for (const [key, text] of Object.entries(numbers)) {
    const input = form.elements[`question_${key}`];
    if (input && input !== document.activeElement) input.value = text;
  }
}

// Problems stand at their questions; those that are mended go away. The question in hand is left alone until it is left.
function showProblems(form, problems) {
  for (const question of form.querySelectorAll(".question[id^='question-']")) {
    const key = question.id.slice("question-".length);
    const wrong = problems[key];
    let note = document.getElementById(`error-${key}`);
    if (!wrong) note?.remove();
    else if (!question.contains(document.activeElement) || note) {
      note ??= makeNote(question, key);
      note.textContent = wrong;
    }
    mark(question, key, Boolean(wrong && note));
  }
}

function makeNote(question, key) {
  const note = document.createElement("p");
  note.className = "error";
  note.id = `error-${key}`;
  question.querySelector(".field, .options").before(note);
  return note;
}

function mark(question, key, wrong) {
  const input = question.querySelector("input.input");
  if (!input) return;
  const others = (input.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && id !== `error-${key}`);
  input.setAttribute("aria-describedby", [...others, ...(wrong ? [`error-${key}`] : [])].join(" "));
  if (wrong) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
}
