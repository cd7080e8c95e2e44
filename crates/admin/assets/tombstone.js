// Comforts of the pages: they work without any of this.
(() => {
  "use strict";

  // What a script says stands in the page, in its language: `data-say-live`.
  const say = (element, name) => element.closest("[data-say-" + name + "]")?.getAttribute("data-say-" + name) ?? "";

  // Tells the service where the browser is, so that pages show times by its clock.
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
  const place = "tombstone_zone=" + zone;
  if (/^[\w+\/-]{1,64}$/.test(zone) && !document.cookie.split("; ").includes(place)) {
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = place + "; path=/admin; max-age=31536000; samesite=lax" + secure;
  }

  // Lists that refresh by themselves. A refresh is skipped while nobody looks, while text is being
  // selected, while somebody is about to press a button and while the reader has scrolled into the list: nothing moves
  // under their eyes.
  const live = document.querySelector("[data-live]");
  if (live) {
    const status = document.querySelector("[data-live-status]");
    const button = document.querySelector("[data-live-toggle]");
    let paused = false;
    let lost = false;
    let last = null;
    let known = new Set();
    let unfolded = [];

    // A page that is left open asks for less than a megabyte an hour, however often what it shows changes: an answer is
    // paid for before the next one is asked for, but for the first few.
    const BYTES_A_SECOND = 250;
    const BYTES_AT_ONCE = 20000;
    let budget = BYTES_AT_ONCE;
    let counted = performance.now();
    new PerformanceObserver((list) => {
      for (const one of list.getEntries()) if (one.initiatorType === "xmlhttprequest") budget -= one.transferSize;
    }).observe({ type: "resource" });
    const affords = () => {
      const now = performance.now();
      budget = Math.min(BYTES_AT_ONCE, budget + ((now - counted) / 1000) * BYTES_A_SECOND);
      counted = now;
      return budget > 0;
    };

    const rows = () => Array.from(live.querySelectorAll("[data-row]"));
    const selecting = () => {
      const selection = window.getSelection();
      return selection !== null && !selection.isCollapsed && selection.toString() !== "";
    };
    const acting = () => live.querySelector("button:hover, button:focus-visible") !== null;
    const reading = () => live.getBoundingClientRect().top < -120;

    const show = () => {
      if (!status) return;
      const state = paused ? "paused" : lost ? "lost" : reading() ? "reading" : "live";
      status.dataset.state = state;
      status.querySelector("[data-live-text]").textContent = say(status, state);
      status.hidden = false;
      if (button) {
        button.textContent = say(button, paused ? "resume" : "pause");
        button.hidden = false;
      }
    };

    live.addEventListener("htmx:beforeRequest", (event) => {
      if (event.target !== live) return;
      const asked = event.detail.requestConfig?.triggeringEvent; // none if it was only time
      if (document.hidden || paused || selecting() || acting() || reading() || !(asked || affords())) event.preventDefault();
    });
    live.addEventListener("htmx:beforeSwap", (event) => {
      if (event.target !== live) return;
      const answer = event.detail.serverResponse;
      if (answer === last) event.detail.shouldSwap = false;
      last = answer;
      known = new Set(rows().map((row) => row.dataset.row));
      unfolded = Array.from(live.querySelectorAll("details[open][id]"), (details) => details.id);
    });
    live.addEventListener("htmx:afterSwap", (event) => {
      if (event.target !== live) return;
      for (const id of unfolded) document.getElementById(id)?.setAttribute("open", "");
      for (const row of rows()) row.classList.toggle("is-new", !known.has(row.dataset.row));
    });
    live.addEventListener("htmx:afterRequest", (event) => {
      lost = !event.detail.successful;
      show();
    });
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) window.htmx?.trigger(live, "refresh");
    });
    document.addEventListener("scroll", show, { passive: true });
    button?.addEventListener("click", () => {
      paused = !paused;
      show();
      if (!paused) window.htmx?.trigger(live, "refresh");
    });
    show();
  }

  // Copy buttons; the swaps above bring new ones, so the document listens.
  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = !navigator.clipboard;
  for (const name of ["htmx:load", "tombstone:shown"]) {
    document.addEventListener(name, (event) => {
      for (const button of event.target.querySelectorAll?.("[data-copy]") ?? []) button.hidden = !navigator.clipboard;
    });
  }
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-copy]");
    if (!button) return;
    const before = button.textContent;
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = say(button, "copied");
    } catch {
      button.textContent = say(button, "failed");
    }
    setTimeout(() => { button.textContent = before; }, 1600);
  });

  // A menu closes when somebody presses beside it.
  document.addEventListener("pointerdown", (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });

  // A filter that was left empty does not stand in the address.
  document.addEventListener("formdata", (event) => {
    if (!event.target.matches("[data-terse]")) return;
    for (const [name, value] of Array.from(event.formData)) {
      if (value === "") event.formData.delete(name);
    }
  });
})();
