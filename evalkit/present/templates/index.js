// Sorting and filtering of an index. Without this script every row stands there, in the order of the goals.
(() => {
  "use strict";
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const figure = /^[△−-]?[\d,]+(\.\d+)?/;

  // First count or rate of a cell, else its text; an empty one comes last whichever way.
  const key = (row, column) => {
    const cell = row.cells[column];
    const text = (cell.querySelector("b") || cell).textContent.trim();
    const found = text.match(figure);
    if (!text || text === "－") return null;
    if (!found || cell.tagName === "TH") return text;
    return Number(found[0].replace(/,/g, "").replace(/^[△−]/, "-"));
  };

  const order = (a, b, way) => {
    if (a === null || b === null) return (a === null) - (b === null);
    const both = typeof a === "number" && typeof b === "number";
    return way * (both ? a - b : collator.compare(String(a), String(b)));
  };

  const sort = (table, column, head) => {
    const way = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", way > 0 ? "ascending" : "descending");
    const body = table.tBodies[0];
    const keyed = [...body.rows].map((row) => [key(row, column), row]);
    keyed.sort((one, other) => order(one[0], other[0], way));
    body.append(...keyed.map(([, row]) => row));
  };

  for (const table of document.querySelectorAll("table.index")) {
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => sort(table, column, head));
    });
  }

  const form = document.getElementById("filter");
  if (!form) return;
  const text = document.getElementById("filter-text");
  const show = document.getElementById("filter-show");
  const found = document.getElementById("filter-found");
  const plain = (words) => words.normalize("NFKC").toLowerCase();
  const goals = [...document.querySelectorAll("#goals-table tbody tr")].map((row) => ({
    row, text: plain(row.cells[0].textContent), has: (row.dataset.has || "").split(" "),
  }));
  const rows = [...document.querySelectorAll("table.index tbody tr:not([id])")].map((row) => ({
    row, text: plain(row.textContent), goal: row.querySelector('a[href^="#goal-"]').hash.slice(1),
  }));

  // A goal stays if it is of the chosen kind, and it or one of its listed rows holds the text.
  const apply = () => {
    const words = plain(text.value.trim());
    const kind = show.value;
    const own = new Set();
    const chosen = new Set();
    for (const goal of goals) {
      if (kind !== "all" && !goal.has.includes(kind)) continue;
      chosen.add(goal.row.id);
      if (goal.text.includes(words)) own.add(goal.row.id);
    }
    const held = new Set();
    let listed = 0;
    for (const item of rows) {
      const here = own.has(item.goal) || (chosen.has(item.goal) && item.text.includes(words));
      item.row.hidden = !here;
      listed += here;
      if (here) held.add(item.goal);
    }
    let count = 0;
    for (const goal of goals) {
      const here = own.has(goal.row.id) || held.has(goal.row.id);
      goal.row.hidden = !here;
      count += here;
    }
    const all = kind === "all" && !words;
    found.textContent = all ? "" : found.dataset.text.replace("{goals}", count).replace("{rows}", listed);
  };

  let wait;
  text.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(apply, 120); });
  show.addEventListener("change", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = goals.length < 2;
})();
