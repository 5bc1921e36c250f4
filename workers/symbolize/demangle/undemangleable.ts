/**
 * Thrown while a name is read that is no mangled name, or that is beyond a limit: it is then shown as it is. One object
 * for all of them, because a stack trace for each of a library's names would take seconds.
 */
export const UNDEMANGLEABLE = new Error("not a mangled name");
