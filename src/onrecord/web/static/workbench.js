// What scripts add to pages that work without them: the reader's dates, keys, charts that answer, marks that light up.
"use strict";

const every = (selector, act) => document.querySelectorAll(selector).forEach(act);

// Dates in the reader's language, no more exact than the record has them; the title keeps the exact value.
const PRECISION = {
  4: { year: "numeric" },
  7: { year: "numeric", month: "long" },
  10: { year: "numeric", month: "long", day: "numeric" },
};
every("time[datetime]", (time) => {
  const iso = time.getAttribute("datetime");
  const moment = new Date(iso.length < 10 ? `${iso}-01`.padEnd(10, "-01").slice(0, 10) : iso);
  if (Number.isNaN(moment.getTime())) return;
  const form = PRECISION[iso.length];
  time.textContent = form
    ? new Intl.DateTimeFormat(undefined, { ...form, timeZone: "UTC" }).format(moment)
    : new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" }).format(moment);
});

// Keys. Whoever types into a field types.
const rows = () => [...document.querySelectorAll(".row > summary")].filter((row) => row.checkVisibility());
const step = (by) => {
  const all = rows();
  const at = all.indexOf(document.activeElement);
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by];
  if (next) next.focus();
};
const press = (key) => {
  const target = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!target) return false;
  if (target instanceof HTMLDetailsElement) {
    target.open = true;
    target.querySelector("input:not([type=hidden]), select").focus();
  } else target.click();
  return true;
};
const KEYS = {
  "/": () => {
    const box = document.querySelector("input[type=search]");
    if (box) box.focus();
    else location.assign("/search");
  },
  g: () => location.assign("/"),
  j: () => step(1),
  k: () => step(-1),
  o: () => document.activeElement.closest?.(".row > summary")?.click(),
};
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
  if (press(event.key)) event.preventDefault();
  else if (KEYS[event.key]) {
    event.preventDefault();
    KEYS[event.key]();
  }
});
every(".keys", (line) => line.removeAttribute("hidden"));

// What an address names is opened, so that a link to it shows it.
const named = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
if (named) {
  named.closest("details")?.setAttribute("open", "");
  if (named.id === "here") named.nextElementSibling?.scrollIntoView({ block: "center" });
}

// On paper everything is open.
addEventListener("beforeprint", () => every("details.row, details.sentence", (row) => row.setAttribute("open", "")));

// A mark lights up what explains it.
const panel = document.querySelector(".panel");
every(".text a.mark", (mark) => {
  const about = document.getElementById(mark.hash.slice(1));
  if (!about) return;
  const light = (on) => about.classList.toggle("lit", on);
  mark.addEventListener("pointerenter", () => {
    light(true);
    if (getComputedStyle(panel).position === "sticky") panel.scrollTop = about.offsetTop - panel.offsetTop - 40;
  });
  mark.addEventListener("pointerleave", () => light(false));
});

// A node of the network lights up its ties.
every(".network .node", (node) => {
  const ties = [...document.querySelectorAll(".network .tie")];
  const light = (on) => {
    for (const tie of ties) {
      const own = tie.querySelector("title") && tie.dataset.ends.split(" ").includes(node.dataset.node);
      tie.classList.toggle("lit", on && own);
      tie.classList.toggle("dim", on && !own);
    }
  };
  node.addEventListener("pointerenter", () => light(true));
  node.addEventListener("pointerleave", () => light(false));
  node.addEventListener("focus", () => light(true));
  node.addEventListener("blur", () => light(false));
});

// Charts: the picture is there already; Vega draws it again so that it can be asked. Expressions are interpreted, because
// the page allows no code to be made from strings.
const dark = matchMedia("(prefers-color-scheme: dark)");
let vega = null;
const load = (address) =>
  (vega ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = done;
    script.onerror = failed;
    document.head.append(script);
  }));
const draw = async (figure) => {
  const address = new URL(figure.dataset.chart, location.href);
  address.searchParams.set("width", Math.max(240, Math.min(1400, Math.floor(figure.clientWidth))));
  address.searchParams.set("theme", dark.matches ? "dark" : "light");
  const [answer] = await Promise.all([fetch(address, { headers: { Accept: "application/json" } }), load(figure.dataset.script)]);
  if (!answer.ok) return;
  const ground = document.createElement("div");
  ground.className = "drawn";
  ground.hidden = true;
  figure.append(ground);
  const options = { ast: true, actions: false, renderer: "svg", defaultStyle: false, tooltip: { theme: dark.matches ? "dark" : "light", disableDefaultStyle: true } };
  await window.vegaEmbed(ground, await answer.json(), options);
  const picture = figure.querySelector("picture");
  ground.setAttribute("role", "img");
  ground.setAttribute("aria-label", picture.querySelector("img").alt);
  ground.hidden = false;
  figure.querySelectorAll(".drawn:not(:last-child)").forEach((old) => old.remove());
  picture.hidden = true;
};
const seen = new IntersectionObserver((entries) => {
  for (const entry of entries.filter((one) => one.isIntersecting)) {
    seen.unobserve(entry.target);
    draw(entry.target).catch(() => entry.target.querySelector(".drawn")?.remove());
  }
});
every("figure.chart", (figure) => seen.observe(figure));
dark.addEventListener("change", () => every("figure.chart", (figure) => draw(figure).catch(() => {})));
