// A button that copies, beside every block of code and every coordinate. Its words stand in the page.
"use strict";

(() => {
  const main = document.getElementById("hovedinnhold");
  if (!main || !main.dataset.copy) return;
  const { copy, copied } = main.dataset;

  async function put(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Pages from disk have no clipboard of that kind in some browsers.
      const field = document.createElement("textarea");
      field.value = text;
      main.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
  }

  function button(of) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "copy";
    made.textContent = copy;
    made.addEventListener("click", async () => {
      await put(of.textContent);
      made.textContent = copied;
      setTimeout(() => (made.textContent = copy), 2000);
      made.focus();
    });
    return made;
  }

  for (const block of main.querySelectorAll("pre")) {
    const around = document.createElement("div");
    around.className = "copyable";
    block.replaceWith(around);
    around.append(block, button(block));
  }
  for (const code of main.querySelectorAll("[data-copyable]")) code.after(" ", button(code));

  // A block or table wider than the screen scrolls, with the keyboard too.
  for (const block of main.querySelectorAll("pre, table:not([class])")) {
    if (block.scrollWidth > block.clientWidth) block.tabIndex = 0;
  }
})();
