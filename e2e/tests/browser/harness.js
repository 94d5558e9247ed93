// The page's side of the harness's own scenarios.
const el = (id) => document.getElementById(id);
const out = (id) => document.querySelector(`[data-testid=${id}]`);

el("add").onclick = () => (out("count").textContent = Number(out("count").textContent) + 1);

el("later").onclick = () =>
  setTimeout(() => {
    const button = document.createElement("button");
    button.textContent = "Late button";
    button.onclick = () => setTimeout(() => button.remove(), 200);
    document.querySelector("main").append(button);
  }, 300);

let turn = 0;
el("download").onclick = () => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify({ turn: ++turn })]));
  link.download = "out.json";
  link.click();
};

document.querySelector("[type=file]").onchange = (event) =>
  (out("files").textContent = [...event.target.files].map((file) => file.name).join());

const channel = new BroadcastChannel("harness");
channel.onmessage = (event) => (out("heard").textContent = event.data);

const opening = indexedDB.open("harness", 1);
opening.onupgradeneeded = () => opening.result.createObjectStore("s");
opening.onsuccess = () => {
  const db = opening.result;
  const show = () => {
    const asked = db.transaction("s").objectStore("s").get("k");
    asked.onsuccess = () => (out("stored").textContent = asked.result ?? "no");
  };
  show();
  el("store").disabled = false;
  el("store").onclick = () => {
    const writing = db.transaction("s", "readwrite", { durability: "strict" });
    writing.objectStore("s").put("yes", "k");
    writing.oncomplete = () => {
      channel.postMessage("stored");
      show();
    };
  };
};

el("break").onclick = () => (new Image().src = "http://other.example/pixel.png");
el("throw").onclick = () => {
  throw new Error("thrown on purpose");
};
