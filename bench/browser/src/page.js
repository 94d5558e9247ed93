// Read off the page, the same in the app and in its twin. In every document before its own scripts.
{
  // After so many milliseconds without a change, a step is over.
  const QUIET = 400;
  // Said, but not part of what a step shows: it is kept on the disk meanwhile.
  const ASIDE = ".save-state, .announcement";

  const aside = ({ target }) => (target.nodeType === 1 ? target : target.parentElement)?.closest(ASIDE);
  const laidOut = () => { document.body.offsetHeight; return performance.now(); };

  /** Does something, and says after how many milliseconds it was shown: the last change below
      `within` with its layout, once `when` holds and nothing more comes. */
  window.settled = (act, within, when = () => true) => new Promise((done) => {
    let last, timer;
    const over = () => {
      if (!when()) return wait();
      watcher.disconnect();
      done(last - begun);
    };
    const wait = () => { clearTimeout(timer); timer = setTimeout(over, QUIET); };
    const watcher = new MutationObserver((changes) => {
      if (changes.every(aside)) return;
      last = laidOut();
      wait();
    });
    const root = document.querySelector(within);
    watcher.observe(root, { subtree: true, childList: true, characterData: true, attributes: true });
    const begun = performance.now();
    act();
    last = laidOut();
    wait();
  });

  /** Writes down in `window.at[name]` when `is` first holds. */
  window.at = {};
  window.stamp = (name, is) => {
    delete window.at[name];
    const look = () => {
      if (!is()) return;
      watcher.disconnect();
      window.at[name] = laidOut();
    };
    const watcher = new MutationObserver(look);
    watcher.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    look();
  };

  const all = (selector) => [...document.querySelectorAll(selector)];
  /** The first row takes the focus, and the plans are counted. */
  window.isReady = () => document.querySelector("#plan-tree [role=treeitem][tabindex='0']")
    && all(".row-count").some((count) => !count.textContent.startsWith("0/"));
  stamp("ready", isReady);

  window.chosen = null;
  addEventListener("change", ({ target }) => {
    if (target.id === "import-file") window.chosen = performance.now();
  }, true);

  // Those under 16 ms are not told one by one.
  window.slow = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (entry.interactionId) slow.push(entry.duration);
  }).observe({ type: "event", durationThreshold: 16, buffered: true });
}
