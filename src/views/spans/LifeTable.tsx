import { useMemo } from "react";
import { useWords } from "../../i18n";
import { type Avma, formatAddress } from "../../model/address";
import type { SpanLives } from "../../model/spanLives";
import { columnMakers } from "../../ui/columns";
import { formatCount, formatNs } from "../../ui/format";
import type { Column } from "../../ui/Grid";
import { Table } from "../../ui/Table";
import { useClassName } from "../view/useClassName";
import { MOST_LISTED, type PlacedLives } from "./placedLives";
import css from "./spans.module.css";

interface LifeTableProps {
  readonly lives: SpanLives;
  readonly placed: PlacedLives;
  readonly chosen: number;
  readonly onChosen: (life: number) => void;
}

/** The lives that the map's window shows. */
export function LifeTable({ lives, placed, chosen, onChosen }: LifeTableProps) {
  const { t, language } = useWords();
  const columns = useLifeColumns(lives);
  const number = formatCount(placed.count, language);
  return (
    <>
      <p className={css["muted"]}>
        {placed.count > MOST_LISTED
          ? t("views.spans.livesMost", { most: formatCount(MOST_LISTED, language), number })
          : t("views.spans.livesIn", { number })}
      </p>
      <Table
        label={t("views.spans.parts.lives")}
        rows={placed.rows}
        columns={columns}
        keyOf={String}
        sortBy="age"
        sortId="spans.lives.sort"
        selected={chosen < 0 ? null : String(chosen)}
        onSelect={onChosen}
        empty={t("views.spans.noLives")}
      />
    </>
  );
}

function useLifeColumns(lives: SpanLives): readonly Column<number>[] {
  const { t, language } = useWords();
  const className = useClassName();
  return useMemo(() => {
    const { count, figure, text } = columnMakers<number>(language);
    const isLive = (life: number) => Number.isNaN(lives.deathNs[life]);
    const age = (life: number) => (isLive(life) ? lives.endNs : lives.deathNs[life]) - lives.birthNs[life];
    return [
      {
        ...text("address", { title: t("views.spans.address"), width: "minmax(9rem, 1fr)" }, (life) =>
          formatAddress(lives.address[life] as Avma),
        ),
        sortValue: (life: number) => lives.address[life],
      },
      {
        ...text("class", { title: t("views.spans.class"), width: "minmax(8rem, 1fr)" }, (life) =>
          className(lives.spanclass[life]),
        ),
        sortValue: (life: number) => lives.spanclass[life],
      },
      count("pages", { title: t("views.spans.pageCount"), width: "5rem" }, (life) => lives.pages[life]),
      {
        numeric: true,
        id: "birth",
        title: t("views.spans.birth"),
        width: "7rem",
        sortValue: (life: number) => lives.birthNs[life],
        cell: (life: number) =>
          lives.existed[life] === 1 ? t("views.spans.existed") : formatNs(lives.birthNs[life], language),
      },
      {
        numeric: true,
        id: "death",
        title: t("views.spans.death"),
        width: "7rem",
        sortValue: (life: number) => (isLive(life) ? Number.POSITIVE_INFINITY : lives.deathNs[life]),
        cell: (life: number) => (isLive(life) ? t("views.spans.alive") : formatNs(lives.deathNs[life], language)),
      },
      figure("age", { title: t("views.spans.age"), width: "7rem" }, age, (ns) => formatNs(ns, language)),
    ];
  }, [t, language, lives, className]);
}
