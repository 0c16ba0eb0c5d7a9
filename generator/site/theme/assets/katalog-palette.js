// The colours: those chosen before, put on the page before it is drawn, and the button that changes them.
(() => {
  const AS_SYSTEM = "(prefers-color-scheme)";
  const light = matchMedia("(prefers-color-scheme: light)");
  const options = [...document.querySelectorAll("[data-md-component=palette] input")];
  if (!options.length) return;

  const named = (option, name) => option.getAttribute(`data-md-color-${name}`);
  const withMedia = (media) => options.find((option) => named(option, "media") === media);

  /** The option whose colours are shown: that for light or dark where the system decides. */
  function shownFor(option) {
    if (named(option, "media") !== AS_SYSTEM) return option;
    return withMedia(`(prefers-color-scheme: ${light.matches ? "light" : "dark"})`) || option;
  }

  function coloursOf(option) {
    const shown = shownFor(option);
    const colours = { media: named(option, "media") };
    for (const name of ["scheme", "primary", "accent"]) colours[name] = named(shown, name);
    return colours;
  }

  function show(option) {
    option.checked = true;
    for (const [name, value] of Object.entries(coloursOf(option))) document.body.setAttribute(`data-md-color-${name}`, value);
    for (const other of options) {
      const button = other.nextElementSibling;
      if (button && button.matches("label")) button.hidden = other !== option;
    }
  }

  const chosen = () => options.find((option) => option.checked);

  const stored = __md_get("__palette");
  const fitting = options.find((option) => matchMedia(named(option, "media")).matches);
  show((stored && options[stored.index]) || fitting || options[0]);

  light.addEventListener("change", () => show(chosen()));
  for (const option of options) {
    option.addEventListener("change", () => {
      show(option);
      __md_set("__palette", { index: options.indexOf(option), color: coloursOf(option) });
    });
  }
})();
