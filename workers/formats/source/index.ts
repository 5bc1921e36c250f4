import type { SourceCapture } from "../../../src/model/capture";
import { SOURCE_NAME } from "../../../src/model/sourceName";
import { isText } from "../../io/text";
import type { Format } from "../format";

/** Source files: shown beside the lines of the functions that come from them. */
export const source: Format = {
  id: "source",
  label: "source file",
  recognises: (head, name = "") => SOURCE_NAME.test(name) && isText(head),
  async decode(): Promise<SourceCapture> {
    return { kind: "source", arch: null, facts: {}, losses: [] };
  },
};
