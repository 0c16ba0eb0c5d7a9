// Puts the remembered colours on the page before it is drawn.
(() => {
  const chosen = __md_get("__palette");
  if (!chosen || !chosen.color) return;
  let color = chosen.color;
  if (color.media === "(prefers-color-scheme)") {
    const wanted = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
    const option = document.querySelector(`[data-md-color-media="(prefers-color-scheme: ${wanted})"]`);
    if (option) {
      color = { media: color.media };
      for (const name of ["scheme", "primary", "accent"]) color[name] = option.getAttribute(`data-md-color-${name}`);
    }
  }
  for (const [name, value] of Object.entries(color)) document.body.setAttribute(`data-md-color-${name}`, value);
})();
