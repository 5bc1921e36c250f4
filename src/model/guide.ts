/** The user guide (docs/guide) as the page shows it: a tree of few kinds of elements, without HTML and without addresses. */
export interface GuidePage {
  readonly title: string;
  readonly body: readonly GuideNode[];
}

export type GuideNode = string | GuideElement;

export interface GuideElement {
  readonly tag: GuideTag;
  readonly children: readonly GuideNode[];
  readonly id?: string; // of a heading: GuidePlace.heading
  readonly to?: GuidePlace; // of an "a"
}

export type GuideTag =
  | "a"
  | "code"
  | "em"
  | "h4"
  | "h5"
  | "li"
  | "ol"
  | "p"
  | "pre"
  | "strong"
  | "table"
  | "tbody"
  | "td"
  | "th"
  | "thead"
  | "tr"
  | "ul";

/** What a link of the guide leads to. */
export interface GuidePlace {
  readonly language: string; // a folder of docs/guide
  readonly page: string; // file name without ".md"
  readonly heading: string; // GuideElement.id; "" for the page's beginning
}

/** Pages of one language, by GuidePlace.page. */
export type GuidePages = Readonly<Record<string, GuidePage>>;
