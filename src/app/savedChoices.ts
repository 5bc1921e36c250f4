import type { GlobalVariables } from "../model/heapDump";
import { PTE_LAYOUTS } from "../model/pagemap";
import type { SavedSession } from "../model/savedSession";
import type { SessionFile } from "../model/session";
import type { SessionState } from "../store/session";

type Choices = Pick<SessionState, "lineLengths" | "spanRoles" | "addressText" | "pteLayout" | "deviationOptions">;

/** The variables of a heap dump, and the binary that named them. */
export interface NamedVariables {
  readonly variables: GlobalVariables;
  readonly binary: number; // -> SessionFile.id
}

/** Those that a saved session brought, by SessionFile.id of the heap dump. */
const savedVariables = new Map<number, NamedVariables>();

export function savedVariablesOf(fileId: number): NamedVariables | undefined {
  return savedVariables.get(fileId);
}

export function forgetSavedVariables(present: ReadonlySet<number>): void {
  for (const id of savedVariables.keys()) if (!present.has(id)) savedVariables.delete(id);
}

/**
 * The page's choices with those of a saved session, whose files are `opened`, in the same order. What was chosen in the page stays:
 * of what is of no single file the session brings only what has not been chosen here.
 */
export function withSavedChoices(before: Choices, saved: SavedSession, opened: readonly SessionFile[]): Choices {
  const lineLengths = new Map(before.lineLengths);
  const spanRoles = new Map(before.spanRoles);
  const idOf = (place: number): number | undefined => opened[place]?.id;
  for (const [place, file] of saved.files.entries()) {
    const id = idOf(place);
    if (id === undefined) continue;
    if (file.lineLength !== undefined) lineLengths.set(id, file.lineLength);
    if (file.spanRoles !== undefined) spanRoles.set(id, file.spanRoles);
    const binary = file.variables === undefined ? undefined : idOf(file.variables.file);
    if (file.variables !== undefined && binary !== undefined) {
      savedVariables.set(id, { variables: file.variables, binary });
    }
  }
  const { addressText, pteLayout, deviationOptions } = saved.choices ?? before;
  const { limits, rules } = before.deviationOptions;
  const known = new Set(rules.map(([name]) => name));
  return {
    lineLengths,
    spanRoles,
    addressText: before.addressText === "" ? addressText : before.addressText,
    pteLayout: before.pteLayout === PTE_LAYOUTS[0] ? pteLayout : before.pteLayout,
    deviationOptions: {
      limits: { ...deviationOptions.limits, ...limits },
      rules: [...rules, ...deviationOptions.rules.filter(([name]) => !known.has(name))],
    },
  };
}
