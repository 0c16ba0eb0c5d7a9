// The languages lead to the same page; with this, to the same place in it, and with the same query.
(() => {
  const links = [...document.querySelectorAll(".katalog-languages a")];
  const details = document.querySelector(".katalog-languages details");
  if (!details) return;
  const keep = () => {
    for (const link of links) {
      link.search = location.search;
      link.hash = location.hash;
    }
  };
  const close = () => {
    details.open = false;
  };
  keep();
  addEventListener("hashchange", keep);
  details.addEventListener("toggle", keep);
  details.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !details.open) return;
    close();
    details.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    if (!details.contains(event.target)) close();
  });
})();
