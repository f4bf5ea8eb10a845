// What a reader does in a lesson: predicts, reveals, moves controls, turns pages.
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const POINTS = 6; // months that a reader sets when drawing, the given first one included
const of = (name, step) => document.querySelector(`${name}[data-step="${step}"]`);

// What the reader has done in each step.
const state = L.steps.map((step) => ({
  at: [...step.at], revealed: !step.predict, choice: null, guess: null, mine: null, told: "",
  seen: new Set([String(step.at)]),
}));

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
  host.replaceChildren(make("h3", {}, `${chart.title} (${chart.words}${hide ? "" : `; n\u00a0=\u00a0${L.n} runs`})`),
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
    const dots = svg.querySelectorAll(".dot"), line = svg.querySelector("path.mine");
    line.setAttribute("d", path(box, mine.line));
    dots.forEach((dot, index) => dot.setAttribute("cy", box.y(mine.line[mine.points[index]])));
    of(".chart", step).querySelectorAll(".points input").forEach((slider) => {
      slider.value = mine.line[Number(slider.dataset.month)];
      slider.dispatchEvent(new Event("told"));
    });
  };
  svg.addEventListener("mousedown", (event) => event.preventDefault()); // selects no text
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
      host.querySelector("path.mine").setAttribute("d", path(frameBox, mine.line));
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
  if (one.chance) return `You said ${worded(state[step].guess, one)} of runs. (Dashed: your guess.)`;
  const below = one.fine.filter((value) => value !== null && value < state[step].guess).length / one.fine.length;
  const share = Math.round(20 * below) * 5;
  const lower = share < 5 ? "hardly any run comes" : share > 95 ? "nearly all runs come" : `about ${share}% of runs come`;
  return `You said ${worded(state[step].guess, one)}: ${lower} out lower. (Dashed: your guess.)`;
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
  if (!from || calm() || !state[step].revealed || document.hidden) { drawn[step] = goal; draw(step, goal); return; }
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
