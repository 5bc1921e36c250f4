import { createElement, Fragment, type ReactNode } from "react";
import { useWords } from "../../i18n";
import type { GuideElement, GuideNode, GuidePlace } from "../../model/guide";
import { CopyButton } from "../../ui/CopyButton";
import { LinkButton } from "../../ui/Details";
import css from "./Article.module.css";

interface GuideTextProps {
  readonly nodes: readonly GuideNode[];
  readonly onPlace: (place: GuidePlace) => void;
}

/** A part of a page of the guide. */
export function GuideText({ nodes, onPlace }: GuideTextProps) {
  return nodes.map((node, index) => {
    const shown = typeof node === "string" ? node : <Element element={node} onPlace={onPlace} />;
    // biome-ignore lint/suspicious/noArrayIndexKey: the text never changes
    return <Fragment key={index}>{shown}</Fragment>;
  });
}

/** Names of their own among all that the page has. */
export function headingId(heading: string): string {
  return `guide-${heading}`;
}

function Element({
  element,
  onPlace,
}: { readonly element: GuideElement } & Pick<GuideTextProps, "onPlace">): ReactNode {
  const { tag, children, id, to } = element;
  if (tag === "pre") return <Command text={children.join("")} />;
  const inside = <GuideText nodes={children} onPlace={onPlace} />;
  if (to !== undefined) return <LinkButton onClick={() => onPlace(to)}>{inside}</LinkButton>;
  return createElement(tag, id === undefined ? null : { id: headingId(id) }, inside);
}

function Command({ text }: { readonly text: string }) {
  const { t } = useWords();
  return (
    <div className={css["command"]}>
      <pre>{text}</pre>
      <CopyButton text={text} copy={t("app.copy")} copied={t("app.copied")} />
    </div>
  );
}
