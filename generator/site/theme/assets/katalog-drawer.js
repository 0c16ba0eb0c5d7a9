// The menu on a narrow screen: a drawer that takes the focus, and gives it back. A check box opens it.
"use strict";

(() => {
  const box = document.getElementById("__drawer");
  const drawer = document.querySelector(".md-sidebar--primary");
  if (!box || !drawer) return;

  const close = () => {
    box.checked = false;
  };

  box.addEventListener("change", () => {
    if (box.checked) (drawer.querySelector("[aria-current]") || drawer.querySelector("a")).focus();
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") box.click();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !box.checked) return;
    close();
    box.focus();
  });
  drawer.addEventListener("click", (event) => {
    if (event.target.closest("a")) close();
  });
  drawer.addEventListener("focusout", ({ relatedTarget: to }) => {
    if (to && to !== box && !drawer.contains(to)) close();
  });

  // A page that the browser kept, or filled in again, comes back with the drawer closed.
  addEventListener("pageshow", close);
})();
