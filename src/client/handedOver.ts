import * as Comlink from "comlink";
import { withCopies } from "../model/copies";

/** A request for a worker with copies of its columns: the page keeps its own. */
export function handedOver<T>(request: T): T {
  const { value, buffers } = withCopies(request);
  return Comlink.transfer(value, buffers);
}
