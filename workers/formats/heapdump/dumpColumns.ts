import { DecodeError } from "../../../src/model/decodeError";
import type { DumpParams, DumpSegment, HeapDump } from "../../../src/model/heapDump";
import { POINTER_KINDS, type PointerKind } from "../../../src/model/heapDump";
import { ByteInterner } from "../../io/byteInterner";
import {
  HEAPDUMP_MAX_NAME_BYTES,
  HEAPDUMP_MAX_OBJECTS,
  HEAPDUMP_MAX_POINTERS,
  HEAPDUMP_MAX_ROWS,
} from "../../io/limits";
import { GrowingColumn } from "../../profile/growingColumn";
import type { DumpWindow } from "./dumpWindow";
import { resolved } from "./objectGraph";
import { TAG } from "./recordLayout";
import { RECORD_READERS } from "./recordReaders";
import type { RecordVisitor } from "./walkRecords";

const ints = (): GrowingColumn<Int32Array> => new GrowingColumn((length) => new Int32Array(length));
const numbers = (): GrowingColumn<Float64Array> => new GrowingColumn((length) => new Float64Array(length));

/** What the records say, before pointers are looked up: objects come in no order, and all before what points to them. */
export class DumpColumns implements RecordVisitor {
  pointerBytes = 8;
  threads = 0;
  types = 0;
  readonly objects = { address: numbers(), bytes: numbers(), noscan: ints(), pointer: ints() };
  readonly objectPointers = numbers(); // addresses; object i owns those from objects.pointer[i]
  readonly roots = { kind: ints(), holder: ints(), offset: numbers(), address: numbers() };
  readonly goroutines = { id: numbers(), status: ints(), isSystem: ints(), waitReason: ints(), m: numbers() };
  readonly frames = { goroutine: ints(), func: ints() };
  readonly finalizers = { object: numbers(), func: numbers() };
  readonly buckets = { key: numbers(), bytes: numbers(), allocs: numbers(), frees: numbers(), frame: ints() };
  readonly bucketFrames = { func: ints(), file: ints(), line: ints() };
  readonly samples = { object: numbers(), bucket: numbers() };
  readonly threadOfM = new Map<number, number>();
  readonly strings: string[] = [];
  params: DumpParams | null = null;
  data: DumpSegment | null = null;
  bss: DumpSegment | null = null;
  memStats: Record<string, number> | null = null;
  readonly #names = new ByteInterner(HEAPDUMP_MAX_ROWS, HEAPDUMP_MAX_NAME_BYTES);
  readonly #decoder = new TextDecoder();
  littleEndian = true;
  /** Of the object, segment or frame whose pointers are read. */
  #owner: { kind: PointerKind | "object"; holder: number; bytes: number; hasFields: boolean } = NOTHING;

  record(tag: number, window: DumpWindow): void {
    if (tag === TAG.object || tag === TAG.data || tag === TAG.bss) {
      this.begin(tag, window.varint(), this.contents(window));
      this.fields(window);
      this.end();
    } else RECORD_READERS[tag]?.(this, window);
  }

  begin(tag: number, address: number, bytes: number): void {
    if (tag === TAG.object) {
      if (this.objects.address.length >= HEAPDUMP_MAX_OBJECTS) throw this.#tooMany("objects", HEAPDUMP_MAX_OBJECTS);
      this.objects.address.push(address);
      this.objects.bytes.push(bytes);
      this.objects.pointer.push(this.objectPointers.length);
      this.#owner = { kind: "object", holder: -1, bytes, hasFields: false };
      return;
    }
    const segment = { address, bytes };
    if (tag === TAG.data) this.data = segment;
    else this.bss = segment;
    this.#owner = { kind: tag === TAG.data ? "data" : "bss", holder: -1, bytes, hasFields: false };
  }

  end(): void {
    if (this.#owner.kind === "object") this.objects.noscan.push(this.#owner.hasFields ? 0 : 1);
    this.#owner = NOTHING;
  }

  pointer(offset: number, view: DataView, at: number): void {
    const owner = this.#owner;
    owner.hasFields = true;
    const address = this.pointerBytes === 4 ? view.getUint32(at, this.littleEndian) : this.#address(view, at);
    if (address === 0) return;
    if (owner.kind !== "object") this.root(owner.kind, owner.holder, offset, address);
    else {
      if (this.objectPointers.length >= HEAPDUMP_MAX_POINTERS) throw this.#tooMany("pointers", HEAPDUMP_MAX_POINTERS);
      this.objectPointers.push(address);
    }
  }

  finish(isComplete: boolean): HeapDump {
    return resolved(this, isComplete);
  }

  readonly #contentsAt = { pos: 0 };

  /** Moves behind contents, which stay where they are. Answers their length. */
  contents(window: DumpWindow): number {
    const bytes = window.varint();
    this.#contentsAt.pos = window.pos;
    window.pos += bytes;
    return bytes;
  }

  /** Pointers beyond the contents are left out: there is nothing to read. */
  fields(window: DumpWindow): void {
    const { bytes } = this.#owner;
    while (window.varint() !== 0) {
      const offset = window.varint();
      if (offset >= 0 && offset + this.pointerBytes <= bytes)
        this.pointer(offset, window.view, this.#contentsAt.pos + offset);
    }
  }

  frameFields(window: DumpWindow, holder: number, bytes: number): void {
    this.#owner = { kind: "frame", holder, bytes, hasFields: false };
    this.fields(window);
    this.#owner = NOTHING;
  }

  #address(view: DataView, at: number): number {
    const little = this.littleEndian;
    return view.getInt32(little ? at + 4 : at, little) * 0x1_0000_0000 + view.getUint32(little ? at : at + 4, little);
  }

  root(kind: PointerKind, holder: number, offset: number, address: number): void {
    if (address === 0) return;
    if (this.roots.kind.length >= HEAPDUMP_MAX_POINTERS) throw this.#tooMany("roots", HEAPDUMP_MAX_POINTERS);
    this.roots.kind.push(POINTER_KINDS.indexOf(kind));
    this.roots.holder.push(holder);
    this.roots.offset.push(offset);
    this.roots.address.push(address);
  }

  text(window: DumpWindow): number {
    const length = window.varint();
    const start = window.pos;
    window.pos += length;
    const row = this.#names.intern(window.bytes, start, window.pos);
    if (row < 0) throw this.#tooMany("names", HEAPDUMP_MAX_ROWS);
    if (row === this.strings.length) this.strings.push(this.#decoder.decode(window.bytes.subarray(start, window.pos)));
    return row;
  }

  room(column: { readonly length: number }): void {
    if (column.length >= HEAPDUMP_MAX_ROWS) throw this.#tooMany("records of one kind", HEAPDUMP_MAX_ROWS);
  }

  #tooMany(what: string, limit: number): DecodeError {
    return new DecodeError("TooLarge", "heap dump", 0, `more than ${limit} ${what}, the limit`);
  }

  /** The goroutine that frames, defers and panics belong to: they follow it. */
  goroutine(window: DumpWindow): number {
    const row = this.goroutines.id.length - 1;
    if (row >= 0) return row;
    throw new DecodeError("Malformed", "heap dump", window.offset, "a frame comes before any goroutine");
  }
}

const NOTHING = { kind: "object", holder: -1, bytes: 0, hasFields: false } as const;
