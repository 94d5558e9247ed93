// Offline use: has the browser keep the whole app, and says when a newer version is ready.
//
// Speaks to the app by the attribute `data-offline` of <html> and the event `revcon3-offline`:
//   "kept"   the app opens without a network from now on
//   "newer"  a newer version is kept beside it; it waits until the app asks for it with the
//            event `revcon3-switch`, and nothing is replaced before
// Does nothing where there is no service worker (a file from disk, plain http) and in development,
// where the page has no build.
(() => {
  "use strict";
  const build = document.querySelector('meta[name="build"]');
  if (!build || !("serviceWorker" in navigator)) return;
  const container = navigator.serviceWorker;
  let waiting = null;

  function say(state) {
    document.documentElement.dataset.offline = state;
    dispatchEvent(new Event("revcon3-offline"));
  }

  // A worker that installed beside an older one waits; the first one has nobody to wait for.
  function installed(worker) {
    if (container.controller) {
      waiting = worker;
      say("newer");
    }
  }

  function follow(worker) {
    if (!worker) return;
    worker.addEventListener("statechange", () => {
      if (worker.state === "installed") installed(worker);
      if (worker.state === "activated" && !waiting) say("kept");
    });
  }

  addEventListener("revcon3-switch", () => {
    if (!waiting) return;
    // Another window may have switched already.
    if (waiting.state === "activated") return location.reload();
    container.addEventListener("controllerchange", () => location.reload(), { once: true });
    waiting.postMessage("switch");
  });

  container.register("sw.js", { updateViaCache: "none" }).then((registration) => {
    if (registration.active) say("kept");
    if (registration.waiting) installed(registration.waiting);
    follow(registration.installing);
    registration.addEventListener("updatefound", () => follow(registration.installing));
  }, () => {
    // The host has no service worker for us, or the browser is told to keep nothing. The app
    // runs all the same; it needs the network to be opened again, and says so in "About".
  });
})();
