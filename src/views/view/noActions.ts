import type { Actions } from ".";

/** What a view can ask for in its tests: nothing comes of it. */
export const NO_ACTIONS: Actions = {
  cancel: () => undefined,
  remove: () => undefined,
  setSide: () => undefined,
  inspect: () => undefined,
  readRegisters: async () => null,
  askAddresses: () => undefined,
  setDeviationOptions: () => undefined,
  setLineLength: () => undefined,
  setSpanRole: () => undefined,
  setPteLayout: () => undefined,
  readSource: async () => null,
};
