// SPDX-License-Identifier: EUPL-1.2
// The meeting by keyboard, and with a line that comes and goes: what is typed is kept on this machine until the server
// has it, every form is sent without leaving the page, and what could not be sent is sent when the line is back.

const MINE = "samsyn:mote:";
const RETRY = 5_000;
const KEPT_DAYS = 7;
const wall = "BroadcastChannel" in window ? new BroadcastChannel("samsyn-mote") : null;
let waiting = null;

const board = () => document.querySelector(".board");
const typing = (where) => where.matches("input:not([type=hidden], [type=checkbox], [type=radio]), textarea, select");
const fields = (form) => [...form.elements].filter((field) => field.name && typing(field));
const keyOf = (form) => `${MINE}${board().dataset.meeting}:${board().dataset.point}:${form.dataset.kept}`;

// Keeping what is typed ---------------------------------------------------------------------------------------

function keep(form) {
  if (!form.dataset.kept) return;
  const typed = Object.fromEntries(fields(form).map((field) => [field.name, field.type === "checkbox" ? field.checked : field.value]));
  const token = form.elements.uuid?.value;
  try {
    localStorage.setItem(keyOf(form), JSON.stringify({ typed, token, version: form.elements.version?.value, at: Date.now() }));
  } catch {
    // No room, or not allowed: the words are still in the form.
  }
}

function forget(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
}

function clearOld() {
  try {
    for (const key of Object.keys(localStorage).filter((name) => name.startsWith(MINE))) {
      if (Date.now() - (JSON.parse(localStorage.getItem(key)).at ?? 0) > KEPT_DAYS * 86_400_000) forget(key);
    }
  } catch {
    // Nothing is kept here.
  }
}

function bringBack() {
  for (const form of document.querySelectorAll("form[data-kept]")) {
    let kept = null;
    try {
      kept = JSON.parse(localStorage.getItem(keyOf(form)) ?? "null");
    } catch {
      kept = null;
    }
    if (!kept) continue;
    const words = fields(form).filter((field) => field.type !== "date" && !field.matches("select"));
    const differs = words.some((field) => kept.typed[field.name] && kept.typed[field.name] !== field.value);
    if (!differs) {
      forget(keyOf(form));
      continue;
    }
    for (const field of fields(form)) if (field.name in kept.typed && kept.typed[field.name] !== "") field.value = kept.typed[field.name];
    // The same number as before: what had come through after all is not written twice. The same version: another's
    // words that came meanwhile are shown beside these, not written over.
    if (kept.token && form.elements.uuid) form.elements.uuid.value = kept.token;
    if (kept.version !== undefined && form.elements.version) form.elements.version.value = kept.version;
    say("kept");
  }
}

function say(what) {
  const line = document.querySelector("[data-line]");
  if (!line) return;
  line.hidden = !what;
  for (const name of ["down", "kept", "sent"]) line.querySelector(`[data-line-${name}]`).hidden = name !== what;
}

// Sending without leaving the page ----------------------------------------------------------------------------

async function send(form, submitter) {
  const key = form.dataset.kept ? keyOf(form) : "";
  keep(form);
  const body = new FormData(form, submitter);
  let answer;
  try {
    answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "text/html" } });
  } catch {
    waiting = { form, submitter };
    say("down");
    setTimeout(again, RETRY);
    return;
  }
  waiting = null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector(".board");
  if (!fresh) {
    // Signed out, or something else than the meeting: the words stay kept, and come back with the meeting.
    window.location.assign(answer.redirected ? answer.url : window.location.href);
    return;
  }
  if (answer.ok) forget(key);
  const before = unfinished(form);
  board().replaceWith(document.adoptNode(fresh));
  document.title = page.title;
  if (answer.ok) history.replaceState(null, "", answer.url);
  for (const [name, typed] of before) restore(name, typed);
  begin(answer.ok ? form.dataset.kept : "");
  if (!answer.ok) document.querySelector("[aria-invalid=true], .error-summary, [role=alert]")?.focus();
}

// What stands half written in the other forms of the page goes with it.
function unfinished(sent) {
  return [...document.querySelectorAll("form[data-kept]")]
    .filter((form) => form !== sent && fields(form).some((field) => field.value !== (field.defaultValue ?? field.value)))
    .map((form) => [form.dataset.kept, Object.fromEntries(fields(form).map((field) => [field.name, field.value]))]);
}

function restore(name, typed) {
  const form = document.querySelector(`form[data-kept="${name}"]`);
  if (form) for (const field of fields(form)) if (field.name in typed) field.value = typed[field.name];
}

function again() {
  if (waiting) send(waiting.form, waiting.submitter).then(() => waiting || say("sent"));
}

// The page ----------------------------------------------------------------------------------------------------

function begin(sent) {
  for (const said of document.querySelectorAll("[data-keys]")) said.hidden = false;
  if (!board()) return;
  wall?.postMessage({ meeting: board().dataset.meeting, point: board().dataset.point });
  if (sent === "beslut" || document.querySelector("form[data-focus]")) document.querySelector(".board__decide [name=what]")?.focus();
  else if (sent === "rad") document.querySelector("form[data-kept=rad] [name=text]")?.focus();
  else if (sent === "anteckning") document.querySelector("form[data-kept=anteckning] [name=text]")?.focus();
  else if (sent !== "") next();
}

// The first decision that nothing is said of yet.
function next() {
  document.querySelector('form[data-review=""] [name=said]')?.focus();
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!board()?.contains(form) || !("replaceState" in history)) return;
  event.preventDefault();
  send(form, event.submitter);
});

document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-kept]");
  if (form) keep(form);
});

// With Alt, not bare letters: a voice that dictates must not turn the page.
const ALT = {
  KeyN: "a[rel=next]",
  KeyP: "a[rel=prev]",
  KeyB: ".board__decide [name=what]",
  KeyA: "form[data-kept=anteckning] [name=text]",
};
const REVIEW = { g: "done", o: "ongoing", i: "not_done" };

document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("form[data-submit-keys]");
  if (form && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit(form.querySelector("button[type=submit], button:not([type])"));
    return;
  }
  if (event.altKey && !event.ctrlKey && !event.metaKey && ALT[event.code]) {
    const wanted = document.querySelector(ALT[event.code]);
    if (!wanted) return;
    event.preventDefault();
    if (wanted.matches("a")) wanted.click();
    else wanted.focus();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (board() && !board().contains(event.target) && event.target !== document.body) return;
  const review = event.target.closest?.("form[data-review]");
  if (review && REVIEW[event.key]) {
    event.preventDefault();
    review.requestSubmit(review.querySelector(`[name=said][value=${REVIEW[event.key]}]`));
  }
});

window.addEventListener("online", again);

const shown = document.querySelector("[data-wall]");
if (shown) {
  // A remote control for slides sends these.
  document.addEventListener("keydown", (event) => {
    const turn = { PageDown: "next", PageUp: "prev" }[event.key];
    if (turn) document.querySelector(`a[rel=${turn}]`)?.click();
  });
}
if (shown && wall) {
  // The wall follows the one who writes, in the same browser.
  wall.addEventListener("message", ({ data }) => {
    if (data.meeting === shown.dataset.wall) window.location.replace(`?punkt=${encodeURIComponent(data.point)}`);
  });
}

if (board()) {
  clearOld();
  bringBack();
}
begin(undefined);
