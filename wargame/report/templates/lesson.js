"use strict";
(() => {
const L = JSON.parse(document.getElementById("lesson").textContent);
const NS = "http://www.w3.org/2000/svg";
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
const NAMES = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const POINTS = 6; // months that a reader sets when drawing, the given first one included
const of = (name, step) => document.querySelector(`${name}[data-step="${step}"]`);
const last = L.months.length - 1;

// What the reader has done in each step.
const state = L.steps.map((step) => ({
  at: [...step.at], revealed: !step.predict, choice: null, guess: null, mine: null, told: "",
  seen: new Set([String(step.at)]),
}));

function make(name, attributes, ...inside) {
  const svg = ["svg", "path", "line", "text", "circle", "g", "rect"].includes(name);
  const node = svg ? document.createElementNS(NS, name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) node.setAttribute(key, value);
  node.append(...inside);
  return node;
}

// Numbers are written to a step that their band supports, as in the reports.
function stepOf(width) {
  if (!(width > 0)) return 0;
  const power = 10 ** Math.floor(Math.log10(width / 6));
  return 5 * power <= width / 6 ? 5 * power : power;
}
function number(value, fine) {
  const places = fine > 0 ? Math.max(0, -Math.floor(Math.log10(fine) + 1e-9)) : 0;
  const round = fine > 0 ? Math.round(value / fine) * fine : Math.round(value);
  return round.toLocaleString("en-US", { minimumFractionDigits: places, maximumFractionDigits: places });
}
function shown(value, unit, width) {
  if (value === null) return "none";
  if (unit === "share") return `${number(100 * value, Math.max(stepOf(100 * width), 1))}%`;
  if (unit === "USD") return `${number(value / 1e6, Math.max(stepOf(width / 1e6), 1))} million USD`;
  const counted = ["weapons", "missiles", "interceptors", "warheads", "batteries", "raids", "drones"];
  const fine = counted.includes(unit) ? Math.max(stepOf(width), 1) : stepOf(width);
  return number(value, fine);
}
function month(at) {
  const [year, number] = L.months[at].split("-");
  return `${NAMES[number - 1]} ${year}`;
}

// Lines of the chart of a step where its controls stand.
function lines(step, at) { return L.cells[at.join(",")].lines[L.steps[step].chart]; }
function rows(values, chance) {
  return chance ? { low: values[0], mid: values[1], high: values[2] }
    : { low: values[0], inner: values[1], mid: values[2], outer: values[3], high: values[4] };
}
function ticks(top) {
  const rough = top / 4, power = 10 ** Math.floor(Math.log10(rough));
  const size = [1, 2, 2.5, 5, 10].map((x) => x * power).find((x) => x >= rough);
  return Array.from({ length: Math.ceil(top / size) + 1 }, (_, at) => at * size);
}
function frame(chart) {
  const box = { wide: 660, tall: 330, left: 58, right: 14, top: 12, bottom: 30 };
  const room = document.querySelector("main").clientWidth;
  if (room < 560) Object.assign(box, { wide: Math.max(280, room), tall: 280, left: 50 });
  const marks = ticks(chart.unit === "share" && chart.top > 0.6 ? 1 : chart.top * 1.04);
  const top = marks[marks.length - 1];
  box.x = (at) => box.left + (box.wide - box.left - box.right) * (last ? at / last : 0);
  box.y = (value) => box.tall - box.bottom - (box.tall - box.top - box.bottom) * value / top;
  box.value = (y) => Math.min(top, Math.max(0, top * (box.tall - box.bottom - y) / (box.tall - box.top - box.bottom)));
  box.month = (x) => Math.round((x - box.left) / (box.wide - box.left - box.right) * last);
  return { box, marks, top };
}
function path(box, values) {
  let text = "", down = false;
  values.forEach((value, at) => {
    if (value === null) { down = false; return; }
    text += `${down ? "L" : "M"}${box.x(at).toFixed(1)} ${box.y(value).toFixed(1)}`;
    down = true;
  });
  return text;
}
function band(box, low, high) {
  const known = low.map((_, at) => at).filter((at) => low[at] !== null && high[at] !== null);
  if (!known.length) return "";
  const point = (at, row) => `${box.x(at).toFixed(1)} ${box.y(row[at]).toFixed(1)}`;
  return `M${known.map((at) => point(at, high)).join("L")}L${known.reverse().map((at) => point(at, low)).join("L")}Z`;
}

function axes(svg, box, marks, chart) {
  for (const value of marks) {
    svg.append(make("line", { class: "grid", x1: box.left, x2: box.wide - box.right, y1: box.y(value), y2: box.y(value) }));
    const text = chart.unit === "share" ? `${Math.round(100 * value)}%`
      : chart.unit === "USD" ? `${value / 1e6} m` : value.toLocaleString("en-US");
    svg.append(make("text", { x: box.left - 6, y: box.y(value) + 4, "text-anchor": "end" }, text));
  }
  const every = box.wide < 560 && L.months.length > 30 ? 12 : 6;
  L.months.forEach((_, at) => {
    const number = Number(L.months[at].slice(5)) - 1;
    if (number % every) return;
    svg.append(make("line", { class: "grid", x1: box.x(at), x2: box.x(at), y1: box.top, y2: box.tall - box.bottom }));
    svg.append(make("text", { x: box.x(at), y: box.tall - 10, "text-anchor": at ? "middle" : "start" }, month(at)));
  });
}
function fan(group, box, values, chance, bare) {
  const row = rows(values, chance);
  if (!bare) {
    group.append(make("path", { class: "wide", d: band(box, row.low, row.high) }));
    if (!chance) group.append(make("path", { class: "half", d: band(box, row.inner, row.outer) }));
  }
  group.append(make("path", { class: "mid", d: path(box, row.mid) }));
}

function summary(step, values) {
  const chart = L.charts[L.steps[step].chart];
  return chart.lines.map((line, at) => {
    const row = rows(values[at], line.chance);
    const wide = Math.max(...row.high.filter((x) => x !== null)) - Math.min(...row.low.filter((x) => x !== null));
    const say = (m) => `${shown(row.mid[m], chart.unit, row.high[m] - row.low[m] || wide)} in ${month(m)} (${line.chance ? "90% interval" : "80% of runs"}: ${shown(row.low[m], chart.unit, row.high[m] - row.low[m])} to ${shown(row.high[m], chart.unit, row.high[m] - row.low[m])})`;
    return `${line.label}: ${line.chance ? "share of runs" : "median run"} ${say(0)}; ${say(last)}.`;
  }).join(" ");
}
function table(step, values) {
  const chart = L.charts[L.steps[step].chart];
  const body = make("tbody");
  for (let m = 0; m <= last; m += (m + 2 > last || last < 8) ? 1 : 3) {
    const cells = chart.lines.map((line, at) => {
      const row = rows(values[at], line.chance), wide = row.high[m] - row.low[m];
      return make("td", {}, row.mid[m] === null ? "none" : `${shown(row.mid[m], chart.unit, wide)} (${shown(row.low[m], chart.unit, wide)} to ${shown(row.high[m], chart.unit, wide)})`);
    });
    body.append(make("tr", {}, make("th", { scope: "row" }, month(m)), ...cells));
  }
  const heads = chart.lines.map((line) => make("th", { scope: "col" }, line.label));
  const ends = chart.lines[0].chance ? "share of runs (90% interval)" : "median (80% of runs)";
  return make("details", {}, make("summary", {}, "The same in numbers"), make("table", {},
    make("caption", {}, `${chart.title}, ${ends}, n = ${L.n}`),
    make("thead", {}, make("tr", {}, make("th", { scope: "col" }, "Month"), ...heads)), body));
}
function legend(step, marks) {
  const chart = L.charts[L.steps[step].chart];
  const item = (name, text) => make("li", {}, make("svg", { viewBox: "0 0 26 10", "aria-hidden": "true" },
    make("line", { class: `swatch ${name}`, x1: 0, x2: 26, y1: 5, y2: 5 })), text);
  const list = make("ul", { class: "legend" });
  if (marks.values) chart.lines.forEach((line, at) => list.append(item(`l${at}`, line.label)));
  if (marks.was) list.append(item("was", "where this step began"));
  if (marks.mine) list.append(item("mine", "your line"));
  return list;
}

// One chart: `values` are drawn unless the reader is to predict them first.
function draw(step, values) {
  const host = of(".chart", step), one = L.steps[step], mine = state[step].mine;
  if (!host) return;
  const chart = L.charts[one.chart], { box, marks, top } = frame(chart);
  const hide = !state[step].revealed;
  const drawing = hide && one.predict.kind === "draw";
  if (hide && !drawing) {
    host.replaceChildren(make("p", { class: "meta" }, "The chart opens when you have predicted."));
    return;
  }
  const svg = make("svg", { viewBox: `0 0 ${box.wide} ${box.tall}`, role: "img", class: drawing ? "drawing" : "" });
  axes(svg, box, marks, chart);
  const began = String(state[step].at) !== String(one.at);
  if (!hide) {
    chart.lines.forEach((line, at) => {
      const group = make("g", { class: `l${at}` });
      fan(group, box, values[at], line.chance);
      svg.append(group);
      if (began) svg.append(make("path", { class: "was", d: path(box, rows(lines(step, one.at)[at], line.chance).mid) }));
    });
  }
  if (mine) svg.append(make("path", { class: "mine", d: path(box, mine.line) }));
  if (drawing) mine.points.forEach((at) => svg.append(make("circle", { class: at ? "dot" : "dot given", cx: box.x(at), cy: box.y(mine.line[at]), r: at ? 9 : 6 })));
  svg.setAttribute("aria-label", hide ? `${chart.title}: your drawing. Use the sliders below to set it.` : `${chart.title}. ${summary(step, values)}`);
  host.replaceChildren(make("h3", {}, `${chart.title} (${chart.words}${hide ? "" : `; n = ${L.n} runs`})`),
    legend(step, { values: !hide, was: began && !hide, mine: mine }), svg);
  if (drawing) { sketch(step, svg, box); host.append(sliders(step, top)); }
  if (!hide) {
    const numbers = of(".numbers", step), found = table(step, values);
    found.open = Boolean(numbers.querySelector("details")?.open);
    numbers.replaceChildren(found);
  }
}

// Drawing: a few points, moved by hand or by sliders; straight lines between them.
function begin(step) {
  const first = rows(lines(step, L.steps[step].at)[0], L.charts[L.steps[step].chart].lines[0].chance).mid[0] || 0;
  const points = Array.from({ length: POINTS }, (_, at) => Math.round(at * last / (POINTS - 1)));
  state[step].mine = { points: [...new Set(points)], line: L.months.map(() => first), touched: false };
}
function put(step, at, value) {
  const mine = state[step].mine;
  mine.line[at] = value;
  mine.touched = true;
  mine.points.forEach((to, index) => {
    if (!index) return;
    const from = mine.points[index - 1];
    for (let m = from + 1; m < to; m++) mine.line[m] = mine.line[from] + (mine.line[to] - mine.line[from]) * (m - from) / (to - from);
  });
  of(".reveal", step).disabled = false;
}
function sketch(step, svg, box) {
  const mine = state[step].mine;
  let held = null;
  const move = (event) => {
    const edge = svg.getBoundingClientRect(), scale = box.wide / edge.width;
    const x = (event.clientX - edge.left) * scale, y = (event.clientY - edge.top) * scale;
    if (held === null) {
      const free = mine.points.slice(1);
      held = free.reduce((best, at) => Math.abs(box.x(at) - x) < Math.abs(box.x(best) - x) ? at : best, free[0]);
    }
    put(step, held, box.value(y));
    const dots = svg.querySelectorAll(".dot"), line = svg.querySelector(".mine");
    line.setAttribute("d", path(box, mine.line));
    dots.forEach((dot, index) => dot.setAttribute("cy", box.y(mine.line[mine.points[index]])));
    of(".chart", step).querySelectorAll(".points input").forEach((slider) => {
      slider.value = mine.line[Number(slider.dataset.month)];
      slider.dispatchEvent(new Event("told"));
    });
  };
  svg.addEventListener("pointerdown", (event) => { held = null; svg.setPointerCapture(event.pointerId); move(event); event.preventDefault(); });
  svg.addEventListener("pointermove", (event) => { if (svg.hasPointerCapture(event.pointerId)) move(event); });
}
function sliders(step, top) {
  const mine = state[step].mine, unit = L.charts[L.steps[step].chart].unit;
  const box = make("div", { class: "points" });
  mine.points.slice(1).forEach((at) => {
    const name = `point-${step}-${at}`;
    const slider = make("input", { type: "range", id: name, min: 0, max: top, step: top / 100, value: mine.line[at], "data-month": at });
    const out = make("output", { for: name });
    const tell = () => { out.textContent = shown(Number(slider.value), unit, top / 8); slider.setAttribute("aria-valuetext", out.textContent); };
    slider.addEventListener("told", tell);
    slider.addEventListener("input", () => {
      put(step, at, Number(slider.value));
      tell();
      const host = of(".chart", step), { box: frameBox } = frame(L.charts[L.steps[step].chart]);
      host.querySelector(".mine").setAttribute("d", path(frameBox, mine.line));
      host.querySelectorAll(".dot").forEach((dot, index) => dot.setAttribute("cy", frameBox.y(mine.line[mine.points[index]])));
    });
    tell();
    box.append(make("label", { for: name }, month(at)), slider, out);
  });
  return box;
}

// A guess: one slider, then a strip with the bands of runs.
function guess(step) {
  const host = of(".predict", step)?.querySelector(".guess"), one = L.steps[step].predict;
  if (!host) return;
  const slider = make("input", { type: "range", min: one.low, max: one.high, step: (one.high - one.low) / 100, value: (one.low + one.high) / 2, "aria-labelledby": `ask-${step}` });
  const out = make("output", {}, "Move the slider");
  slider.addEventListener("input", () => {
    state[step].guess = Number(slider.value);
    out.textContent = worded(state[step].guess, one);
    slider.setAttribute("aria-valuetext", out.textContent);
    of(".reveal", step).disabled = false;
  });
  host.append(out, slider, make("div", { class: "strip" }));
}
function worded(value, one) {
  const text = shown(value, one.unit, (one.high - one.low) / 4);
  return ["share", "USD", "factor"].includes(one.unit) ? text : `${text} ${one.unit}`;
}
function strip(step) {
  const one = L.steps[step].predict, host = of(".predict", step).querySelector(".strip");
  const wide = 600, x = (value) => 10 + (wide - 20) * (Math.min(one.high, Math.max(one.low, value ?? one.high)) - one.low) / (one.high - one.low);
  const at = (part) => one.fine[Math.round(part * (one.fine.length - 1))];
  const bar = (a, b, name) => make("rect", { class: name, x: x(at(a)), width: Math.max(2, x(at(b)) - x(at(a))), y: 14, height: 20 });
  const svg = make("svg", { viewBox: `0 0 ${wide} 54`, class: "l0", role: "img", "aria-label": "Your guess against the runs" },
    make("line", { class: "grid", x1: 10, x2: wide - 10, y1: 24, y2: 24 }),
    ...(one.chance ? [bar(0, 1, "wide")] : [bar(0.1, 0.9, "wide"), bar(0.25, 0.75, "half")]),
    make("line", { class: "mid", x1: x(at(0.5)), x2: x(at(0.5)), y1: 10, y2: 38 }),
    make("line", { class: "mine", x1: x(state[step].guess), x2: x(state[step].guess), y1: 4, y2: 44 }));
  host.replaceChildren(make("div", { class: "chart" }, svg));
  if (one.chance) return `You said ${worded(state[step].guess, one)} of runs; the model says ${worded(at(0.5), one)} (90% interval ${worded(at(0), one)} to ${worded(at(1), one)}). (Dashed: your guess.)`;
  const below = one.fine.filter((value) => value !== null && value < state[step].guess).length / one.fine.length;
  return `You said ${worded(state[step].guess, one)}: about ${Math.round(20 * below) * 5}% of runs come out lower. (Dashed: your guess.)`;
}

function judged(step) {
  const one = L.steps[step], kind = one.predict.kind, mine = state[step];
  if (kind === "choose") {
    const yes = mine.choice === one.predict.right;
    return `You said: ${one.predict.options[mine.choice]}. ${yes ? "So do most runs." : `Most runs: ${one.predict.options[one.predict.right]}.`}`;
  }
  if (kind === "guess") return strip(step);
  const chart = L.charts[one.chart], row = rows(lines(step, one.at)[0], chart.lines[0].chance);
  const months = mine.mine.line.filter((value, at) => at && value >= row.low[at] && value <= row.high[at]).length;
  const width = row.high[last] - row.low[last];
  return `Your line lies in the ${chart.lines[0].chance ? "90% interval" : "band that holds 80% of runs"} in ${months} of ${last} months. In ${month(last)} you have ${shown(mine.mine.line[last], chart.unit, width)}; the ${chart.lines[0].chance ? "share of runs is" : "median run has"} ${shown(row.mid[last], chart.unit, width)}.`;
}
function reveal(step) {
  const one = L.steps[step], mine = state[step];
  mine.revealed = true;
  mine.told = judged(step);
  if (one.predict.kind === "choose") {
    of(".predict", step).querySelectorAll(".option").forEach((option, at) => {
      option.querySelector("input").disabled = true;
      option.querySelector(".share").hidden = false;
      option.classList.toggle("right", at === one.predict.right);
    });
  } else of(".predict", step).querySelectorAll("input").forEach((input) => { input.disabled = true; });
  of(".reveal", step).parentNode.hidden = true;
  of(".after", step).hidden = false;
  of(".verdict", step).textContent = mine.told;
  refresh(step);
  turn();
}

function refresh(step) {
  const one = L.steps[step], cell = L.cells[state[step].at.join(",")];
  if (one.chart) glide(step, lines(step, state[step].at));
  const host = of(".measures", step);
  if (host) {
    const rows = one.measures.map((name) => make("tr", {}, make("th", { scope: "row" }, L.measures[name]),
      make("td", {}, make("b", {}, cell.measures[name][0]), ` (${cell.measures[name][1]})`)));
    host.replaceChildren(make("caption", {}, `Over ${L.months.length} months, n = ${L.n} runs`), make("tbody", {}, ...rows));
  }
  const goals = of(".goals", step);
  if (goals) [...goals.children].forEach((item, at) => {
    const goal = one.goals[at], share = goal.shares[state[step].at.join(",")];
    const all = Object.keys(goal.shares).every((point) => state[step].seen.has(point));
    const done = goal.none ? all : share >= goal.share;
    item.classList.toggle("done", done);
    item.querySelector(".met").textContent = goal.none && all
      ? `✓ You tried all ${Object.keys(goal.shares).length} settings, and none does it. That is an answer too.`
      : share === undefined ? `Not here. This task is set with – ${goal.where}.`
        : `${done ? "✓ Done" : "Not yet"}: so in ${Math.round(100 * share)}% of ${L.n} runs (needs ${Math.round(100 * goal.share)}%).`;
  });
}
// The fan moves from where it was, unless the reader wants no motion.
const drawn = {}, moving = {};
function glide(step, goal) {
  const from = drawn[step];
  cancelAnimationFrame(moving[step]);
  if (!from || calm || !state[step].revealed || document.hidden) { drawn[step] = goal; draw(step, goal); return; }
  const began = performance.now();
  const tick = (now) => {
    const part = Math.min(1, Math.max(0, (now - began) / 260));
    const mixed = goal.map((line, i) => line.map((row, j) => row.map((value, k) => {
      const old = from[i][j][k];
      return value === null || old === null ? value : old + (value - old) * part;
    })));
    drawn[step] = part < 1 ? mixed : goal;
    draw(step, drawn[step]);
    if (part < 1) moving[step] = requestAnimationFrame(tick);
  };
  moving[step] = requestAnimationFrame(tick);
}

// Turning pages.
const pages = [...document.querySelectorAll(".step")], back = document.getElementById("back"), next = document.getElementById("next");
let now = 0;
function turn() {
  const open = now >= L.steps.length || state[now].revealed;
  back.disabled = now === 0;
  next.disabled = !open || now === pages.length - 1;
  document.getElementById("hint").textContent = open ? "" : "Predict first, then go on.";
  document.getElementById("where").textContent = `Step ${now + 1} of ${pages.length}`;
}
function go(to, quiet) {
  now = Math.min(pages.length - 1, Math.max(0, to));
  pages.forEach((page, at) => page.classList.toggle("now", at === now));
  document.body.classList.toggle("later", now > 0);
  if (now < L.steps.length) refresh(now); else ended();
  turn();
  if (!quiet) { pages[now].querySelector("h2").focus({ preventScroll: true }); pages[now].scrollIntoView(); }
}
function ended() {
  const told = L.steps.map((step, at) => ({ title: step.title, ask: step.predict?.ask, told: state[at].told })).filter((one) => one.ask);
  document.getElementById("answers").replaceChildren(...told.map((one) => make("li", {}, make("b", {}, one.ask), make("br"), one.told || "Not predicted.")));
  document.getElementById("words").value = [L.title, ...told.map((one, at) => `${at + 1}. ${one.ask}\n   ${one.told || "Not predicted."}`), `n = ${L.n} runs a point; a model, not a prediction.`].join("\n");
}

document.body.classList.add("js");
L.steps.forEach((step, at) => {
  if (step.predict?.kind === "draw") begin(at);
  if (step.predict?.kind === "guess") guess(at);
  of(".reveal", at)?.addEventListener("click", () => { reveal(at); of(".verdict", at).scrollIntoView({ block: "nearest" }); });
  of(".predict", at)?.querySelectorAll("input[type=radio]").forEach((input) => input.addEventListener("change", () => {
    state[at].choice = Number(input.value);
    of(".reveal", at).disabled = false;
  }));
  step.controls.forEach((control) => {
    const name = L.controls[control].name;
    document.querySelectorAll(`input[name="control-${at}-${name}"]`).forEach((input, position) => {
      input.checked = position === step.at[control];
      input.addEventListener("change", () => { 
        state[at].at[control] = position;
        state[at].seen.add(String(state[at].at));
        refresh(at);
      });
    });
  });
});
back.addEventListener("click", () => go(now - 1));
next.addEventListener("click", () => go(now + 1));
let width = innerWidth;
addEventListener("resize", () => { if (innerWidth !== width) { width = innerWidth; if (now < L.steps.length) { drawn[now] = null; refresh(now); } } });
go(0, true);
})();
