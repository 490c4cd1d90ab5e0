"use strict";
// Filters the events as the command line does, copies quotes, lights what belongs together. Without it the page says all.
const isMark = c => c === "\u0345" || ("\u0345" + c).normalize("NFD")[0] !== "\u0345";
const bare = text => [...text].filter(c => !isMark(c)).join("");
const folded = c => c === "\u0131" ? c : c.toLowerCase().toUpperCase().toLowerCase();
const plain = text => /^[\0-\x7f]*$/.test(text) ? text.toLowerCase() : bare(bare([...text].map(folded).join("")).normalize("NFKD"));
const words = text => plain(text).replace(/['`\u00b4\u02b9-\u02bf\u02c8\u2018\u2019\u201b\u2032]/g, "").split(/[^\p{L}\p{N}]+/u).filter(Boolean);
const KEYS = {kind: "k", actor: "a", place: "l", phase: "p", metric: "m", source: "s"};
const split = text => text ? text.split(" ") : [];
const sought = word => ` ${word}${[...word].length > 2 ? "" : " "}`;
function matches(event, asked, within) {
  const of = key => split(event[KEYS[key]] || (key === "source" ? "publication" : ""));
  const inside = place => place && (place === asked.place || inside(within[place]));
  const has = key => key === "place" ? of(key).some(inside) : split(asked[key]).some(one => of(key).includes(one));
  const [first, last = first] = event.d.split(" ");
  return asked.words.every(word => event.text.includes(sought(word))) && Object.keys(KEYS).every(key => !asked[key] || has(key))
    && (!asked.from || asked.from <= last) && (!asked.to || first <= asked.to);
}
const quoted = text => /^[\w-]+$/.test(text) ? text : "'" + text.replace(/'/g, "'\"'\"'") + "'";
const typed = (asked, text) => [...Object.keys(KEYS), "from", "to"].filter(key => asked[key])
  .map(key => ` --${key} ${asked[key].split(" ")[0]}`).join("") + (text.trim() ? " --text=" + quoted(text.trim()) : "");
const all = (chosen, within = document) => [...within.querySelectorAll(chosen)];
function start(form) {
  const found = document.getElementById("found"), command = document.getElementById("command");
  const begun = command.textContent, rows = all(".tl [data-e]"), shown = all("#list [data-d]"), within = {}, names = {};
  all("[data-w]", form).forEach(option => within[option.value] = option.dataset.w);
  all("#names option").forEach(option => names[option.value] = option.textContent);
  const named = {a: "a-", s: "a-", l: "l-", x: "l-"};
  const text = event => " " + words([...all("h3 a,.s,.w", event).map(part => part.textContent),
    ...Object.keys(named).flatMap(key => split(event.dataset[key]).map(id => names[named[key] + id] || ""))].join(" ")).join(" ") + " ";
  let events, wait;
  const value = field => field.options ? field.selectedOptions[0].textContent : field.name === "q" ? `"${field.value.trim()}"` : field.value;
  function filter() {
    events = events || shown.map(event => ({...event.dataset, text: text(event)}));
    const given = [...form.elements].filter(field => field.name && field.value.trim());
    const asked = Object.fromEntries(given.map(field => [field.name, field.value])), typedWords = asked.q || "", left = new Set();
    asked.words = words(typedWords);
    shown.forEach((event, number) => {
      event.hidden = !matches(events[number], asked, within);
      if (!event.hidden) left.add(event.id.slice(2));
    });
    rows.forEach(row => row.classList.toggle("dim", !left.has(row.dataset.e)));
    all("#list>details").forEach(fold => {
      fold.hidden = !fold.querySelector("[data-d]:not([hidden])");
      fold.open = left.size < 200 && left.size < shown.length;
    });
    const number = `${left.size.toLocaleString("en")} of ${shown.length.toLocaleString("en")}`;
    const why = given.map(field => `${field.labels[0].firstChild.textContent.toLowerCase()} ${value(field)}`).join(", ");
    found.value = `${number} events` + (typedWords && !asked.words.length ? ". Type at least one letter or digit." : "");
    all(".showing").forEach(line => { line.hidden = !given.length; line.textContent = `Showing ${number}: ${why}`; });
    command.textContent = begun + typed(asked, typedWords);
    const state = new URLSearchParams(given.map(field => [field.name, field.value.trim()])).toString();
    if (state || location.hash.includes("=")) history.replaceState(null, "", state ? "#" + state : location.pathname + location.search);
  }
  const soon = () => { clearTimeout(wait); wait = setTimeout(filter, 100); };
  form.addEventListener("input", soon);
  form.addEventListener("reset", soon);
  form.addEventListener("submit", event => { event.preventDefault(); filter(); });
  form.hidden = false;
  return () => {
    if (!location.hash.includes("=")) return;
    const state = new URLSearchParams(location.hash.slice(1));
    [...form.elements].forEach(field => { if (field.name) field.value = state.get(field.name) || ""; });
    filter();
  };
}
function reveal(form) {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target && target.hidden && form) form.reset();
  const fold = target && target.closest("details");
  if (fold && !fold.open) { fold.open = true; target.scrollIntoView(); }
}
function light(event) {
  all(".lit").forEach(lit => lit.classList.remove("lit"));
  const row = event.target.closest("[data-e],.ev,tr[data-l]");
  if (!row) return;
  const id = row.dataset.e, record = id ? document.getElementById("e-" + id) : row;
  const belongs = [...split(row.dataset.t).map(toll => `.tl [data-e="${CSS.escape(toll)}"]`),
    ...split(record && record.dataset.l).map(place => `figure [data-l="${CSS.escape(place)}"]`)];
  [row, ...belongs.length ? all(belongs.join()) : []].forEach(lit => lit.classList.add("lit"));
}
function copy(event) {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const label = button.dataset.label ||= button.textContent;
  const done = ok => { button.textContent = ok ? "Copied" : "Not copied"; setTimeout(() => button.textContent = label, 2000); };
  (navigator.clipboard ? navigator.clipboard.writeText(button.dataset.copy) : Promise.reject()).then(() => done(true), () => done(false));
}
if (globalThis.document) {
  const form = document.getElementById("filter"), restore = form ? start(form) : () => {};
  addEventListener("hashchange", () => { restore(); reveal(form); });
  addEventListener("beforeprint", () => all("details").forEach(fold => fold.open = true));
  ["mouseover", "focusin"].forEach(kind => document.addEventListener(kind, light));
  document.addEventListener("click", copy);
  all("[data-copy]").forEach(button => button.hidden = false);
  restore();
  reveal(form);
}
