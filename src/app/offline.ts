/**
 * The page's side of the service worker (workers/service.worker.ts). There is none on plain http, from disk and while
 * developing: the page then just needs its server, or nothing.
 */
const canBeKept =
  import.meta.env.PROD &&
  import.meta.env.MODE !== "single" &&
  /^https?:$/.test(location.protocol) &&
  "serviceWorker" in navigator;

/** What a tab is told of a newer version: takes it, and with it reloads the page. */
export type UseUpdate = () => void;

/** Keeps the page for use without its server. `onUpdate` is told when a newer version is there, or is in use by another tab. */
export async function keepOffline(onUpdate: (use: UseUpdate) => void): Promise<void> {
  if (!canBeKept) return;
  const { serviceWorker } = navigator;
  let isAsked = false;
  let isControlled = serviceWorker.controller !== null;
  const reload = (): void => location.reload();
  serviceWorker.addEventListener("controllerchange", () => {
    if (isAsked) reload();
    else if (isControlled) onUpdate(reload); // the files of this version are gone with its cache
    isControlled = true;
  });
  try {
    await serviceWorker.register("./sw.js");
    const registration = await serviceWorker.getRegistration();
    if (registration === undefined) return;
    const offer = (): void => {
      const { waiting } = registration;
      if (waiting === null || serviceWorker.controller === null) return;
      onUpdate(() => {
        isAsked = true;
        waiting.postMessage("use");
      });
    };
    offer();
    registration.addEventListener("updatefound", () => {
      registration.installing?.addEventListener("statechange", offer);
    });
  } catch {
    // storage is off, or full: the page works while its server does
  }
}
