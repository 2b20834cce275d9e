// Ticks every report of the page, or none. Without script they are ticked one by one.
const button = document.querySelector("[data-tick-all]");
const boxes = [...document.querySelectorAll(".pick input")];

const settle = () => {
  const all = boxes.every((box) => box.checked);
  button.setAttribute("aria-pressed", String(all));
};

if (button && boxes.length) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const all = boxes.every((box) => box.checked);
    boxes.forEach((box) => {
      box.checked = !all;
    });
    settle();
  });
  boxes.forEach((box) => box.addEventListener("change", settle));
  settle();
}
