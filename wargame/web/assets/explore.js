"use strict";
// The page to explore: draws what the server sends, and says which control was moved.
(() => {
  const W = window.wargame;
  const $ = (id) => document.getElementById(id);
  let ids = {}, last = null, state = null, pinned = null, month = null;
  const LEVELS = 7; // 5, 10, 25, 50, 75, 90, 95 percent
  const BANDS = [[0, 6, 0.14], [1, 5, 0.16], [2, 4, 0.26]];
  const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

  const isShare = (name) => name === "power" || name === "support";
  const named = (key) => `${MONTHS[+key.slice(5) - 1]} ${key.slice(0, 4)}`;
  const amount = (value, share) => {
    if (share) return `${Math.round(value * 100)}%`;
    const digits = value >= 1000 ? 2 : value >= 100 ? 2 : value >= 10 ? 2 : 1;
    const power = Math.pow(10, Math.max(0, Math.floor(Math.log10(Math.max(value, 1))) + 1 - digits));
    return (Math.round(value / power) * power).toLocaleString("en-US");
  };
  // Ties to even, as Python rounds for the tables.
  const whole = (x) => Math.abs(x % 1) === 0.5 ? 2 * Math.round(x / 2) : Math.round(x);
  // A median as the tables write it: no finer than the band of 80% of runs supports.
  const median = (value, low, high, share) => {
    if (share) return amount(value, share);
    const wide = high - low, power = wide > 0 ? Math.pow(10, Math.floor(Math.log10(wide / 6))) : 1;
    const step = Math.max(1, 5 * power <= wide / 6 ? 5 * power : power);
    const small = whole(value / step) === 0 && whole(value) !== 0;
    const fine = small ? Math.pow(10, Math.floor(Math.log10(value))) : step;
    return (whole(value / fine) * fine).toLocaleString("en-US");
  };
  const span = (low, high, share) => `${median(low, low, high, share)} to ${median(high, low, high, share)}`;
  const palette = () => W.dark()
    ? { line: "#6cbdf0", band: "#56b4e9", pin: "#f0a63c", made: "#b9c0ca", text: "#aab2bd", grid: "#353b45" }
    : { line: "#005a8f", band: "#0072b2", pin: "#c04f00", made: "#5c6370", text: "#5a616c", grid: "#e1e4e9" };

  function series(name, colour) {
    const fan = last.fans[name], found = [];
    BANDS.forEach(([low, high, opacity], at) => {
      const common = { type: "line", symbol: "none", silent: true, stack: `b${at}`, stackStrategy: "all", lineStyle: { opacity: 0 }, emphasis: { disabled: true } };
      found.push({ ...common, id: `low${at}`, data: fan[low] });
      found.push({ ...common, id: `high${at}`, data: fan[high].map((v, i) => v - fan[low][i]), areaStyle: { color: colour.band, opacity } });
    });
    const thin = { type: "line", symbol: "none", emphasis: { disabled: true } };
    const old = pinned ? pinned.fans[name] : [[], [], []];
    [0, 1, 2].forEach((at) => found.push({ ...thin, id: `pin${at}`, silent: true, data: old[at], lineStyle: { color: colour.pin, width: at === 1 ? 2 : 1, type: at === 1 ? "dashed" : "dotted" } }));
    found.push({ ...thin, id: "made", silent: true, data: name === "launched" ? last.lines.made : [], lineStyle: { color: colour.made, width: 1.2 } });
    found.push({ ...thin, id: "median", data: fan[3], lineStyle: { color: colour.line, width: 2.4 } });
    return found;
  }

  // The same series with their data alone: a quarter of the work of drawing anew.
  const figures = (name) => series(name, palette()).map(({ id, data }) => ({ id, data }));

  function draw(name) {
    const element = ids[name] !== undefined && window.getElement(ids[name]);
    const chart = element && element.chart;
    if (!chart) { setTimeout(() => last && draw(name), 30); return; }
    const colour = palette(), share = isShare(name);
    const look = `${W.dark()} ${last.months.length} ${last.months[0]}`;
    if (chart.wargameLook === look) chart.setOption({ series: figures(name) }, { lazyUpdate: false, silent: true });
    else chart.setOption({
      animation: false,
      grid: { left: 52, right: 12, top: 10, bottom: 26 },
      tooltip: { trigger: "axis", confine: true, renderMode: "richText", formatter: (rows) => tip(name, rows[0].dataIndex) },
      xAxis: { type: "category", boundaryGap: false, data: last.months.map(named), axisLabel: { color: colour.text, hideOverlap: true }, axisLine: { lineStyle: { color: colour.text } }, axisTick: { show: false } },
      yAxis: { type: "value", min: 0, max: share ? 1 : null, splitNumber: 4, interval: share ? 0.25 : null, axisLabel: { color: colour.text, formatter: (v) => (share ? `${Math.round(v * 100)}%` : v.toLocaleString("en-US")) }, splitLine: { lineStyle: { color: colour.grid } } },
      series: series(name, colour),
    });
    chart.wargameLook = look;
    const end = last.fans[name].map((row) => row[row.length - 1]);
    const words = `${named(last.months[last.months.length - 1])}: median ${median(end[3], end[1], end[5], share)}, 80% of runs ${span(end[1], end[5], share)}, n = ${last.n}`;
    $(`words-${name}`).textContent = words;
    const box = $(`chart-${name}`) || chart.getDom();
    box.setAttribute("role", "img");
    box.setAttribute("aria-label", words);
  }

  function tip(name, at) {
    const fan = last.fans[name].map((row) => row[at]), share = isShare(name);
    const lines = [named(last.months[at]), `median ${median(fan[3], fan[1], fan[5], share)}`, `80% of runs: ${span(fan[1], fan[5], share)}`, `n = ${last.n}`];
    if (name === "launched") lines.push(`made or imported, median ${amount(last.lines.made[at])}`);
    if (pinned) {
      const [low, middle, high] = pinned.fans[name].map((row) => row[at]);
      lines.push(`pinned: ${median(middle, low, high, share)} (${span(low, high, share)})`);
    }
    return lines.join("\n");
  }

  function tables() {
    document.querySelectorAll(".numbers tr[data-row]").forEach((row) => {
      const at = +row.dataset.row;
      last.rows[at].forEach((text, k) => { row.children[k].textContent = text; });
      const cell = row.children[4];
      cell.hidden = !pinned;
      if (pinned) {
        cell.textContent = pinned.rows[at][0];
        cell.classList.toggle("sure", pinned.rows[at][1] === "yes");
      }
    });
    document.querySelectorAll("th.diff").forEach((head) => { head.hidden = !pinned; });
    $("pinned").textContent = pinned ? `Pinned (n = ${pinned.n}). ${pinned.changed} Bold: told apart from chance.` : "";
    $("pin").setAttribute("aria-pressed", String(!!pinned));
    $("pin").textContent = pinned ? "Let go of the pin" : "Pin this run to compare";
  }

  function map() {
    const input = $("month");
    if (!input) return; // this theatre has no map
    const sides = document.querySelector(".map").dataset, count = last.months.length;
    if (+input.max !== count - 1) { input.max = count - 1; month = null; }
    if (month === null) { month = count - 1; input.value = month; }
    const m = last.map, at = Math.min(month, count - 1), when = named(last.months[at]);
    const shown = {};
    for (const name of ["stock", "held", "launched", "leaked"]) {
      const fan = last.fans[name].map((row) => row[at]);
      shown[name] = median(fan[3], fan[1], fan[5]);
    }
    const text = (id, words) => { $(id).textContent = words; };
    const wide = (path, value, per) => { path.style.strokeWidth = Math.min(15, value * per); path.style.display = value > 0 ? "" : "none"; };
    input.setAttribute("aria-valuetext", when);
    text("month-name", when);
    $("m-stock").setAttribute("r", Math.sqrt(m.stock[at]) * 1.1);
    $("m-held").setAttribute("r", Math.max(3, Math.sqrt(m.held[at]) * 2.4));
    text("t-stock", shown.stock);
    text("t-held", shown.held);
    text("t-launched", `${shown.launched} fired`);
    text("t-leaked", `${shown.leaked} get through`);
    const arrive = m.flows.map((row, k) => {
      const label = document.querySelector(`[data-arrives="${k}"]`), rounds = amount(row[at]);
      label.textContent = `${rounds} rounds, ${label.dataset.short}`;
      wide(document.querySelector(`[data-flow="${k}"]`), row[at], 0.08);
      return k ? `${rounds} from ${label.dataset.words}` : `${rounds} rounds arrive from ${label.dataset.words}`;
    });
    wide($("f-launched"), m.launched[at], 0.05);
    m.allies.forEach((row, k) => {
      const share = row[at], step = share >= 1 ? 4 : share >= 0.75 ? 3 : share >= 0.5 ? 2 : share >= 0.25 ? 1 : 0;
      document.querySelectorAll(`[data-ally="${k}"]`).forEach((path) => path.setAttribute("class", `r${step}`));
      const label = document.querySelector(`[data-ready="${k}"]`);
      if (label) label.textContent = amount(share, true);
    });
    text("map-words", `${when}, medians of ${last.n} runs: ${sides.attacker} holds ${shown.stock} missiles and fires ${shown.launched} in the month, of which ${shown.leaked} get through. ${sides.defender} holds ${shown.held} interceptors against ballistic missiles; ${arrive.join(" and ")}.`);
  }

  function controls() {
    document.querySelectorAll(".control").forEach((box) => {
      const chosen = state.chosen[box.dataset.key], input = box.querySelector("input[type=range]");
      if (!input) { box.querySelector("select").value = chosen || ""; return; }
      const at = chosen === undefined ? -1 : input.dataset.stops.split("|").indexOf(chosen);
      if (document.activeElement !== input || at < 0) input.value = at < 0 ? input.dataset.centre : at;
      told(box, at);
    });
    $("months").value = state.months;
    history.replaceState(history.state, "", `/explore?${state.address}`);
    for (const [id, path] of [["get-scenario", "scenario.yaml"], ["get-report", "report.html"], ["get-data", "data.zip"]])
      $(id).href = `/explore/${path}?${state.query}`;
  }

  function told(box, at) {
    const input = box.querySelector("input"), words = at < 0 ? input.dataset.asis : `${input.dataset.words.split("|")[at]} in every run`;
    box.querySelector("output").textContent = words;
    input.setAttribute("aria-valuetext", words);
    box.querySelector(".back").hidden = at < 0;
    box.classList.toggle("moved", at >= 0);
  }

  function all() {
    if (!last) return;
    const seen = [], unseen = [];
    Object.keys(ids).forEach((name) => (inSight(name) ? seen : unseen).push(name));
    seen.forEach(draw);
    tables();
    map();
    clearTimeout(all.rest); // charts out of sight come after those that the reader looks at
    all.rest = setTimeout(() => {
      unseen.forEach(draw);
      document.documentElement.dataset.drawn = state.query;
    }, 60);
  }

  function inSight(name) {
    const at = $(`words-${name}`).parentElement.getBoundingClientRect();
    return at.bottom > -250 && at.top < innerHeight;
  }

  Object.assign(W, {
    charts(given) { ids = given; },
    show(answer, now, pin) {
      last = answer; state = now; pinned = pin;
      controls();
      all();
      $("status").textContent = answer.n < 200 ? `${answer.n} of 200 runs so far: bands are rough` : `n = ${answer.n} runs`;
      document.documentElement.dataset.runs = answer.n;
      document.documentElement.dataset.shown = now.query;
    },
    failed(words) { $("status").textContent = words; },
  });

  document.addEventListener("wargame-theme", all);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", all);

  document.addEventListener("input", (event) => {
    const box = event.target.closest(".control");
    if (event.target.id === "month") { month = +event.target.value; if (last) map(); return; }
    if (!box) return;
    if (event.target.type === "range") {
      const at = +event.target.value;
      told(box, at);
      emitEvent("wargame-move", { key: box.dataset.key, stop: event.target.dataset.stops.split("|")[at] });
    } else emitEvent("wargame-move", { key: box.dataset.key, stop: event.target.value || null });
  });
  const look = (event) => {
    const box = event.target.closest && event.target.closest(".control");
    if (box && box.dataset.key !== look.last) { look.last = box.dataset.key; emitEvent("wargame-look", look.last); }
  };
  document.addEventListener("pointerover", look);
  document.addEventListener("focusin", look);
  document.addEventListener("change", (event) => {
    if (event.target.id === "scenario") location.assign(`/explore?s=${encodeURIComponent(event.target.value)}&m=${$("months").value}`);
    if (event.target.id === "months") emitEvent("wargame-months", +event.target.value);
    if (event.target.id === "upload" && event.target.files[0]) upload(event.target.files[0]);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.matches(".back")) emitEvent("wargame-move", { key: button.closest(".control").dataset.key, stop: null });
    if (button.id === "reset") emitEvent("wargame-reset", null);
    if (button.id === "pin") emitEvent("wargame-pin", !pinned);
    if (button.id === "copy") {
      navigator.clipboard.writeText(location.href).then(() => { $("copied").textContent = "Copied."; }, () => { $("copied").textContent = "Copy the address of this page."; });
    }
  });

  async function upload(file) {
    const box = $("problems");
    box.hidden = true;
    if (file.size > 200000) { box.textContent = "Larger than 200 kB."; box.hidden = false; return; }
    const answer = await fetch("/explore/upload", { method: "POST", body: await file.arrayBuffer(), headers: { "content-type": "application/octet-stream" } });
    const told = await answer.json();
    if (told.name) location.assign(`/explore?s=${encodeURIComponent(told.name)}`);
    else { box.textContent = told.problems || "Refused."; box.hidden = false; }
  }
})();
