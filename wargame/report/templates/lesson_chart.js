// Charts of a lesson: numbers in words, axes, fans, and the same as a table. Comes before lesson.js.
const L = JSON.parse(document.getElementById("lesson").textContent);
const NS = "http://www.w3.org/2000/svg";
const NAMES = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const last = L.months.length - 1;

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
  let free = 0; // names of months are left out where they would meet; the last is always there
  const name = 52, end = box.x(last);
  svg.append(make("text", { x: end, y: box.tall - 10, "text-anchor": "end" }, month(last)));
  L.months.forEach((_, at) => {
    const number = Number(L.months[at].slice(5)) - 1;
    if (number % 6) return;
    svg.append(make("line", { class: "grid", x1: box.x(at), x2: box.x(at), y1: box.top, y2: box.tall - box.bottom }));
    const left = at ? box.x(at) - name / 2 : box.x(at);
    if (left < free || left + name + 8 > end - name) return;
    free = left + name + 8;
    svg.append(make("text", { x: left, y: box.tall - 10 }, month(at)));
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
