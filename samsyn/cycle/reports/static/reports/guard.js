// Finds, before anything is sent, what the server would refuse or ask about, by the server's own rules: they come as
// data from the address in data-rules. The server looks again; this saves the writer a turn and stops it on the device.
const CERTAIN = "certain";
const LIKELY = "likely";
const HIDDEN = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/gu;

/** A text without what cannot be seen, as the server reads it. */
export const plain = (text) => text.replace(/\r\n?/g, "\n").replace(HIDDEN, "").normalize("NFC");

const checked = (ten) => {
  let sum = 0;
  for (let i = 0; i < 10; i += 1) {
    const value = Number(ten[i]) * (2 - (i % 2));
    sum += value > 9 ? value - 9 : value;
  }
  return ten.length === 10 && sum % 10 === 0;
};

const isDay = (year, month, day) => {
  const made = new Date(Date.UTC(2000, month - 1, day));
  made.setUTCFullYear(year, month - 1, day);
  return month >= 1 && month <= 12 && day >= 1 && made.getUTCMonth() === month - 1 && made.getUTCDate() === day;
};

/** Rules as data become a function: text in, [{code, start, end, certainty}] out, in order and without overlap. */
export function guardOf({ patterns, lists, phone }) {
  const is = Object.fromEntries(Object.entries(patterns).map(([name, [source, flags]]) => [name, new RegExp(source, flags)]));
  const list = Object.fromEntries(Object.entries(lists).map(([name, words]) => [name, new Set(words.split(" "))]));
  const whole = (pattern) => new RegExp(`^(?:${pattern})$`, "u");
  const plan = { any: whole(phone.any), known: whole(phone.known), mobile: whole(phone.mobile) };
  const has = (pattern, text) => new RegExp(pattern.source, pattern.flags.replace("g", "")).test(text);
  const names = new Set(list.given);
  for (const name of list.given) if (!name.endsWith("s")) names.add(`${name}s`);
  const isGiven = (word) => names.has(word) || word.split("-").every((part) => names.has(part));
  const span = (code, start, end, certainty) => ({ code, start, end, certainty });
  const each = (pattern, text, code, certainty) => [...text.matchAll(pattern)].map((hit) => span(code, hit.index, hit.index + hit[0].length, certainty));
  const placeFollows = (text, end) => {
    const following = /^\s(\p{L}+)/u.exec(text.slice(end, end + 40));
    return Boolean(following && has(is.placeEnd, following[1]));
  };

  function numbers(text) {
    const found = [];
    for (const hit of text.matchAll(is.number)) {
      const [all, year, month, day, mark, last] = hit;
      const coordination = Number(day) > 60;
      if (!isDay(year.length === 4 ? Number(year) : 2000, Number(month), Number(day) - (coordination ? 60 : 0))) continue;
      const good = checked(year.slice(-2) + month + day + last);
      if (!good && !mark?.trim() && year.length !== 4) continue;
      found.push(span(coordination ? "coordination_number" : "personal_number", hit.index, hit.index + all.length, good ? CERTAIN : LIKELY));
    }
    return found;
  }

  function phones(text) {
    const found = [];
    for (const hit of text.matchAll(is.phone)) {
      const digits = hit[0].replace(/\D/g, "");
      const abroad = hit[0].startsWith("+") ? digits.slice(2) : hit[0].startsWith("00") ? digits.slice(4) : digits;
      const number = abroad.replace(/^0/, "");
      if (!plan.any.test(number) || !plan.known.test(number)) continue;
      found.push(span("phone", hit.index, hit.index + hit[0].length, plan.mobile.test(number) ? CERTAIN : LIKELY));
    }
    return found;
  }

  function plates(text) {
    const found = [];
    for (const hit of text.matchAll(is.plate)) {
      const [all, letters, gap, rest] = hit;
      const before = text.slice(Math.max(0, hit.index - 60), hit.index);
      const named = has(is.plateCue, before);
      const large = letters === letters.toUpperCase();
      const last = rest.at(-1);
      const lettered = !/\d/.test(last) && last === last.toUpperCase();
      if (list.notPlates.has(letters.toLowerCase()) && !named && !(large && lettered)) continue;
      const vehicle = has(is.vehicleCue, before);
      const upper = large && (/^\d+$/.test(rest) || lettered);
      if (!named && !upper && !vehicle) continue;
      const sure = named || (upper && vehicle);
      found.push(span("plate", hit.index, hit.index + all.length, sure ? CERTAIN : LIKELY));
    }
    return found;
  }

  function given(text) {
    const found = [];
    const taken = [];
    for (const hit of text.matchAll(is.full)) {
      const end = hit.index + hit[0].length;
      const parts = hit[0].split(/\s+/);
      const first = parts.findIndex(isGiven);
      if (first < 0) {
        if (has(is.patronym, parts.at(-1)) && !list.notSurnames.has(parts.at(-2)) && !placeFollows(text, end)) found.push(span("name", hit.index, end, LIKELY));
        continue;
      }
      const start = hit.index + parts.slice(0, first).join(" ").length + (first ? 1 : 0);
      taken.push([start, end]);
      if (has(is.placeEnd, parts.at(-1)) || placeFollows(text, end) || parts[Math.max(0, first - 1)] === "Sankt") continue;
      const rest = parts.slice(first + 1);
      if (!rest.length || list.notSurnames.has(rest[0])) {
        taken.pop();
        continue;
      }
      found.push(span("name", start, end, rest.some((part) => has(is.typical, part)) || isGiven(rest[0]) ? CERTAIN : LIKELY));
    }
    const inside = (at) => taken.some(([a, b]) => a <= at && at < b);
    for (const hit of text.matchAll(is.lone)) {
      const [word] = hit;
      const end = hit.index + word.length;
      const known = isGiven(word) && !list.alsoWords.has(word) && !list.alsoWords.has(word.replace(/s$/, ""));
      if (!known && !(has(is.patronym, word) && !names.has(word))) continue;
      if (!inside(hit.index) && !placeFollows(text, end)) found.push(span("name", hit.index, end, LIKELY));
    }
    return found;
  }

  function cued(text) {
    const found = [];
    for (const hit of text.matchAll(is.cued)) {
      const name = hit.groups.loose ?? hit.groups.strict;
      const [word] = name.split(/\s+/);
      if (list.notCued.has(word.toLowerCase())) continue;
      const start = hit.index + hit[0].length - name.length; // the name ends what was found
      found.push(span("name", start, start + name.length, word[0] !== word[0].toLowerCase() ? CERTAIN : LIKELY));
    }
    return found;
  }

  return (text) => {
    const found = [...numbers(text), ...phones(text), ...plates(text)];
    found.push(...each(is.email, text, "email", CERTAIN));
    const low = text.toLowerCase();
    if (text.includes("@") || low.includes("instagram") || low.includes("snapchat")) {
      for (const hit of text.matchAll(is.account)) {
        const { account } = hit.groups;
        const start = hit.index + hit[0].length - account.length;
        found.push(span("account", start, start + account.length, LIKELY));
      }
    }
    found.push(...given(text), ...cued(text));
    if ((low.match(/\p{L}+/gu) ?? []).some((word) => list.homeCues.has(word))) {
      found.push(...each(is.flat, text, "home_address", CERTAIN), ...each(is.lives, text, "home_address", CERTAIN));
    }
    found.push(...each(is.posted, text, "home_address", LIKELY));
    found.push(...each(is.described, text, "single_person", LIKELY), ...each(is.group, text, "sensitive_group", LIKELY));
    found.sort((a, b) => (a.certainty === LIKELY) - (b.certainty === LIKELY) || b.end - b.start - (a.end - a.start) || a.start - b.start);
    const best = [];
    for (const one of found) if (best.every((other) => one.end <= other.start || other.end <= one.start)) best.push(one);
    return best.sort((a, b) => a.start - b.start);
  };
}

