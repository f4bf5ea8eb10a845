// From the `input` event of a slider until the frame after the answer was drawn, for the first
// answer and for the one of 200 runs -> [ms, runs of the first, ms].
([key, stop]) => new Promise((done) => {
  const input = document.getElementById('c-' + key), root = document.documentElement.dataset;
  const begun = performance.now(), found = [];
  input.value = input.dataset.stops.split('|').indexOf(stop);
  input.dispatchEvent(new Event('input', { bubbles: true }));
  const look = () => {
    if (root.shown.includes(`${key}=${encodeURIComponent(stop)}&`)) {
      const now = performance.now() - begun;
      if (!found.length) found.push(now, +root.runs);
      if (root.runs === '200') { found.push(now); done(found); return; }
    }
    if (performance.now() - begun > 60000) { done(found); return; }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})
