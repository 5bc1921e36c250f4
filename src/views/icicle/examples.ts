/** Sessions to look at this view with. */
export { profileExamples as examples } from "../../analysis/testing/exampleSession";
