import { exampleSession } from "../../analysis/testing/exampleSession";

/** Sessions to look at this view with. */
export const examples = {
  plain: exampleSession(`
    10000000  5000000   2000000      1000000
    main      main      main         init
    f         f         read[lib:c]
    g         f
    f
  `),
  hostile: exampleSession(`
    50000000  40000000   30000000  20000000  10000000
    main      main       main      main      main
    markup    reordered  arabic    control   long
  `),
};
