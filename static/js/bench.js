// The workbench: select words in the original and say what they are. The server does the rest and redraws;
// without this file the same is done by typing the words into the box under the list.
(() => {
  const form = document.querySelector("[data-review]");
  if (!form) return;
  const text = document.getElementById("original");
  const pick = document.getElementById("pick");
  const list = document.getElementById("sugs");

  // ---- selecting ----
  // Offsets are code points of the original, as the server counts them; the page counts in UTF-16 units.
  const points = (string) => Array.from(string).length;
  // Numbers drawn on marks (sup) are ours, not the writer's: they are not in data-start's count.
  const offsetOf = (node, offset) => {
    const piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-start]");
    if (!piece || (node.nodeType === Node.TEXT_NODE && node.parentElement.closest("sup"))) return null;
    const start = Number(piece.dataset.start);
    if (node.nodeType === Node.TEXT_NODE) return start + points(node.data.slice(0, offset));
    const before = Array.from(piece.childNodes).slice(0, node === piece ? offset : 0);
    return start + before.filter((child) => child.nodeType === Node.TEXT_NODE)
      .reduce((sum, child) => sum + points(child.data), 0);
  };
  const piecesIn = (range) => Array.from(text.querySelectorAll("[data-start]")).filter((piece) => range.intersectsNode(piece));
  const own = (piece) => Array.from(piece.childNodes).find((child) => child.nodeType === Node.TEXT_NODE);
  const spanOf = (range) => {
    const pieces = piecesIn(range).filter((piece) => own(piece));
    if (!pieces.length) return null;
    const first = pieces[0];
    const last = pieces[pieces.length - 1];
    const from = first.contains(range.startContainer) ? offsetOf(range.startContainer, range.startOffset) : null;
    const to = last.contains(range.endContainer) ? offsetOf(range.endContainer, range.endOffset) : null;
    const start = from ?? Number(first.dataset.start);
    const end = to ?? Number(last.dataset.start) + points(own(last).data);
    return trim(start, end);
  };
  // A selection made with the mouse often takes the space beside the word along.
  const letters = (within) => {
    const out = [];
    for (const piece of within.querySelectorAll("[data-start]")) {
      const words = own(piece);
      if (words) Array.from(words.data).forEach((letter, i) => { out[Number(piece.dataset.start) + i] = letter; });
    }
    return out;
  };
  const trim = (start, end) => {
    const all = letters(text);
    while (start < end && !(all[start] ?? " ").trim()) start += 1;
    while (end > start && !(all[end - 1] ?? " ").trim()) end -= 1;
    return start < end ? [start, end] : null;
  };

  const hidden = (name, value) => {
    const input = document.createElement("input");
    Object.assign(input, { type: "hidden", name, value });
    form.append(input);
  };
  const redraw = () => {
    hidden("do", "preview");
    form.submit();
  };
  // A new mark takes the place of those it touches, so they are sent unticked.
  const unTickTouched = ([start, end]) => {
    for (const input of list.querySelectorAll("[data-at]")) {
      const [from, to] = input.value.split(":").map(Number);
      if (from < end && start < to) form.elements[`c${input.dataset.at}`].checked = false;
    }
  };
  const takeOut = (span, label) => {
    const number = Math.max(0, ...Array.from(list.querySelectorAll("[data-at]"), (input) => Number(input.dataset.at))) + 1;
    unTickTouched(span);
    hidden(`at${number}`, `${span[0]}:${span[1]}`);
    hidden(`c${number}`, "on");
    hidden(`k${number}`, label);
    redraw();
  };

  let span = null;
  if (text && pick && list) {
    document.addEventListener("selectionchange", () => {
      const selection = getSelection();
      const inside = selection.rangeCount && !selection.isCollapsed
        && text.contains(selection.anchorNode) && text.contains(selection.focusNode);
      if (!inside) {
        if (!pick.contains(document.activeElement)) pick.hidden = true;
        return;
      }
      const range = selection.getRangeAt(0);
      span = spanOf(range);
      pick.hidden = !span;
      const box = range.getBoundingClientRect();
      pick.style.top = `${box.bottom + scrollY + 6}px`;
      pick.style.left = `${Math.max(8, Math.min(box.left, innerWidth - pick.offsetWidth - 8))}px`;
    });
    pick.addEventListener("mousedown", (event) => event.preventDefault());
    pick.addEventListener("click", (event) => {
      if (span && event.target.dataset.label) takeOut(span, event.target.dataset.label);
    });
  }

  // ---- live preview: the same function as the server's, over the same pieces ----
  const mended = (label) => Object.assign(document.createElement("span"), { className: "mended", textContent: `[${label}]` });
  const say = (element, count) => {
    element.textContent = (count === 1 ? element.dataset.one : element.dataset.many).replace("{n}", count);
  };
  // One text with its list and its preview: the story, and with the prefix "b" what should change.
  const follow = (prefix, then) => {
    const [original, ticked] = [`${prefix}original`, `${prefix}sugs`].map((id) => document.getElementById(id));
    const preview = form.querySelector(`[data-${prefix}preview] p`);
    if (!original || !ticked || !preview) return;
    const rows = () => Array.from(ticked.querySelectorAll("[data-at]"), (input) => {
      const [start, end] = input.value.split(":").map(Number);
      const [tick, label] = ["c", "k"].map((name) => form.elements[`${prefix}${name}${input.dataset.at}`]);
      return { start, end, taken: tick.checked, label: label.value };
    });
    const draw = () => {
      const cuts = rows().filter((row) => row.taken).sort((one, other) => one.start - other.start);
      const all = letters(original);
      // Two that lie across each other are refused by the server, which then says so.
      if (cuts.some((cut, i) => i && cut.start < cuts[i - 1].end)) return;
      const parts = [];
      let at = 0;
      for (const cut of cuts) {
        if (at < cut.start) parts.push(all.slice(at, cut.start).join(""));
        parts.push(mended(cut.label));
        at = cut.end;
      }
      parts.push(all.slice(at).join(""));
      preview.replaceChildren(...parts);
      // Which cuts it shows: without this the server would redraw first, and approve then.
      form.elements[`${prefix}drawn`].value = cuts.map((cut) => `${cut.start}:${cut.end}:${cut.label}`).join(" ");
      const off = new Set(rows().filter((row) => !row.taken).map((row) => row.start));
      for (const mark of original.querySelectorAll("mark")) mark.classList.toggle("is-off", off.has(Number(mark.dataset.start)));
      then(cuts.length);
    };
    ticked.addEventListener("change", draw);
    // A browser that comes back to this page ticks as it was left.
    draw();
  };
  follow("", (count) => {
    for (const element of document.querySelectorAll("[data-many]")) say(element, count);
  });
  follow("b", () => {});

  // ---- what stands above the text: all words are on the page, the server drew them as well ----
  const above = form.elements.above;
  const ticks = (name) => Array.from(form.querySelectorAll(`[name=${name}]:checked`), (input) => input.value);
  const words = (key) => form.querySelector(`[data-above="${key}"]`)?.textContent;
  const stand = (element, said) => {
    element.textContent = said.filter(Boolean).join(element.dataset.between);
    element.parentElement.hidden = !element.textContent;
  };
  const drawAbove = () => {
    const [kind, notes] = [form.elements.kind.value, ticks("note")];
    const when = ticks("without").includes("when") ? "without" : ticks("coarser").includes("when") ? "coarser" : "exact";
    stand(form.querySelector("[data-facets]"), [words(`kind/${kind}`), words(`when/${when}`)]);
    stand(form.querySelector("[data-notes]"), notes.map((note) => words(`note/${note}`)));
    above.value = [kind, when, notes.sort().join(",")].join("/");
  };
  if (above && form.querySelector("[data-above]")) {
    form.addEventListener("change", (event) => {
      if (["kind", "note", "coarser", "without"].includes(event.target.name)) drawAbove();
    });
    drawAbove();
  }

  // ---- five minutes before the session ends it says so; just before, the marks are put by ----
  const idle = form.querySelector("[data-idle]");
  if (idle) {
    const seconds = Number(idle.dataset.idle);
    const after = (wait, act) => setTimeout(act, Math.max(0, wait) * 1000);
    after(seconds - 300, () => { idle.firstElementChild.hidden = false; });
    after(seconds - 15, () => idle.querySelector("[data-away]").click());
  }

  // ---- single keys: off until ticked (WCAG 2.1.4); the tick is sent with the page and kept until signing out ----
  const box = form.querySelector("[data-keys]");
  const isOn = () => box ? box.checked : "keysOn" in form.dataset;
  const boxes = () => Array.from(form.querySelectorAll("[data-tick]"));
  const move = (step) => {
    const all = boxes();
    const at = all.indexOf(document.activeElement);
    all[Math.min(all.length - 1, Math.max(0, at + step))]?.focus();
  };
  const press = (key) => () => form.querySelector(`[data-key="${key}"]`)?.click();
  const open = (fold, field) => () => {
    const details = form.querySelector(`[data-fold="${fold}"]`);
    if (!details) return;
    details.open = true;
    details.querySelector(field)?.focus();
  };
  // What has to be looked for comes first: then the same key approves.
  const approve = () => {
    const missing = Array.from(form.querySelectorAll("[name=overrule], [name=sure]")).find((tick) => !tick.checked);
    if (missing) missing.focus();
    else press("a")();
  };
  const keys = {
    v: press("v"),
    j: () => move(1),
    k: () => move(-1),
    x: () => { if (document.activeElement.matches("[type=checkbox]")) document.activeElement.click(); },
    r: () => { if (span && !pick.hidden) pick.querySelector("button").focus(); else form.elements.add?.focus(); },
    a: approve,
    q: open("ask", "textarea"),
    d: open("decline", "select"),
    2: open("team", "[value=second]"),
    s: press("s"),
    "?": () => { const help = form.querySelector("[data-keys-list]"); if (help) help.open = !help.open; },
  };
  const kinds = { n: "name", p: "place", d: "date", o: "detail" };
  const typing = (target) => target.matches("textarea, select, input:not([type=checkbox], [type=radio])");
  document.addEventListener("keydown", (event) => {
    if (!isOn() || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const key = event.key.toLowerCase();
    if (pick?.contains(document.activeElement) && span && kinds[key]) takeOut(span, kinds[key]);
    else if (keys[key]) { event.preventDefault(); keys[key](); }
  });
})();
