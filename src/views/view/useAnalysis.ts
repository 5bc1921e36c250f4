import { createContext, use, useContext } from "react";
import {
  type AnalysisArgs,
  type AnalysisName,
  type AnalysisResult,
  type Analyze,
  analyzeHere,
} from "../../analysis/analyses";

/** How views have something computed; without a provider in place. It gives the same promise for the same arguments. */
export const AnalysisContext = createContext<Analyze>(analyzeHere);

/**
 * What an analysis says of these arguments. Suspends until it is known: what has been shown stays where the arguments
 * are deferred values (`useDeferredValue`).
 */
export function useAnalysis<N extends AnalysisName>(name: N, ...args: AnalysisArgs<N>): AnalysisResult<N> {
  const result = useContext(AnalysisContext)(name, args);
  return result instanceof Promise ? use(result) : result;
}
