// Names as an attacker, a C++ compiler or damage would choose them, and what gives one to each name of a real capture.

/** Gives the hostile name that stands for a name; the same for the same name, in whichever capture it is. */
export type Rename = (name: string) => Buffer;

const LONG_BYTES = 1 << 20;

/** What a script that got through would set on <html>. */
export const OWNED = "owned";

/** By what each tries. `sink` is the address of a host that must hear nothing. */
export function hostileNames(sink: string): Readonly<Record<string, Buffer>> {
  const owns = `document.documentElement.dataset.${OWNED}=1`;
  const texts = {
    markup: `<img src=x onerror="${owns}">`,
    remoteImage: `<img src="${sink}image">`,
    endOfScript: `</script><script src="${sink}script">${owns}</script>`,
    endOfTitle: `</title></style></textarea>--><svg onload="${owns}">`,
    attribute: `" autofocus onfocus="${owns}" x='`,
    style: `x;background:url(${sink}style)`,
    address: `javascript:${owns}`,
    entity: `&lt;img src=x onerror=${owns}&gt;`,
    override: "main.\u202egpj.exe\u202c",
    isolate: "main.\u2066hidden\u2069\u200b\u200f",
    arabic: "حزمة.دالة",
    control: "nul\0bell\x07esc\x1b[31mdel\x7f",
    lines: "first\nsecond\r\nthird\tfourth\u2028fifth",
    formula: `=HYPERLINK("${sink}formula","x")`,
    fullWidthFormula: "＝cmd|' /C calc'!A0",
    plus: "+1+cmd|' /C calc'!A0",
    at: "@SUM(1+1)*cmd",
    prototype: "__proto__",
    constructorName: "constructor",
    template: "{{name}} $t(app.title) %s $1",
    separators: "a;b,c|d\\e'f`g/../../h",
    pair: "\u{1f600}",
  };
  const named = Object.entries(texts).map(([what, text]): [string, Buffer] => [what, Buffer.from(text)]);
  return {
    ...Object.fromEntries(named),
    invalid: Buffer.from([0x66, 0xff, 0xfe, 0xc0, 0xaf, 0x67]), // no UTF-8
    surrogate: Buffer.from([0x66, 0xed, 0xa0, 0x80, 0x67]), // half of a pair, as CESU-8 writes it
    long: Buffer.from(`std::map<${"std::pair<std::string,int>,".repeat(LONG_BYTES / 27)}>::insert`),
  };
}

/** Deals the names out in turn. Names that come later get a number too, so that functions stay apart. */
export function renamer(names: Readonly<Record<string, Buffer>>): Rename {
  const all = Object.values(names);
  const given = new Map<string, Buffer>();
  return (name) => {
    const index = given.size;
    const known = given.get(name);
    if (known !== undefined) return known;
    const base = all[index % all.length] ?? Buffer.alloc(0);
    const made = index < all.length ? base : Buffer.concat([base.subarray(0, 300), Buffer.from(` ${index}`)]);
    given.set(name, made);
    return made;
  };
}

/** What a text format can hold of a name: no line feed, and no more than a line may have. */
export function inOneLine(name: Buffer, maxBytes = 50_000): string {
  return name
    .subarray(0, maxBytes)
    .toString("latin1")
    .replace(/[\n\r]/g, " ");
}
