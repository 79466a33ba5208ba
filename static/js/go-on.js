// Presses "Go on" by itself, so that nobody has to. Without it, one presses.
(() => {
  const form = document.querySelector("[data-go-on]");
  if (form) setTimeout(() => form.requestSubmit(), 400);
})();
