import { DEMANGLED_MAX_LENGTH, MAX_DEPTH, MAX_STEPS } from "../limits";
import { UNDEMANGLEABLE } from "../undemangleable";

/**
 * How a type is written around a name: not at all, as a function or an array (which a pointer to it puts in
 * parentheses), or already in such parentheses.
 */
export type Shape = "plain" | "function" | "array" | "wrapped";

/** What T_ stands for: the arguments of the template whose type is written, and of the one around it. */
export interface Scope {
  readonly args: readonly Node[];
  readonly outer: Scope | null;
}

/**
 * A part of a C++ name. A declarator is written around the name it declares: `left` is what stands before it,
 * `right` what stands after. Of "int (*) [3]" with the name at the star, left is "int (*" and right ") [3]".
 */
export abstract class Node {
  abstract left(out: Writer): void;
  right(_out: Writer): void {
    // most parts end where they began
  }

  shape(_out: Writer): Shape {
    return "plain";
  }

  /** What a template parameter stands for; everything else is itself. */
  actual(_out: Writer): Node {
    return this;
  }
}

/** Collects the text of a name. */
export class Writer {
  /** Which element of a parameter pack is written, inside its expansion; -1 outside. */
  packIndex = -1;
  scope: Scope | null = null;
  /** Arguments of the template whose name is written: the type of a conversion operator refers to them. */
  template: readonly Node[] | null = null;
  /** Inside a lambda's parameters, where a template parameter is an `auto`. */
  inLambda = false;
  #text = "";
  #last = "";
  #depth = 0;
  #steps = 0;

  get text(): string {
    return this.#text;
  }

  get lastCharacter(): string {
    return this.#last.charAt(this.#last.length - 1);
  }

  add(piece: string): void {
    if (piece === "") return;
    this.#text += piece;
    this.#last = piece;
    if (this.#text.length > DEMANGLED_MAX_LENGTH) throw UNDEMANGLEABLE;
  }

  left(node: Node): void {
    this.#enter();
    node.left(this);
    this.#depth--;
  }

  right(node: Node): void {
    this.#enter();
    node.right(this);
    this.#depth--;
  }

  node(node: Node): void {
    this.left(node);
    this.right(node);
  }

  /**
   * "a, b": what writes nothing (an empty pack) has no comma either. As in GNU's demangler the comma that was taken back
   * counts as the last character all the same, so no space comes between ">" and ">".
   */
  list(nodes: readonly Node[]): void {
    let written = false;
    for (const node of nodes) {
      const before = this.#text;
      if (written) this.add(", ");
      const start = this.#text.length;
      this.node(node);
      if (this.#text.length > start) written = true;
      else this.#text = before;
    }
  }

  /** "<a, b>", with a space after "operator<" and between two ">". */
  templateArgs(args: readonly Node[]): void {
    this.add(this.lastCharacter === "<" ? " <" : "<");
    this.list(args);
    this.add(this.lastCharacter === ">" ? " >" : ">");
  }

  #enter(): void {
    if (++this.#depth > MAX_DEPTH || ++this.#steps > MAX_STEPS) throw UNDEMANGLEABLE;
  }
}

/** Text as it is: identifiers, builtin types, numbers. */
export class Text extends Node {
  readonly text: string;

  constructor(text: string) {
    super();
    this.text = text;
  }

  left(out: Writer): void {
    out.add(this.text);
  }
}
