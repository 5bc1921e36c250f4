/** The samples of one event, one by one. */
export const records = {
  title: "Records",
  answers: "Each sample by itself: when, where, and with which arguments a tracepoint or probe was hit",
  empty: "Drop perf.data; with tracepoints or probes in it their arguments are shown too.",
  noTimes:
    "The chosen profile has no single samples: equal stacks are one, without times. Choose one of a perf.data file.",
  record: "A tracepoint with its arguments (list them with perf list; probes are made with perf probe)",
  search: "Search records",
  shown: "{{shown}} of {{all}} samples",
  columns: {
    time: "Time (s)",
    process: "PID",
    thread: "TID",
    comm: "Command",
    cpu: "CPU",
    weight: "Weight",
    function: "Function",
  },
  stack: "Stack of the chosen sample",
  choose: "Choose a sample to see its stack.",
  noStack: "This sample has no stack.",
  noMatch: "No sample has this in any column.",
  csv: "CSV",
  csvHint: "The samples shown, at most {{rows}}",
} as const;
