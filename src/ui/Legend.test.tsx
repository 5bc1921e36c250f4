import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { hiddenAfter, Legend } from "./Legend";

const IDS = ["a", "b", "c"];
const hide = (hidden: readonly string[], id: string, all: readonly string[] | null = null) =>
  [...hiddenAfter(new Set(hidden), id, all)].sort();

it("a press hides and shows", () => {
  expect(hide([], "b")).toEqual(["b"]);
  expect(hide(["b", "c"], "b")).toEqual(["c"]);
});

it("with Shift one is alone, and again all are there", () => {
  expect(hide([], "b", IDS)).toEqual(["a", "c"]);
  expect(hide(["b"], "b", IDS)).toEqual(["a", "c"]);
  expect(hide(["a", "c"], "b", IDS)).toEqual([]);
});

it("says what is hidden, and no figure of it; a hostile name is text", () => {
  const markup = renderToStaticMarkup(
    <Legend
      label="Legend"
      hint="Hide"
      entries={[
        { id: "a", label: "<img onerror=x>", colour: "series-1", figure: "12 B" },
        { id: "b", label: "b", colour: "series-2", figure: "34 B" },
      ]}
      hidden={new Set(["b"])}
      onHidden={() => undefined}
    />,
  );
  expect(markup).toContain("<ul class");
  expect(markup.match(/aria-pressed="true"/g)).toHaveLength(1);
  expect(markup.match(/aria-pressed="false"/g)).toHaveLength(1);
  expect(markup).toContain("12 B");
  expect(markup).not.toContain("34 B");
  expect(markup).not.toContain("<img");
});
