// The service worker: keeps one build of the app, whole or not at all, and answers from it.
//
// The build writes its id and its files into the two constants below. Never takes over from an
// older version by itself: the person is asked, and says when.
"use strict";

const BUILD = "{{build}}";
const FILES = ["{{files}}"];

// Other apps may live on the same host: only what is ours, in this folder, is ever touched.
const OURS = `revcon3 ${registration.scope} `;
const CACHE = OURS + BUILD;

async function keep() {
  const cache = await caches.open(CACHE);
  try {
    await cache.addAll(FILES.map((file) => new Request(file, { cache: "reload" })));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

async function forgetOlder() {
  const names = await caches.keys();
  const older = names.filter((name) => name.startsWith(OURS) && name !== CACHE);
  await Promise.all(older.map((name) => caches.delete(name)));
}

async function answer(request) {
  const cache = await caches.open(CACHE);
  const here = new URL(registration.scope);
  const asked = new URL(request.url);
  // The folder itself is the app.
  const key = asked.pathname === here.pathname ? "index.html" : request;
  return (await cache.match(key, { ignoreSearch: true })) ?? fetch(request);
}

addEventListener("install", (event) => event.waitUntil(keep()));
addEventListener("activate", (event) => event.waitUntil(forgetOlder()));
addEventListener("message", (event) => {
  if (event.data === "switch") skipWaiting();
});
addEventListener("fetch", (event) => {
  const ours = event.request.url.startsWith(registration.scope);
  if (event.request.method === "GET" && ours) event.respondWith(answer(event.request));
});
