import type { Loss } from "./capture";
import type { CodeNames } from "./stacks";

/** What naming one module's addresses gave. */
export interface ModuleNames extends CodeNames {
  readonly column: Int32Array; // beside `line`: 1-based, 0 when unknown
  /** Null where the line tables are right as they are, or are not those of DWARF. */
  readonly lineRepair: LineRepair | null;
  readonly losses: readonly Loss[]; // damage in the debug information that was used
}

/**
 * Some SW64 tool chains write line programs whose minimum_instruction_length is wrong. Under the proposed one they
 * end where their units do. The user decides.
 */
export interface LineRepair {
  readonly header: number; // what most units state
  readonly proposed: number; // 1, 4 or 8
  readonly units: number; // that were looked at
  readonly agreeing: number; // of these
}
