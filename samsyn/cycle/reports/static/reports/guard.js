// Finds, before anything is sent, what the server would surely refuse: numbers, e-mail addresses, plates.
// The server looks again and at more; this only saves the writer a turn.
const EMAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu;
const NUMBER = /(?<![\d.,/-])(?:18|19|20)?\d{2}(\d{2})(\d{2})(?:\s?[-+–]\s?|\s)?\d{4}(?![\d/]|[.,-]\d)/gu;
const MOBILE = /(?<![\w.,:/+-])(?:\+46|0046|0)[\s-]?(?:\(0\)\s?)?7[02369](?:[\s/–-]{0,2}\d){7}(?![\w/]|[.,:-]\d)/gu;
const PLATE = /(?<![\p{L}\d-])[A-HJ-PR-UW-Z]{3} ?\d{2}[A-HJ-NPR-UW-Z\d](?![\p{L}\d-])/gu;

function checked(text) {
  const digits = text.replace(/\D/g, "").slice(-10);
  let sum = 0;
  for (let i = 0; i < 10; i += 1) {
    const value = Number(digits[i]) * (2 - (i % 2));
    sum += value > 9 ? value - 9 : value;
  }
  return digits.length === 10 && sum % 10 === 0;
}

/** [{start, end, kind}], in order and without overlap. */
export function suspects(text) {
  const found = [];
  const add = (pattern, kind, sure = () => true) => {
    for (const hit of text.matchAll(pattern)) if (sure(hit)) found.push({ start: hit.index, end: hit.index + hit[0].length, kind });
  };
  add(EMAIL, "email");
  add(NUMBER, "number", ([all, month, day]) => +month >= 1 && +month <= 12 && (+day % 60 || 60) <= 31 && checked(all));
  add(MOBILE, "phone");
  add(PLATE, "plate");
  found.sort((a, b) => a.start - b.start);
  return found.filter((one, i) => i === 0 || one.start >= found[i - 1].end);
}

/** Watches a text field and its panel; `send` is kept back while something certain stands in the text. */
export function watch(form, field, panel) {
  const show = () => {
    const marks = suspects(field.value);
    panel.hidden = marks.length === 0;
    field.setAttribute("aria-invalid", String(marks.length > 0));
    if (!marks.length) return marks;
    const kinds = new Set(marks.map((mark) => mark.kind));
    panel.querySelector("[data-guard-title]").textContent = kinds.size > 1 ? panel.dataset.many : panel.dataset[marks[0].kind];
    const text = panel.querySelector("[data-guard-text]");
    text.replaceChildren();
    let at = 0;
    for (const mark of marks) {
      text.append(field.value.slice(at, mark.start));
      const marked = document.createElement("mark");
      marked.textContent = field.value.slice(mark.start, mark.end);
      text.append(marked);
      at = mark.end;
    }
    text.append(field.value.slice(at));
    return marks;
  };
  let waiting = 0;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 600);
  });
  panel.querySelector("[data-guard-remove]").addEventListener("click", () => {
    let text = field.value;
    for (const mark of suspects(text).reverse()) text = text.slice(0, mark.start) + text.slice(mark.end);
    field.value = text.replace(/ {2,}/g, " ").trim();
    show();
    field.focus();
  });
  form.addEventListener("submit", (event) => {
    // One tap for what is going on now sends no text, and what the server marked is taken out there.
    if (["signal", "remove"].includes(event.submitter?.name) || !show().length) return;
    event.preventDefault();
    panel.querySelector("[data-guard-remove]").focus();
  });
}
