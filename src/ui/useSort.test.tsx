import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { canBeChosen, type ViewChoices } from "../model/viewChoices";
import { FreeTable } from "./Table";
import { KeptChoicesContext, type Sort, useSort } from "./useSort";

const columns = ["self", "total"].map((id) => ({ id, title: id, width: "1rem", sortValue: Number, cell: String }));

function sortsOf(choices: ViewChoices): (string | undefined)[] {
  const html = renderToStaticMarkup(
    <KeptChoicesContext value={{ choices, choose: () => {} }}>
      <FreeTable
        label=""
        rows={[1, 2]}
        columns={columns}
        keyOf={String}
        sortBy="self"
        sortId="functions.sort"
        empty=""
      />
    </KeptChoicesContext>,
  );
  return [...html.matchAll(/aria-sort="(\w+)"/g)].map(([, sort]) => sort);
}

it("a table is sorted as the page keeps it, at first by its own column", () => {
  expect(sortsOf({})).toEqual(["descending", "none"]);
  expect(sortsOf({ "functions.sort": "total-up" })).toEqual(["none", "ascending"]);
  expect(sortsOf({ "records.sort": "total-up" })).toEqual(["descending", "none"]);
});

/** Sorts its table at once. */
function Sorted({ sort }: { readonly sort: Sort }) {
  useSort("functions.sort", { column: "self", descending: true })[1](sort);
  return null;
}

it("what is kept is a column and a direction, and nothing where it is as at first", () => {
  const kept: string[] = [];
  const value = { choices: {}, choose: (_: unknown, value: string) => void kept.push(value) };
  renderToStaticMarkup(
    <KeptChoicesContext value={value}>
      <Sorted sort={{ column: "total", descending: false }} />
      <Sorted sort={{ column: "self", descending: true }} />
    </KeptChoicesContext>,
  );
  expect(kept).toEqual(["total-up", ""]);
  expect(canBeChosen("functions.sort", "total-up")).toBe(true);
  for (const text of ["", "total", "total-left", "<b>-up", "-up", `${"x".repeat(21)}-up`])
    expect(canBeChosen("functions.sort", text)).toBe(false);
});
