// Keeps each answer as it is given, says so, and warns before leaving only while something is really unsaved.
//
// The form carries the words: data-saving, data-saved, data-not-saved, data-wrong. [data-status] shows them, [data-answered]
// how many answers are in. The server answers {errors, worked_out, answered}: 200 when all is kept, 422 when some can't be
// read; worked_out is {key: {text, sure}} or, where it need not say how sure, {key: text}. Where it refuses, {error} says
// why: signed out, or the check is gone.

const PAUSE = 1200; // ms after the last key
const AGAIN = 8000; // ms until the next try when the server can't be reached
const CLICK = 250; // ms in which a click that leaves a field is over, so that nothing moves beneath it

export function start(form) {
  const status = form.querySelector("[data-status]") ?? document.querySelector("[data-status]");
  let version = 0; // counts changes; `kept` is the last one that the server has
  let kept = 0;
  let sending = false;
  let timer = 0;
  let problems = null; // by question, as the server last told them; null before it told any

  const say = (word, sentence = form.dataset[word]) => {
    if (!status) return;
    status.textContent = sentence ?? "";
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
    if (!answer || answer.error) {
      say("notSaved", answer?.error);
      later(AGAIN);
      return;
    }
    kept = sent;
    const { errors = {}, worked_out = {}, answered } = answer;
    showProblems(form, (problems = errors));
    if (answered) document.querySelectorAll("[data-answered]").forEach((place) => (place.textContent = answered));
    if (kept !== version) return later(0);
    fillIn(form, worked_out);
    say(Object.keys(errors).length ? "wrong" : "saved");
  }

  form.addEventListener("input", (event) => {
    version += 1;
    if (status?.textContent === form.dataset.saved) say(""); // no longer true
    sureAgain(event.target);
    later(event.target.type === "radio" ? 0 : PAUSE);
  });
  form.addEventListener("change", () => later(0));
  form.addEventListener("focusout", () => {
    setTimeout(() => problems && kept === version && showProblems(form, problems), CLICK);
  });
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

// What the server said, or null when it could not be reached or had trouble of its own.
async function send(form, keepalive) {
  const body = new URLSearchParams(new FormData(form));
  try {
    const response = await fetch(form.action, { method: "POST", body, keepalive, headers: { "X-Autosave": "1" } });
    return response.redirected || response.status >= 500 ? null : await response.json();
  } catch {
    return null;
  }
}

// Typing a number while "don't know" is chosen means that it is known after all.
function sureAgain(input) {
  const question = input.type === "text" && input.value.trim() ? input.closest(".question") : null;
  const about = question?.querySelector('.sure:has([value="unknown"]:checked) [value="about"]');
  if (about) about.checked = true;
}

// Numbers that the server worked out from others on the page, and how sure they are; the field in hand is left alone.
function fillIn(form, numbers) {
  for (const [key, told] of Object.entries(numbers)) {
    const input = form.elements[`question_${key}`];
    if (!input || input === document.activeElement) continue;
    input.value = told?.text ?? told;
    const sure = [...form.querySelectorAll(`[name="sure_${key}"]`)].find((radio) => radio.value === told?.sure);
    if (sure) sure.checked = true;
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
  const field = question.querySelector(".field, .options");
  if (field) field.before(note);
  else question.append(note);
  return note;
}

function mark(question, key, wrong) {
  const input = question.querySelector(".input, .select");
  if (!input) return;
  const others = (input.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && id !== `error-${key}`);
  input.setAttribute("aria-describedby", [...others, ...(wrong ? [`error-${key}`] : [])].join(" "));
  if (wrong) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
}
