// What is folded opens for a link into it, and on paper.
"use strict";

(() => {
  const closed = () => [...document.querySelectorAll("main details:not([open])")];

  function openForTarget() {
    const target = document.querySelector(":target");
    if (!target) return;
    const around = closed().filter((details) => details.contains(target));
    for (const details of around) details.open = true;
    if (around.length) target.scrollIntoView();
  }

  let opened = [];
  addEventListener("beforeprint", () => {
    opened = closed();
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
    opened = [];
  });
  addEventListener("load", openForTarget);
  addEventListener("hashchange", openForTarget);
})();
