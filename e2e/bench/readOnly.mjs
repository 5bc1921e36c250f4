// The peer of dwarf-read: a file read to its end in a worker of the page, and nothing done with it.

/**
 * @param {import("../page.mjs").Page} page
 * @param {string} path
 * @returns {Promise<number>} milliseconds
 */
export async function readOnly(page, path) {
  const input = await page.evaluateHandle(() => {
    const element = document.createElement("input");
    element.type = "file";
    return element;
  });
  await input.setInputFiles(path);
  const ms = await input.evaluate((element) => {
    // Slices of 16 MiB, two on their way: the fastest of what has been tried (docs/formats.md).
    const source = `onmessage = async ({ data: file }) => {
      const chunk = 16 << 20;
      const started = performance.now();
      const read = (at) => file.slice(at, at + chunk).arrayBuffer();
      let next = read(0);
      for (let at = 0; at < file.size; at += chunk) {
        const current = next;
        next = read(at + chunk);
        await current;
      }
      await next;
      postMessage(performance.now() - started);
    }`;
    const worker = new Worker(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
    return new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.postMessage(/** @type {HTMLInputElement} */ (element).files?.[0]);
    });
  });
  await input.dispose();
  return Number(ms);
}
