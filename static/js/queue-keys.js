// Single keys on the queue, for who turned them on while reading: N takes the next one, U undoes the last decision.
(() => {
  if (!document.querySelector("[data-keys-on]")) return;
  const keys = { n: "n", u: "u" };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("select, textarea, input")) return;
    const key = keys[event.key.toLowerCase()];
    if (key) document.querySelector(`[data-key="${key}"]`)?.click();
  });
})();
