import { CfiReader } from "./cfiReader";
import type { CfiEntry, CfiSection } from "./cfiSection";
import { DW_EH_PE_ABSPTR, DW_EH_PE_OMIT, readEncodedPointer } from "./encodedPointer";

/** A common information entry (DWARF 5 section 6.4.1; LSB "The Common Information Entry Format"). */
export interface Cie {
  readonly version: number;
  readonly augmentation: string;
  readonly addressBytes: number;
  readonly segmentBytes: number;
  readonly codeAlign: number; // code_alignment_factor
  readonly dataAlign: number; // data_alignment_factor
  readonly returnRegister: number;
  readonly fdeEncoding: number; // R: DW_EH_PE_* of an FDE's addresses
  readonly hasAugmentationData: boolean; // z: FDEs tell the length of theirs
  readonly isSignalFrame: boolean; // S: the pc of the caller is where it was interrupted
  readonly instructions: number; // offset of the initial instructions
  readonly end: number;
}

/** Throws DecodeError for a version or an augmentation that cannot be read past. */
export function readCie(section: CfiSection, { bodyAt, end }: CfiEntry): Cie {
  const reader = new CfiReader(section, bodyAt, end);
  const version = reader.u8();
  if (![1, 3, 4].includes(version)) throw reader.fail("Unsupported", `CIE version ${version}`);
  const augmentation = reader.cstring();
  let { addressBytes }: { addressBytes: number } = section;
  let segmentBytes = 0;
  if (version >= 4) {
    addressBytes = reader.u8();
    segmentBytes = reader.u8();
    if (![2, 4, 8].includes(addressBytes)) throw reader.fail("Unsupported", `addresses of ${addressBytes} bytes`);
  }
  if (augmentation.startsWith("eh")) reader.address(addressBytes); // gcc 2: a pointer of its own
  const codeAlign = reader.uleb();
  const dataAlign = reader.sleb();
  const returnRegister = version === 1 ? reader.u8() : reader.uleb();
  const traits = { fdeEncoding: DW_EH_PE_ABSPTR, isSignalFrame: false };
  const letters = augmentation.replace(/^eh/, "");
  const hasAugmentationData = letters.startsWith("z");
  if (hasAugmentationData) {
    const length = reader.uleb();
    const instructions = reader.at + length;
    readAugmentation(letters.slice(1), new CfiReader(section, reader.at, instructions), addressBytes, traits);
    reader.skip(length);
  } else if (!readAugmentation(letters, reader, addressBytes, traits)) {
    throw reader.fail("Unsupported", `augmentation "${augmentation}" without its length`);
  }
  return {
    version,
    augmentation,
    addressBytes,
    segmentBytes,
    codeAlign,
    dataAlign,
    returnRegister,
    ...traits,
    hasAugmentationData,
    instructions: reader.at,
    end,
  };
}

interface Traits {
  fdeEncoding: number;
  isSignalFrame: boolean;
}

type Letter = (reader: CfiReader, addressBytes: number, traits: Traits) => void;

const LETTERS: Readonly<Record<string, Letter>> = {
  R: (reader, _, traits) => {
    traits.fdeEncoding = reader.u8();
  },
  P: (reader, addressBytes) => {
    const encoding = reader.u8();
    if (encoding !== DW_EH_PE_OMIT) readEncodedPointer(reader, encoding, addressBytes);
  },
  L: (reader) => {
    reader.u8();
  },
  S: (_, __, traits) => {
    traits.isSignalFrame = true;
  },
  B: () => {}, // AArch64: return addresses signed with key B
  G: () => {}, // AArch64: memory tagging
};

/** False at a letter that it does not know: what follows lies nobody knows where. */
function readAugmentation(letters: string, reader: CfiReader, addressBytes: number, traits: Traits): boolean {
  for (const letter of letters) {
    const read = LETTERS[letter];
    if (read === undefined) return false;
    read(reader, addressBytes, traits);
  }
  return true;
}
