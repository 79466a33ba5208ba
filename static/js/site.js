// Enhancement only. Every page works without this file.
(() => {
  const root = document.documentElement;
  root.classList.add("js");

  // A page restored from the back cache must not show what was written.
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

  const exit = document.querySelector("[data-exit]");
  if (!exit) return;

  // Leaving replaces this page in the history, so Back does not come here again.
  const leave = () => {
    root.hidden = true;
    document.title = "Weather";
    location.replace(exit.href);
  };
  exit.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    leave();
  });

  // Shift alone, three times, each less than a second after the last: no other key ever counts.
  let times = 0;
  let last = 0;
  let alone = false;
  addEventListener("keydown", (event) => {
    alone = event.key === "Shift" && !event.repeat;
    if (!alone) times = 0;
  });
  addEventListener("keyup", (event) => {
    if (event.key !== "Shift" || !alone) return;
    const now = Date.now();
    times = now - last < 1000 ? times + 1 : 1;
    last = now;
    if (times === 3) leave();
  });
})();
