// Comforts of the lists of deletions: they work without any of this.
(() => {
  "use strict";

  const find = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
  const said = (element, name) => element?.getAttribute("data-say-" + name) ?? "";
  const list = find(".browse");
  const body = list && find("[data-rows]", list);

  // How long ago a row was goes on while the page is open.
  const relative = new Intl.RelativeTimeFormat(document.documentElement.lang || "en");
  const UNITS = [["year", 31557600], ["month", 2629800], ["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];
  const age = () => {
    for (const time of all("time[data-relative]")) {
      const seconds = (Date.now() - Date.parse(time.dateTime)) / 1000;
      const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? UNITS[5];
      if (Math.abs(seconds) >= 3) time.textContent = relative.format(-Math.trunc(seconds / size), unit);
    }
  };
  setInterval(age, 30000);

  // New rows come as they are recorded. Nothing moves while somebody is at the list: what came meanwhile is counted, and
  // put in when they leave it.
  const live = find("[data-live-rows]");
  if (live && body && window.EventSource) {
    const MOST = 300;
    const state = find("[data-live-state]");
    const toggle = find("[data-live-toggle]");
    const badge = find("[data-new]");
    let source = null;
    let place = null;
    let paused = false;
    let lost = false;
    let far = false;
    let waiting = [];

    const selects = () => {
      const selection = window.getSelection();
      return !!selection && !selection.isCollapsed && live.contains(selection.anchorNode);
    };
    const reads = () =>
      live.getBoundingClientRect().top < 0 || body.matches(":hover") || live.contains(document.activeElement) || selects();

    const show = () => {
      const link = find("a", badge);
      link.textContent = far
        ? said(badge, "far")
        : waiting.length === 1 ? said(badge, "one") : said(badge, "many").replace("{count}", waiting.length);
      badge.hidden = !far && waiting.length === 0;
      if (state) {
        const name = paused ? "paused" : lost ? "lost" : reads() ? "reading" : "live";
        const line = find(".live-state", state);
        line.dataset.state = name;
        line.hidden = false;
        find("[data-live-text]", line).textContent = said(state, name);
        toggle.textContent = said(state, paused ? "resume" : "pause");
        toggle.hidden = false;
      }
    };

    const put = () => {
      if (waiting.length === 0) return;
      const known = new Set(all("[data-row]", body).map((row) => row.dataset.row));
      const rows = waiting.filter((row) => !known.has(row.dataset.row));
      waiting = [];
      for (const row of rows) row.classList.add("is-new");
      body.prepend(...rows);
      for (const row of all("[data-row]", body).slice(MOST)) row.remove();
      for (const part of all("[data-table]", list)) part.hidden = false;
      find("[data-empty]", live)?.remove();
    };

    const flow = () => {
      if (!paused && !far && !reads()) put();
      show();
    };

    const take = (html) => {
      const holder = document.createElement("template");
      holder.innerHTML = "<table><tbody>" + html + "</tbody></table>";
      const known = new Set(waiting.map((row) => row.dataset.row));
      waiting = [...all("tr", holder.content).filter((row) => !known.has(row.dataset.row)), ...waiting];
      if (waiting.length > MOST) {
        far = true;
        waiting = [];
      }
      flow();
    };

    const open = () => {
      const address = new URL(live.dataset.liveRows, location.href);
      if (place !== null) address.searchParams.set("cursor", place);
      source = new EventSource(address);
      const note = (event) => {
        place = event.lastEventId;
        lost = false;
      };
      source.addEventListener("place", (event) => { note(event); show(); });
      source.addEventListener("far", (event) => { note(event); far = true; show(); });
      source.addEventListener("rows", (event) => { note(event); take(event.data); });
      source.addEventListener("error", () => {
        lost = true;
        show();
        if (source.readyState === EventSource.CLOSED) setTimeout(again, 5000);
      });
    };
    const again = () => {
      source?.close();
      if (!document.hidden) open();
    };
    // A hidden tab takes no connection; where it was, it goes on.
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) source?.close();
      else again();
    });
    window.addEventListener("pagehide", () => source?.close());
    for (const name of ["mouseleave", "focusout"]) live.addEventListener(name, () => setTimeout(flow));
    for (const name of ["mouseenter", "focusin"]) live.addEventListener(name, show);
    document.addEventListener("scroll", flow, { passive: true });
    document.addEventListener("selectionchange", show);
    toggle?.addEventListener("click", () => {
      paused = !paused;
      flow();
    });
    badge.addEventListener("click", (event) => {
      if (far) return;
      event.preventDefault();
      put();
      show();
      scrollTo({ top: 0 });
    });
    open();
    show();
  }

  // One deletion in a pane beside the list, where there is room; its own address is in the address bar.
  const pane = find("#pane");
  const WIDE = matchMedia("(min-width: 76rem)");
  let opened = null;
  let loading = null;
  const load = async (href) => {
    const mine = (loading = {});
    const answer = await fetch(href, { headers: { "HX-Request": "true" } }).catch(() => null);
    const html = answer?.ok ? await answer.text().catch(() => null) : null;
    if (loading !== mine) return;
    if (html === null) return location.assign(href); // a whole page says what is wrong
    pane.innerHTML = html;
    pane.dispatchEvent(new CustomEvent("tombstone:shown", { bubbles: true }));
    pane.hidden = false;
    document.body.classList.add("has-pane");
    for (const row of all("tr.is-open")) row.classList.remove("is-open");
    const link = all("a[data-opens]", body ?? document).find((link) => link.getAttribute("href") === href);
    link?.closest("tr")?.classList.add("is-open");
    opened = link ?? opened;
    find("h2", pane)?.focus({ preventScroll: true });
  };
  const close = () => {
    loading = null;
    pane.hidden = true;
    pane.replaceChildren();
    document.body.classList.remove("has-pane");
    for (const row of all("tr.is-open")) row.classList.remove("is-open");
    opened?.focus({ preventScroll: true });
  };
  if (pane) {
    document.addEventListener("click", (event) => {
      if (event.target.closest("[data-close]")) return history.back();
      const link = event.target.closest("a[data-opens]");
      if (!link || !WIDE.matches || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      const href = link.getAttribute("href");
      if (body?.contains(link)) opened = link;
      if (history.state?.pane) history.replaceState({ pane: href }, "", href);
      else history.pushState({ pane: href }, "", href);
      load(href);
    });
    window.addEventListener("popstate", (event) => {
      if (event.state?.pane) load(event.state.pane);
      else if (!pane.hidden) close();
    });
  }

  // Dragging over the histogram shows the time that was dragged over.
  const drawing = find("[data-histogram] svg");
  if (drawing) {
    const bars = all("a", drawing);
    let first = null;
    let last = null;
    const at = (event) => document.elementFromPoint(event.clientX, event.clientY)?.closest?.("[data-histogram] a");
    const mark = () => {
      const [from, to] = [bars.indexOf(first), bars.indexOf(last)].sort((one, other) => one - other);
      bars.forEach((bar, index) => bar.classList.toggle("is-chosen", first !== null && index >= from && index <= to));
    };
    drawing.addEventListener("dragstart", (event) => event.preventDefault());
    drawing.addEventListener("pointerdown", (event) => {
      if (event.button === 0) first = last = at(event) ?? null;
    });
    window.addEventListener("pointermove", (event) => {
      if (first === null) return;
      last = at(event) ?? last;
      if (last !== first) mark();
    });
    window.addEventListener("pointerup", () => {
      if (first !== null && last !== first) {
        const [from, to] = [first, last].sort((one, other) => bars.indexOf(one) - bars.indexOf(other));
        const address = new URL(location.href);
        for (const name of ["cursor", "before", "at", "folds", "query"]) address.searchParams.delete(name);
        address.searchParams.set("from", from.dataset.from);
        address.searchParams.set("to", to.dataset.to);
        drawing.addEventListener("click", (event) => event.preventDefault(), { once: true, capture: true });
        location.assign(address);
      }
      first = last = null;
    });
  }

  // The query bar suggests words and their values.
  const bar = find("input[data-suggest]");
  if (bar) {
    const WORDS = ["kind", "user", "id", "event", "source", "portal", "from", "to"];
    const box = document.createElement("ul");
    box.className = "suggestions panel";
    box.id = "suggestions";
    box.setAttribute("role", "listbox");
    box.setAttribute("aria-label", bar.labels?.[0]?.textContent ?? "");
    box.hidden = true;
    bar.after(box);
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", box.id], ["aria-expanded", "false"]]) {
      bar.setAttribute(name, value);
    }
    let chosen = -1;
    let start = 0;
    let request = null;

    const hide = () => {
      box.hidden = true;
      chosen = -1;
      bar.setAttribute("aria-expanded", "false");
      bar.removeAttribute("aria-activedescendant");
    };
    const choose = (next) => {
      const options = all("li", box);
      chosen = (next + options.length) % options.length;
      options.forEach((option, index) => option.setAttribute("aria-selected", index === chosen));
      bar.setAttribute("aria-activedescendant", options[chosen].id);
    };
    const fill = (index) => {
      const value = all("li", box)[index].dataset.value;
      const end = bar.selectionStart;
      bar.setRangeText(value, start, end, "end");
      hide();
      bar.focus();
      if (value.endsWith(":")) suggest();
    };
    const offer = (values) => {
      box.replaceChildren(...values.map(({ value, label }, index) => {
        const option = document.createElement("li");
        option.id = "suggestion-" + index;
        option.setAttribute("role", "option");
        option.dataset.value = value;
        const code = document.createElement("bdi");
        code.textContent = value;
        const name = document.createElement("span");
        name.textContent = label;
        option.append(code, name);
        option.addEventListener("mousedown", (event) => { event.preventDefault(); fill(index); });
        return option;
      }));
      box.hidden = values.length === 0;
      chosen = -1;
      bar.setAttribute("aria-expanded", String(!box.hidden));
    };
    const quoted = (value) => (/[\s",]/.test(value) ? '"' + value.replace(/(["\\])/g, "\\$1") + '"' : value);
    const suggest = async () => {
      request?.abort();
      const before = bar.value.slice(0, bar.selectionStart);
      const pair = /(?:^|\s)([a-z_]+):(?:[^\s"]*,)?([^\s",]*)$/i.exec(before);
      const word = /(?:^|\s)([a-z_]*)$/i.exec(before);
      if (pair) {
        start = before.length - pair[2].length;
        request = new AbortController();
        try {
          const query = new URLSearchParams({ field: pair[1], typed: pair[2] });
          const answer = await fetch(bar.dataset.suggest + "?" + query, { signal: request.signal });
          const values = answer.ok ? await answer.json() : [];
          offer(values.map(({ value, label }) => ({ value: quoted(value), label })));
        } catch {
          hide();
        }
      } else if (word) {
        start = before.length - word[1].length;
        offer(WORDS.filter((name) => name.startsWith(word[1].toLowerCase())).map((name) => ({ value: name + ":", label: "" })));
      } else {
        hide();
      }
    };
    bar.addEventListener("input", suggest);
    bar.addEventListener("blur", hide);
    bar.addEventListener("keydown", (event) => {
      if (box.hidden) {
        if (event.key === "ArrowDown") suggest();
        return;
      }
      if (event.key === "ArrowDown") choose(chosen + 1);
      else if (event.key === "ArrowUp") choose(chosen < 0 ? -1 : chosen - 1);
      else if ((event.key === "Enter" || event.key === "Tab") && chosen >= 0) fill(chosen);
      else if (event.key === "Escape") hide();
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
  }

  // Keys.
  const help = find("#keys");
  const opener = find("[data-keys]");
  if (help && opener) {
    opener.hidden = false;
    opener.addEventListener("click", () => help.showModal());
  }
  const move = (step) => {
    const links = all("tr[data-row] a.name", body);
    const here = links.findIndex((link) => link.closest("tr").contains(document.activeElement));
    const row = here < 0 ? links.findIndex((link) => link.closest("tr").classList.contains("is-open")) : here;
    const next = row < 0 ? 0 : Math.min(Math.max(row + step, 0), links.length - 1);
    links[next]?.focus();
    links[next]?.closest("tr").scrollIntoView({ block: "nearest" });
    if (pane && !pane.hidden && links[next]?.matches("[data-opens]")) links[next].click();
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, select, textarea, [contenteditable]");
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape") {
      const menu = find("details.menu[open]");
      if (menu) {
        menu.open = false;
        find("summary", menu).focus();
      } else if (typing) event.target.blur();
      else if (pane && !pane.hidden) history.back();
      return;
    }
    if (typing || help?.open) return;
    const exports = find("details[data-export]");
    const done = {
      "/": () => { bar?.focus(); bar?.select(); },
      j: () => body && move(1),
      k: () => body && move(-1),
      e: () => { if (exports) { exports.open = true; find("a", exports)?.focus(); } },
      t: () => find("#at")?.focus(),
      "?": () => help?.showModal(),
    }[event.key];
    if (!done) return;
    event.preventDefault();
    done();
  });
})();
