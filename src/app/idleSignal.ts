import { session } from "../store/session";
import { isIdle } from "./useSession";

/**
 * `<html data-state="idle|busy">`: whether something is still being read, named or judged. Tests and the headless
 * runner wait for it instead of for time.
 */
export function showIdleSignal(): void {
  const { dataset } = document.documentElement;
  const show = (): void => {
    const state = isIdle(session.getState()) ? "idle" : "busy";
    if (dataset["state"] !== state) dataset["state"] = state;
  };
  show();
  session.subscribe(show);
}
