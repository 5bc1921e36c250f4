import { type Section, SHF_ALLOC, SHF_EXECINSTR } from "./sections";

export const ET_REL = 1;

/**
 * A relocatable file's sections all lie at address 0, so an address in it would name several places. They are given
 * addresses as the kernel gives them to a module's sections (layout_sections in kernel/module/main.c): code first,
 * in the file's order, what runs only once behind it; then the rest. The first code section thus stays at 0, and an
 * offset in a loaded module's text is an address here.
 *
 *     0 .text │ .text.unlikely │ … │ .init.text │ .rodata │ .data │ .bss
 */
export function placeSections(sections: readonly Section[]): readonly Section[] {
  if (sections.some(({ addr }) => addr !== 0)) return sections; // linked with -r and --section-start, or placed
  const address = new Float64Array(sections.length);
  let end = 0;
  for (const belongs of GROUPS) {
    for (const [index, section] of sections.entries()) {
      if ((section.flags & SHF_ALLOC) === 0 || !belongs(section)) continue;
      const align = section.align > 1 && section.align <= MAX_ALIGN ? section.align : 1;
      address[index] = Math.ceil(end / align) * align;
      const size = section.size >= 0 && section.size <= MAX_PLACED_BYTES ? section.size : 0;
      end = (address[index] ?? 0) + size;
    }
  }
  return sections.map((section, index) => ({ ...section, addr: address[index] ?? 0 }));
}

const MAX_ALIGN = 1 << 24;
const MAX_PLACED_BYTES = 1 << 30; // what a damaged header claims must not push the others beyond 2^53

const isCode = ({ flags }: Section): boolean => (flags & SHF_EXECINSTR) !== 0;
const isInit = ({ name }: Section): boolean => name.startsWith(".init");

const GROUPS: readonly ((section: Section) => boolean)[] = [
  (section) => isCode(section) && !isInit(section),
  (section) => isCode(section) && isInit(section),
  (section) => !isCode(section),
];
