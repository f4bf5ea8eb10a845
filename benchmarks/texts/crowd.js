// What browsers that play do, by name.
({
  // Every display of a turn is noted with the time of the clock.
  note: () => {
    window.noted = [];
    const told = window.wargame.turned;
    window.wargame.turned = (moment, until) => {
      told(moment, until);
      requestAnimationFrame(() => window.noted.push([moment, Date.now()]));
    };
  },
  ready: () => {
    const now = Date.now();
    document.querySelector('[data-act=ready]').click();
    return now;
  },
  order: () => {
    const choice = document.querySelector('form#orders select');
    if (!choice) return;
    choice.selectedIndex = 1 + Math.floor(Math.random() * 3);
    choice.form.requestSubmit();
  },
})
