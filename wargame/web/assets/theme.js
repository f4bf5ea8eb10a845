"use strict";
// Dark or light: the system's choice until the reader makes one.
(() => {
  const kept = localStorage.getItem("wargame-theme");
  if (kept) document.documentElement.dataset.theme = kept;
  const dark = () =>
    (document.documentElement.dataset.theme ||
      (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  window.wargame = { dark };
  document.addEventListener("click", (event) => {
    if (!event.target.closest("#theme")) return;
    const next = dark() ? "light" : "dark";
    document.documentElement.dataset.theme = next;
    localStorage.setItem("wargame-theme", next);
    document.dispatchEvent(new Event("wargame-theme"));
  });
  document.documentElement.lang = "en";
})();
