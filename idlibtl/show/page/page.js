"use strict";
// Filters the list of events as the command line does; the page says all that it says without this.
const isMark = c => c === "\u0345" || ("\u0345" + c).normalize("NFD")[0] !== "\u0345";
const bare = text => [...text].filter(c => !isMark(c)).join("");
const folded = c => c === "\u0131" ? c : c.toLowerCase().toUpperCase().toLowerCase();
const plain = text => /^[\0-\x7f]*$/.test(text) ? text.toLowerCase() : bare(bare([...text].map(folded).join("")).normalize("NFKD"));
const words = text => plain(text).replace(/['`\u00b4\u02b9-\u02bf\u02c8\u2018\u2019\u201b\u2032]/g, "").split(/[^\p{L}\p{N}]+/u).filter(Boolean);
const OPTIONS = {k: "kind", a: "actor", l: "place", p: "phase", m: "metric", s: "source", f: "from", t: "to"};
function matches(event, asked, within) {
  const has = key => !asked[key] || asked[key].split(" ").some(one => (event[key] || "").split(" ").includes(one));
  const [first, last = first] = event.d.split(" ");
  const lies = place => place && (place === asked.l || lies(within[place]));
  return asked.words.every(word => event.told.includes(" " + word)) && ["k", "a", "p", "m", "s"].every(has)
    && (!asked.l || (event.l || "").split(" ").some(lies)) && (!asked.f || asked.f <= last) && (!asked.t || first <= asked.t);
}
const quoted = text => /^[\w-]+$/.test(text) ? text : "'" + text.replace(/'/g, "'\"'\"'") + "'";
const typed = (asked, text) => Object.keys(OPTIONS).filter(key => asked[key])
  .map(key => ` --${OPTIONS[key]} ${asked[key].split(" ")[0]}`).join("") + (text.trim() ? " --text=" + quoted(text.trim()) : "");
function start(form) {
  const found = document.getElementById("found"), command = document.getElementById("command");
  const begun = command.textContent, rows = [...document.querySelectorAll("[data-e]")], within = {};
  const shown = [...document.querySelectorAll("#list [data-d]")];
  form.querySelectorAll("[data-w]").forEach(option => within[option.value] = option.dataset.w);
  let events, wait;
  const told = event => " " + words([event.id.slice(2), ...[...event.querySelectorAll("h3 a,.s,.n,:scope>bdi")].map(part => part.textContent)].join(" ")).join(" ");
  function filter() {
    events = events || shown.map(event => ({...event.dataset, told: told(event)}));
    const asked = Object.fromEntries(new FormData(form)), text = asked.q || "", left = new Set();
    asked.words = words(text);
    shown.forEach((event, number) => {
      event.hidden = !matches(events[number], asked, within);
      if (!event.hidden) left.add(event.id.slice(2));
    });
    rows.forEach(row => row.hidden = !left.has(row.dataset.e));
    document.querySelectorAll("#list>details").forEach(fold => {
      fold.hidden = !fold.querySelector("[data-d]:not([hidden])");
      fold.open = left.size < 200 && left.size < shown.length;
    });
    found.value = `${left.size.toLocaleString("en")} of ${shown.length.toLocaleString("en")} events`
      + (text.trim() && !asked.words.length ? "; there is no word to look for" : "");
    command.textContent = begun + typed(asked, text);
  }
  const soon = () => { clearTimeout(wait); wait = setTimeout(filter, 100); };
  form.addEventListener("input", soon);
  form.addEventListener("reset", soon);
  form.addEventListener("submit", event => { event.preventDefault(); filter(); });
  form.hidden = false;
}
function reveal(form) {
  const event = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (event && event.hidden) form.reset();
  const fold = event && event.closest("details");
  if (fold && !fold.open) { fold.open = true; event.scrollIntoView(); }
}
if (globalThis.document) {
  const form = document.getElementById("filter");
  if (form) start(form);
  addEventListener("hashchange", () => reveal(form));
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach(fold => fold.open = true));
  reveal(form);
}
