"use strict";
// A lesson in its frame, which is as tall as what is in it, so that only the page scrolls.
window.wargame.lesson = (address, words) => {
  const status = document.getElementById("status"), frame = document.getElementById("lesson");
  status.textContent = words;
  if (!address) return;
  frame.addEventListener("load", () => {
    const body = frame.contentDocument.documentElement;
    const fit = () => { frame.style.height = `${body.querySelector("body").scrollHeight + 24}px`; };
    new ResizeObserver(fit).observe(body.querySelector("body"));
    fit();
    document.documentElement.dataset.lesson = "shown";
  });
  frame.src = address;
  frame.hidden = false;
};
