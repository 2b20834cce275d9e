// Ticks every report of the page, or none; on a phone the first twenty stand, and the rest when asked for.
// Without script they are ticked one by one, and all of them stand.
const boxes = [...document.querySelectorAll(".pick input")];
const shown = () => boxes.filter((box) => box.checkVisibility());

const rest = document.querySelector("[data-show-rest]");
const table = document.querySelector("table.reports");
if (rest && table && !boxes.some((box) => box.checked)) {
  table.classList.add("reports--short");
  rest.hidden = false;
  rest.addEventListener("click", () => {
    const first = table.querySelector("tbody tr:nth-child(21) a");
    table.classList.remove("reports--short");
    rest.hidden = true;
    first?.focus();
  });
}

const button = document.querySelector("[data-tick-all]");
const settle = () => {
  button.setAttribute("aria-pressed", String(shown().every((box) => box.checked)));
};

if (button && boxes.length) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const all = shown().every((box) => box.checked);
    shown().forEach((box) => {
      box.checked = !all;
    });
    settle();
  });
  boxes.forEach((box) => box.addEventListener("change", settle));
  settle();
}
