// Never a dead page: says what to do where the app cannot run, could not start or has stopped, and
// saves what is kept on this computer straight from storage, without the app.
//
// Runs before everything else and in old browsers, so it is written as they read it. The file it
// saves has no fingerprint and no account of itself; the app opens it all the same, because every
// revision in it proves itself (docs/snapshot-format.md).
(function () {
  "use strict";

  var TEXTS = {
    ar: {
      old: "لا يستطيع هذا المتصفح تشغيل هذا التطبيق. يلزم Chrome أو Edge 105 أو Firefox 121 أو Safari 16.4 أو أحدث.",
      start: "تعذّر بدء التطبيق.",
      stopped: "توقف التطبيق بسبب خطأ فيه. ما كان محفوظا على هذا الحاسوب لا يزال فيه.",
      save: "حفظ بياناتي",
      hint: "يحتوي الملف على ملاحظاتك الخاصة أيضا. افتحه في التطبيق لاحقا.",
      again: "البدء من جديد",
      none: "لا شيء محفوظ على هذا الحاسوب.",
      failed: "تعذّرت قراءة البيانات. ابدأ من جديد، أو افتح هذه الصفحة في نافذة أخرى.",
      fields: "ما كان مكتوبا في الحقول"
    },
    zh: {
      old: "此浏览器无法运行本程序。需要 Chrome 或 Edge 105、Firefox 121、Safari 16.4 或更高版本。",
      start: "程序无法启动。",
      stopped: "程序因自身错误而停止。已保存在本机上的内容仍在。",
      save: "保存我的数据",
      hint: "文件中也包含您的私人备注。以后可在程序中打开。",
      again: "重新启动",
      none: "本机上没有保存任何内容。",
      failed: "无法读取数据。请重新启动，或在另一个窗口中打开本页面。",
      fields: "各栏中原有的文字"
    },
    en: {
      old: "This browser cannot run the tracker. It takes Chrome or Edge 105, Firefox 121, Safari 16.4, or anything newer.",
      start: "The tracker could not start.",
      stopped: "The tracker has stopped because of an error of its own. What was saved on this computer is still there.",
      save: "Save my data",
      hint: "The file holds your private notes too. Open it in the tracker later.",
      again: "Start again",
      none: "Nothing is kept on this computer.",
      failed: "The data could not be read. Start again, or open this page in another window.",
      fields: "What stood in the fields"
    },
    fr: {
      old: "Ce navigateur ne peut pas exécuter l’outil. Il faut Chrome ou Edge 105, Firefox 121, Safari 16.4 ou plus récent.",
      start: "L’outil n’a pas pu démarrer.",
      stopped: "L’outil s’est arrêté à cause d’une erreur de sa part. Ce qui était enregistré sur cet ordinateur y est toujours.",
      save: "Enregistrer mes données",
      hint: "Le fichier contient aussi vos notes privées. Ouvrez-le plus tard dans l’outil.",
      again: "Redémarrer",
      none: "Rien n’est conservé sur cet ordinateur.",
      failed: "Les données n’ont pas pu être lues. Redémarrez, ou ouvrez cette page dans une autre fenêtre.",
      fields: "Ce qui se trouvait dans les champs"
    },
    ru: {
      old: "В этом браузере программа не работает. Нужен Chrome или Edge 105, Firefox 121, Safari 16.4 либо новее.",
      start: "Программа не смогла запуститься.",
      stopped: "Программа остановилась из-за собственной ошибки. Всё, что было сохранено на этом компьютере, на месте.",
      save: "Сохранить мои данные",
      hint: "В файле есть и Ваши личные заметки. Откройте его в программе позже.",
      again: "Запустить снова",
      none: "На этом компьютере ничего не сохранено.",
      failed: "Данные прочитать не удалось. Запустите снова или откройте эту страницу в другом окне.",
      fields: "Что было в полях"
    },
    es: {
      old: "Este navegador no puede ejecutar la herramienta. Se necesita Chrome o Edge 105, Firefox 121, Safari 16.4 o posterior.",
      start: "La herramienta no ha podido iniciarse.",
      stopped: "La herramienta se ha detenido por un error propio. Lo que estaba guardado en este equipo sigue ahí.",
      save: "Guardar mis datos",
      hint: "El archivo contiene también sus notas privadas. Ábralo más tarde en la herramienta.",
      again: "Iniciar de nuevo",
      none: "No hay nada guardado en este equipo.",
      failed: "No se han podido leer los datos. Inicie de nuevo o abra esta página en otra ventana.",
      fields: "Lo que había en los campos"
    },
    de: {
      old: "Dieser Browser kann die Anwendung nicht ausführen. Nötig ist Chrome oder Edge 105, Firefox 121, Safari 16.4 oder neuer.",
      start: "Die Anwendung konnte nicht starten.",
      stopped: "Die Anwendung ist wegen eines eigenen Fehlers stehen geblieben. Was auf diesem Rechner gespeichert war, ist noch da.",
      save: "Meine Daten speichern",
      hint: "Die Datei enthält auch Ihre privaten Notizen. Öffnen Sie sie später in der Anwendung.",
      again: "Neu starten",
      none: "Auf diesem Rechner ist nichts gespeichert.",
      failed: "Die Daten ließen sich nicht lesen. Starten Sie neu, oder öffnen Sie diese Seite in einem anderen Fenster.",
      fields: "Was in den Feldern stand"
    },
    it: {
      old: "Questo browser non può eseguire lo strumento. Servono Chrome o Edge 105, Firefox 121, Safari 16.4 o versioni successive.",
      start: "Lo strumento non è riuscito ad avviarsi.",
      stopped: "Lo strumento si è fermato per un errore proprio. Ciò che era salvato su questo computer c’è ancora.",
      save: "Salva i miei dati",
      hint: "Il file contiene anche le note private. Aprirlo più tardi nello strumento.",
      again: "Riavvia",
      none: "Su questo computer non è conservato nulla.",
      failed: "Impossibile leggere i dati. Riavviare o aprire questa pagina in un’altra finestra.",
      fields: "Che cosa c’era nei campi"
    }
  };

  var STORES = ["loose", "private", "packs"];
  // Under which name the journal knows a store.
  var AREAS = { drafts: "loose", private: "private", packs: "packs" };
  // How far the database has come in the journal of each window.
  var WINDOWS = "windows";
  var JOURNAL = "revcon3/journal/";
  var SETTINGS = "revcon3/settings";
  // Who saves, where the settings do not say it.
  var NOBODY = "reader/-/0000000000000000";
  var shown = false;

  // The language of the app if it got that far, else the browser's.
  function texts() {
    var asked = [document.getElementById("skeleton") ? "" : document.documentElement.lang];
    asked = asked.concat(navigator.languages || [navigator.language]);
    for (var i = 0; i < asked.length; i++) {
      var tag = String(asked[i] || "").slice(0, 2);
      if (TEXTS[tag]) return { tag: tag, say: TEXTS[tag] };
    }
    return { tag: "en", say: TEXTS.en };
  }

  function runs() {
    // A module with a function that gives a reference: the newest of WebAssembly that is used.
    var newest = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 111, 3, 2, 1, 0, 10, 6, 1, 4, 0, 208, 111, 11];
    return typeof WebAssembly === "object"
      && WebAssembly.validate(new Uint8Array(newest))
      && CSS.supports("selector(:has(a))")
      && typeof DecompressionStream === "function";
  }

  function database() {
    return new Promise(function (done, fail) {
      var request = indexedDB.open("revcon3");
      request.onupgradeneeded = function () { request.transaction.abort(); };
      request.onsuccess = function () { done(request.result); };
      request.onerror = function () {
        if (request.error && request.error.name === "AbortError") done(null);
        else fail(request.error);
      };
    });
  }

  // What lies in the stores, by store and key.
  function read(open) {
    var names = STORES.concat(WINDOWS).filter(function (name) { return open.objectStoreNames.contains(name); });
    var reading = open.transaction(names, "readonly"), kept = {};
    return Promise.all(names.map(function (name) {
      kept[name] = {};
      return new Promise(function (done, fail) {
        var request = reading.objectStore(name).openCursor();
        request.onsuccess = function () {
          var at = request.result;
          if (!at) return done();
          kept[name][at.key] = at.value;
          at.continue();
        };
        request.onerror = function () { fail(request.error); };
      });
    })).then(function () { return kept; });
  }

  // What could not be written to the database waits in the emergency journal, in the order of its
  // keys: a window, a dash, a number.
  function journal() {
    var entries = [];
    try {
      for (var i = 0; i < localStorage.length; i++) {
        var key = localStorage.key(i);
        if (key.indexOf(JOURNAL) === 0) {
          entries.push({ key: key.slice(JOURNAL.length), text: unquoted(localStorage.getItem(key)) });
        }
      }
    } catch (blocked) {
      // There is none then.
    }
    return entries.sort(function (one, other) { return one.key < other.key ? -1 : 1; });
  }

  // Does to what was read what the journal has to do yet, so that what was withdrawn stays so.
  // What makes no sense in it is taken as it stands.
  function redo(kept, entries) {
    var windows = kept[WINDOWS] || {}, odd = 0;
    entries.forEach(function (entry) {
      var dash = entry.key.lastIndexOf("-");
      if (Number(windows[entry.key.slice(0, dash)]) >= Number(entry.key.slice(dash + 1))) return;
      var steps = stepsOf(entry.text);
      if (!steps) steps = [{ store: "packs", key: "odd " + odd++, text: entry.text }];
      steps.forEach(function (step) {
        var store = kept[step.store] = kept[step.store] || {};
        if (step.text === null) delete store[step.key];
        else store[step.key] = step.text;
      });
    });
    return kept;
  }

  // The steps of an entry: “put AREA KEY LINES”, then so many lines, or “delete AREA KEY”. Nothing
  // if the entry is not whole.
  function stepsOf(text) {
    var lines = text.split("\n"), steps = [];
    if (lines.pop() !== "") return null;
    while (lines.length) {
      var words = lines.shift().split(" "), count = words[0] === "put" ? Number(words[3]) : 0;
      if (!/^(put|delete)$/.test(words[0]) || !(count <= lines.length)) return null;
      var content = lines.splice(0, count).join("\n");
      var step = { store: AREAS[words[1]], key: words[2], text: words[0] === "put" ? content : null };
      if (step.store) steps.push(step);
    }
    return steps;
  }

  // The app keeps an entry as one JSON text, in which a line break is two characters.
  function unquoted(kept) {
    try {
      var text = JSON.parse(kept);
      return typeof text === "string" ? text : kept;
    } catch (plain) {
      return kept;
    }
  }

  // Every line that is a revision, once, told apart by whether it is private.
  function revisions(kept) {
    var known = {}, found = { shared: [], secret: [] };
    var texts = STORES.map(function (name) {
      var store = kept[name] || {};
      return Object.keys(store).map(function (key) { return store[key]; });
    });
    Array.prototype.concat.apply([], texts).join("\n").split("\n").forEach(function (line) {
      var revision;
      try { revision = JSON.parse(line); } catch (other) { return; }
      if (!revision || !revision.id || !revision.set || known[revision.id]) return;
      known[revision.id] = true;
      var secret = Object.keys(revision.set).some(function (name) { return name.indexOf("private.") === 0; });
      (secret ? found.secret : found.shared).push(line);
    });
    return found;
  }

  // Who sits here, as far as the settings say it.
  function author() {
    try {
      return JSON.parse(localStorage.getItem(SETTINGS)).author || NOBODY;
    } catch (unknown) {
      return NOBODY;
    }
  }

  function file(found) {
    var exported = { t: Date.now(), by: author(), scope: "backup" };
    return '{\n"format":"revcon3-snapshot","version":1,"minor":0,\n"exported":' + JSON.stringify(exported)
      + ',\n"revisions":[\n' + found.shared.join(",\n") + '\n],\n"private":[\n' + found.secret.join(",\n") + "\n]}\n";
  }

  function save(say, told) {
    var trouble = "";
    database().then(function (open) { return open ? read(open) : {}; }).catch(function (reason) {
      // The journal may be all there is, for that very reason.
      trouble = say.failed + " (" + reason + ")";
      return {};
    }).then(function (kept) {
      var found = revisions(redo(kept, journal()));
      if (!found.shared.length && !found.secret.length) { told.textContent = trouble || say.none; return; }
      var link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([file(found)], { type: "application/json" }));
      link.download = "revcon3-rescue-" + new Date().toISOString().slice(0, 10) + ".json";
      link.click();
      told.textContent = trouble ? link.download + " – " + trouble : link.download;
    }).catch(function (reason) { told.textContent = say.failed + " (" + reason + ")"; });
  }

  // What was being typed may not be kept yet.
  function typed() {
    var fields = document.querySelectorAll("main textarea:not([readonly]), main input[type=text]");
    var texts = Array.prototype.map.call(fields, function (field) { return field.value.trim(); });
    return texts.filter(Boolean).join("\n\n");
  }

  function element(name, text, parent) {
    var made = document.createElement(name);
    if (text) made.textContent = text;
    parent.appendChild(made);
    return made;
  }

  function show(why, reason) {
    if (shown) return;
    shown = true;
    var language = texts(), say = language.say, fields = typed();
    document.documentElement.lang = language.tag;
    document.documentElement.dir = language.tag === "ar" ? "rtl" : "ltr";
    document.body.textContent = "";
    var main = element("main", "", document.body);
    main.className = "rescue";
    element("h1", "RevCon3", main);
    element("p", say[why], main).setAttribute("role", "alert");
    if (reason) {
      var detail = element("p", "", main);
      element("code", reason, detail).dir = "ltr";
    }
    var told = document.createElement("p");
    told.setAttribute("role", "status");
    if (why !== "old") {
      element("p", say.hint, main);
      var ways = element("p", "", main);
      var saving = element("button", say.save, ways);
      saving.className = "primary";
      saving.onclick = function () { save(say, told); };
      ways.appendChild(document.createTextNode(" "));
      element("button", say.again, ways).onclick = function () { location.reload(); };
      main.appendChild(told);
      if (saving.focus) saving.focus();
    }
    if (fields) {
      var label = element("label", say.fields, main);
      var area = element("textarea", "", label);
      area.readOnly = true;
      area.rows = 8;
      area.dir = "auto";
      area.value = fields;
    }
  }

  // The app has stopped if WebAssembly failed, or anything did before it started.
  function failed(error) {
    var starting = document.getElementById("skeleton");
    if (/RuntimeError/.test(String(error)) || (error && /wasm/.test(error.stack))) show("stopped", String(error.message || error));
    // Scripts that others put into the page fail too, and the app starts all the same.
    else if (starting) setTimeout(function () {
      if (document.getElementById("skeleton")) show("start", String((error && error.message) || error || ""));
    }, 5000);
  }

  addEventListener("error", function (event) {
    // A script that could not be loaded says so on its element, and no more.
    if (event.target === window) failed(event.error || event.message);
    else if (event.target.tagName === "SCRIPT") failed("");
  }, true);
  addEventListener("unhandledrejection", function (event) { failed(event.reason); });
  addEventListener("DOMContentLoaded", function () { if (!runs()) show("old", ""); });
})();
