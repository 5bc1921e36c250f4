import { Node, Text, type Writer } from "./node";

/** scope::name */
export class Qualified extends Node {
  readonly scope: Node;
  readonly name: Node;

  constructor(scope: Node, name: Node) {
    super();
    this.scope = scope;
    this.name = name;
  }

  left(out: Writer): void {
    out.node(this.scope);
    out.add("::");
    out.node(this.name);
  }
}

/** "std::string" and the like. `className` is what its constructors are called. */
export class StdAbbreviation extends Text {
  /** All of it: "std::basic_string<char, …>", as it is written before the name of a constructor. */
  readonly full: string;
  readonly className: string;

  constructor(text: string, full: string, className: string) {
    super(text);
    this.full = full;
    this.className = className;
  }
}

/** name[abi:tag] */
export class Tagged extends Node {
  readonly name: Node;
  readonly tag: string;

  constructor(name: Node, tag: string) {
    super();
    this.name = name;
    this.tag = tag;
  }

  left(out: Writer): void {
    out.node(this.name);
    out.add(`[abi:${this.tag}]`);
  }
}

/** name<args> */
export class Template extends Node {
  readonly name: Node;
  readonly args: readonly Node[];

  constructor(name: Node, args: readonly Node[]) {
    super();
    this.name = name;
    this.args = args;
  }

  left(out: Writer): void {
    const outer = out.template;
    out.template = this.args;
    out.node(this.name);
    out.template = outer;
    out.templateArgs(this.args);
  }
}

/** a, b */
export class List extends Node {
  readonly elements: readonly Node[];

  constructor(elements: readonly Node[]) {
    super();
    this.elements = elements;
  }

  left(out: Writer): void {
    out.list(this.elements);
  }
}

/** The arguments that a parameter pack stands for. */
export class Pack extends List {}

/** `C1`, `D0` …: named like the class. */
export class Structor extends Node {
  readonly className: string;
  readonly isDestructor: boolean;

  constructor(className: string, isDestructor: boolean) {
    super();
    this.className = className;
    this.isDestructor = isDestructor;
  }

  left(out: Writer): void {
    out.add(this.isDestructor ? `~${this.className}` : this.className);
  }
}

/** {lambda(int)#1}: the first one with these parameters in its function. */
export class Lambda extends Node {
  readonly parameters: readonly Node[];
  readonly number: number;

  constructor(parameters: readonly Node[], number: number) {
    super();
    this.parameters = parameters;
    this.number = number;
  }

  left(out: Writer): void {
    out.add("{lambda(");
    const outer = out.inLambda;
    out.inLambda = true;
    out.list(this.parameters);
    out.inLambda = outer;
    out.add(`)#${this.number}}`);
  }
}

/** [a, b] = … */
export class StructuredBinding extends Node {
  readonly names: readonly Node[];

  constructor(names: readonly Node[]) {
    super();
    this.names = names;
  }

  left(out: Writer): void {
    out.add("[");
    out.list(this.names);
    out.add("]");
  }
}

/** Entity inside a function: function::name. */
export class Local extends Node {
  readonly func: Node;
  readonly name: Node;

  /** In the default value of this argument, counted from the last; 0 elsewhere. */
  readonly defaultArg: number;

  constructor(func: Node, name: Node, defaultArg: number) {
    super();
    this.func = func;
    this.name = name;
    this.defaultArg = defaultArg;
  }

  left(out: Writer): void {
    out.node(this.func);
    out.add(this.defaultArg === 0 ? "::" : `::{default arg#${this.defaultArg}}::`);
    out.node(this.name);
  }
}

/** A name between words: "vtable for name", "construction vtable for a-in-b". */
export class Phrase extends Node {
  readonly parts: readonly (string | Node)[];

  constructor(parts: readonly (string | Node)[]) {
    super();
    this.parts = parts;
  }

  left(out: Writer): void {
    for (const part of this.parts) {
      if (typeof part === "string") out.add(part);
      else out.node(part);
    }
  }
}

/** operator int, of a conversion function */
export class Conversion extends Node {
  readonly type: Node;

  constructor(type: Node) {
    super();
    this.type = type;
  }

  left(out: Writer): void {
    out.add("operator ");
    const outer = out.scope;
    if (out.template !== null) out.scope = { args: out.template, outer };
    out.node(this.type);
    out.scope = outer;
  }
}