/** Watches text fields; what is certain keeps the form back, what is likely is shown and may be sent all the same. */
export async function watch(form, fields, panel) {
  let suspects = () => [];
  let asked = null;
  const fetched = () =>
    (asked ??= fetch(panel.dataset.rules)
      .then((answer) => answer.json())
      .then((rules) => {
        suspects = guardOf(rules);
      })
      .catch(() => {
        asked = null; // without the rules the server alone looks
      }));

  const marked = () => fields.map((field) => [field, plain(field.value)]).map(([field, text]) => [field, text, suspects(text)]).filter(([, , marks]) => marks.length);
  const title = panel.querySelector("[data-guard-title]");
  const said = panel.querySelector("[data-guard-said]");
  const shown = panel.querySelector("[data-guard-text]");
  const words = (code) => panel.querySelector(`[data-code="${code}"]`)?.textContent ?? code;

  const show = () => {
    const found = marked();
    const all = found.flatMap(([, , marks]) => marks);
    const sure = all.filter((mark) => mark.certainty === CERTAIN);
    panel.hidden = all.length === 0;
    panel.classList.toggle("panel--note", sure.length === 0);
    for (const field of fields) {
      const stops = found.some(([one, , marks]) => one === field && marks.some((mark) => mark.certainty === CERTAIN));
      if (stops) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
    }
    if (!all.length) return sure;
    const codes = new Set(sure.map((mark) => mark.code));
    title.textContent = !sure.length ? panel.dataset.likely : codes.size > 1 ? panel.dataset.many : panel.dataset[sure[0].code] ?? panel.dataset.many;
    said.textContent = sure.length ? panel.dataset.stopped : panel.dataset.waits;
    shown.replaceChildren();
    for (const [, text, marks] of found) {
      let at = 0;
      for (const mark of marks) {
        const piece = document.createElement("mark");
        const why = document.createElement("small");
        piece.textContent = text.slice(mark.start, mark.end);
        why.textContent = ` (${words(mark.code)})`;
        piece.append(why);
        shown.append(text.slice(at, mark.start), piece);
        at = mark.end;
      }
      shown.append(text.slice(at), "\n");
    }
    return sure;
  };

  let waiting = 0;
  for (const field of fields) {
    field.addEventListener("focus", fetched, { once: true });
    field.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => fetched().then(show), 600);
    });
  }
  panel.querySelector("[data-guard-remove]").addEventListener("click", () => {
    const found = marked();
    for (const [field, text, marks] of found) {
      let left = text;
      for (const mark of marks.toReversed()) left = left.slice(0, mark.start) + left.slice(mark.end);
      field.value = left.replace(/ {2,}/g, " ").trim();
    }
    show();
    (found[0]?.[0] ?? fields[0]).focus();
  });
  form.addEventListener("submit", (event) => {
    // One tap for what is going on now sends no text, and what the server marked is taken out there.
    if (["signal", "remove"].includes(event.submitter?.name) || !show().length) return;
    event.preventDefault();
    panel.querySelector("[data-guard-remove]").focus();
  });
  if (fields.some((field) => field.value)) fetched().then(show);
}
