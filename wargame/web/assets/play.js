"use strict";
// Pages of a game: send what forms hold, keep the clock, say what the server answers.
(() => {
  const W = window.wargame;
  const $ = (id) => document.getElementById(id);
  let deadline = null, fields = [];
  const LOST = "The turn is over; what was filled in and not given does not count.";
  let typed = {}, turn = null, lost = false; // orders filled in and not yet given: they outlast what comes in
  Object.assign(W, {
    said(words, wrong) {
      const box = $("said");
      if (!box) return;
      box.textContent = words;
      box.hidden = !words;
      box.classList.toggle("wrong", wrong);
      if (wrong) box.scrollIntoView({ block: "nearest" });
    },
    turned(moment, until) {
      if (W.moment && W.moment !== moment) {
        const back = parseInt(moment, 10) < parseInt(W.moment, 10);
        W.said(back ? "The facilitator has taken the last turn back." : lost ? LOST : "", !back && lost);
        lost = false;
      }
      W.moment = moment;
      deadline = until;
      document.documentElement.dataset.turn = moment;
      clock();
    },
    taken() {
      typed = {};
      const form = $("orders");
      if (form) form.reset();
    },
    levers(given) {
      fields = given;
      const select = document.querySelector("#otherwise [name=lever]");
      select.replaceChildren(...fields.map((one) => new Option(one.label, one.name)));
      amount();
    },
  });

  // The form of orders is made anew when something changes: put back what was filled in.
  function refill() {
    const form = $("orders");
    if (!form) return;
    if (turn !== form.dataset.turn) {
      if (turn !== null && Object.keys(typed).length) { lost = true; W.said(LOST, true); }
      turn = form.dataset.turn;
      typed = {};
    }
    for (const [name, value] of Object.entries(typed)) {
      const field = form.elements[name];
      if (field && !field.disabled && field.value !== value) field.value = value;
    }
  }
  new MutationObserver(refill).observe(document.documentElement, { childList: true, subtree: true });

  function clock() {
    const left = deadline === null ? null : Math.max(0, Math.round(deadline - Date.now() / 1000));
    document.querySelectorAll(".clock").forEach((box) => {
      box.textContent = left === null ? "" : `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")} left`;
    });
  }
  setInterval(clock, 500);

  // The field for the value of the lever that a question is about.
  function amount() {
    const one = fields.find((f) => f.name === document.querySelector("#otherwise [name=lever]").value);
    const box = $("amount");
    if (!one) { box.replaceChildren(); return; }
    const label = document.createElement("label");
    let field;
    if (one.kind === "choice" || one.kind === "switch") {
      field = document.createElement("select");
      const options = one.kind === "switch" ? [["yes", "yes"], ["no", "no"]] : one.options;
      field.replaceChildren(...options.map(([value, words]) => new Option(words, value)));
    } else {
      field = document.createElement("input");
      Object.assign(field, { type: "number", step: one.kind === "whole" ? "1" : "any", min: one.low.replace(/,/g, ""), max: one.high.replace(/,/g, ""), required: true });
    }
    field.name = "value";
    label.append(one.unit ? `Value in ${one.unit} ` : "Value ", field);
    box.replaceChildren(label);
  }

  function filled(form) {
    const given = {};
    new FormData(form).forEach((value, name) => { if (value !== "") given[name] = value; });
    return given;
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.id === "orders") {
      event.preventDefault();
      emitEvent("play-orders", filled(form));
    }
    if (form.id === "say") {
      event.preventDefault();
      emitEvent("play-say", form.elements.text.value);
      form.reset();
    }
    if (form.id === "inject") {
      event.preventDefault();
      emitEvent("lead-inject", form.elements.text.value);
    }
    if (form.id === "otherwise") {
      event.preventDefault();
      const { turn, seat, lever, value } = form.elements;
      emitEvent("review-ask", { turn: +turn.value, seat: seat.value, orders: lever.value && value ? { [lever.value]: value.value } : {} });
    }
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.lead) emitEvent(`lead-${button.dataset.lead}`, null);
    if (button.dataset.back) emitEvent("play-orders", { [button.dataset.back]: "__back__" });
    if (button.dataset.act === "ready") {
      const ready = button.dataset.value === "yes";
      const form = $("orders");
      if (ready && form && !form.reportValidity()) return;
      emitEvent("play-ready", { ready, orders: ready && form ? filled(form) : {} });
    }
    else if (button.dataset.act) emitEvent(`play-${button.dataset.act}`, null);
  });
  const note = (event) => {
    const field = event.target;
    if (!field.closest || !field.closest("#orders") || !field.name) return;
    if (field.value === "") delete typed[field.name];
    else typed[field.name] = field.value;
  };
  document.addEventListener("input", note);
  document.addEventListener("change", (event) => {
    note(event);
    const field = event.target;
    if (field.dataset.hand) emitEvent("lead-hand", [field.dataset.hand, field.value]);
    if (field.id === "example" && field.value) field.closest("form").elements.text.value = field.value;
    if (field.closest("#otherwise") && field.name === "seat") emitEvent("review-lever", field.value);
    if (field.closest("#otherwise") && field.name === "lever") amount();
  });
})();
