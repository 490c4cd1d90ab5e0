// Reads a TimelineJS file with TimelineJS itself, in a page without a screen, and prints what came of it as JSON.
// node timeline.js FILE, where NODE_PATH names the folder of jsdom and @knight-lab/timelinejs
const fs = require('fs');
const { JSDOM, VirtualConsole } = require('jsdom');

const messages = [];
let settled = 0;
const quiet = new VirtualConsole();
quiet.on('jsdomError', (error) => messages.push(String(error.message)));
const dom = new JSDOM('<!DOCTYPE html><div id="timeline" style="width: 900px; height: 600px"></div>', {
  runScripts: 'outside-only',
  pretendToBeVisual: true,
  url: 'http://localhost/',
  virtualConsole: quiet,
});
const { window } = dom;
window.ran = [];
window.alert = (what) => window.ran.push(`alert ${what}`);
window.fetch = (where) => { window.ran.push(`fetch ${where}`); return Promise.reject(new Error('no network')); };
window.matchMedia = () => ({ matches: false, addListener() {}, addEventListener() {} });
window.scrollTo = () => {};
window.eval(fs.readFileSync(require.resolve('@knight-lab/timelinejs/dist/js/timeline.js'), 'utf8'));
const data = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const timeline = new window.TL.Timeline('timeline', data, { language: 'en', hash_bookmark: false });
let waited = 0;
const waiting = setInterval(() => {
  const { document } = window;
  waited += 100;
  const slides = document.querySelectorAll('.tl-slide').length;
  // what comes after the last slide is still waited for: it might run something
  if (waited < 10000 && slides <= data.events.length) { settled = 0; return; }
  if (waited < 10000 && (settled += 100) < 1000) return;
  clearInterval(waiting);
  const config = timeline.config;
  const texts = (selector) => [...document.querySelectorAll(selector)].map((element) => element.textContent);
  const handlers = [...document.querySelectorAll('#timeline *')].flatMap((element) =>
    [...element.attributes].filter((attribute) => /^on/.test(attribute.name) && !/^(\s|void\(0\))?$/.test(attribute.value)).map((attribute) => attribute.value));
  console.log(JSON.stringify({
    errors: config ? config.getErrors() : ['no timeline'],
    events: config ? config.events.length : 0,
    eras: config ? config.eras.map((era) => era.headline) : [],
    headlines: texts('.tl-slide .tl-headline'),
    dates: texts('.tl-slide .tl-headline-date'),
    texts: texts('.tl-slide .tl-text-content'),
    markers: texts('.tl-timemarker-text .tl-headline'),
    links: [...document.querySelectorAll('#timeline a')].map((link) => link.href),
    elements: [...new Set([...document.querySelectorAll('.tl-text-content *, .tl-headline *')].map((e) => e.tagName))],
    handlers,
    ran: window.ran,
    messages,
  }));
  process.exit(0);
}, 100);
