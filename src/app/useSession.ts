import { useStore } from "zustand";
import type { SessionData } from "../model/session";
import { type SessionState, session } from "../store/session";
import { sessionData } from "./sessionData";

export function useSessionState<T>(selector: (state: SessionState) => T): T {
  return useStore(session, selector);
}

/** What views read; a new object only when something they show has changed. */
export function useSessionData(): SessionData {
  return useStore(session, sessionData);
}

/** Whether nothing is read, named or judged at the moment. */
export function isIdle({ pendingStages }: SessionState): boolean {
  return pendingStages === 0;
}
