/**
 * Runs in speedscope's frame, before speedscope. The frame is sandboxed: it has an origin of its own, no storage, and
 * reaches the page by messages only. No code of speedscope is changed.
 *
 *   page → frame   { kind: "speedscope:load", file, view, search }
 *   frame → page   { kind: "speedscope:ready" }, { kind: "speedscope:state", state, text }, { kind: "speedscope:alive" }
 */
(() => {
  const HEARTBEAT_MS = 2000;
  const POLL_MS = 50;
  const SETTLE_MS = 50;
  /** speedscope has no parameter for its view, but listens to these keys. */
  const VIEW_KEYS = { "time-ordered": "1", "left-heavy": "2", sandwich: "3" };

  /** @param {{ kind: string, state?: string, text?: string }} message */
  const tell = (message) => parent.postMessage(message, "*");
  /** @param {string} state */
  const tellState = (state, text = "") => tell({ kind: "speedscope:state", state, text });

  // localStorage throws in a sandboxed frame; speedscope keeps its colour scheme there. The page says which by the
  // frame's name.
  const scheme = /^theme-(dark|light)$/.exec(window.name)?.[1];
  const storage = scheme === undefined ? {} : { "speedscope-color-scheme": scheme.toUpperCase() };
  Object.defineProperty(window, "localStorage", { value: storage, configurable: true });

  // speedscope alerts when it cannot read a file: the page says it instead.
  window.alert = (text) => tellState("alert", String(text));
  addEventListener("error", (event) => tellState("error", event.message));
  addEventListener("unhandledrejection", (event) => tellState("error", String(event.reason)));

  // Silence tells the page that this process has died, as it does when it runs out of memory.
  setInterval(() => tell({ kind: "speedscope:alive" }), HEARTBEAT_MS);

  /**
   * speedscope has no parameter for this either: its search opens by Ctrl+F, and Enter goes to what is found first.
   * @param {string} text
   */
  const search = (text) => {
    window.dispatchEvent(new KeyboardEvent("keydown", { key: "f", ctrlKey: true }));
    let tries = 20;
    const timer = setInterval(() => {
      const input = document.querySelector("input");
      if (input === null && --tries > 0) return;
      clearInterval(timer);
      if (input === null) return;
      input.value = text;
      input.dispatchEvent(new Event("input", { bubbles: true }));
      setTimeout(() => input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true })), POLL_MS);
    }, POLL_MS);
  };

  /**
   * @param {File} file
   * @param {keyof typeof VIEW_KEYS} view
   * @param {string} text to search for, "" for nothing
   */
  const load = (file, view, text) => {
    tellState("loading");
    const transfer = new DataTransfer();
    transfer.items.add(file);
    // speedscope listens for drops on the element around the one that holds its canvas
    const target = document.querySelector("canvas")?.parentElement?.parentElement ?? document.body;
    target.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
    const timer = setInterval(() => {
      // biome-ignore lint/performance/useDomNodeTextContent: the text content has speedscope's program in it, which says so too
      if (document.body.innerText.includes("Something went wrong")) {
        clearInterval(timer);
        tellState("failed");
      } else if (document.title.endsWith(" - speedscope")) {
        clearInterval(timer);
        const key = VIEW_KEYS[view];
        if (key !== undefined) window.dispatchEvent(new KeyboardEvent("keypress", { key }));
        if (text !== "") search(text);
        tellState("shown");
      }
    }, POLL_MS);
  };

  addEventListener("message", ({ source, data }) => {
    if (source === parent && data?.kind === "speedscope:load") load(data.file, data.view, String(data.search ?? ""));
  });
  addEventListener("DOMContentLoaded", () => {
    const timer = setInterval(() => {
      if (document.querySelector("canvas") === null) return;
      clearInterval(timer);
      setTimeout(() => tell({ kind: "speedscope:ready" }), SETTLE_MS);
    }, POLL_MS);
  });
})();
