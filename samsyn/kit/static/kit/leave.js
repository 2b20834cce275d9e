// SPDX-License-Identifier: EUPL-1.2
// "Lämna sidan": the page is gone at once, and the step back does not lead to it again. Without script it is a link.
for (const way of document.querySelectorAll("[data-leave]")) {
  way.addEventListener("click", (event) => {
    event.preventDefault();
    document.documentElement.hidden = true;
    document.title = "";
    window.location.replace(way.href);
  });
}
