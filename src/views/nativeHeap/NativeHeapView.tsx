import { useState } from "react";
import { expandedStacks } from "../../analysis/expandedStacks";
import { callSites, type NativeCallSite } from "../../analysis/nativeHeap/callSites";
import { LIVE_BYTES } from "../../analysis/nativeHeap/liveProfiles";
import { useWords } from "../../i18n";
import type { NativeHeap } from "../../model/nativeHeap";
import type { SessionData, SessionFile } from "../../model/session";
import type { NamedStacks } from "../../model/stacks";
import { downloadCsv } from "../../ui/download";
import { formatCount } from "../../ui/format";
import { EmptyView, Pane, Panes, ViewFrame } from "../../ui/layout";
import { Select } from "../../ui/Select";
import { shownText } from "../../ui/visibleText";
import type { ViewProps } from "../view";
import { CaptureKit } from "../view/CaptureKit";
import { FunctionLinks } from "../view/FunctionLinks";
import { profileChange } from "../view/profileChange";
import { useCaptureTime } from "../view/useCaptureTime";
import { placeOfFrame } from "../view/useFrameOpener";
import { useMarkedRow } from "../view/useMarkedRow";
import { CallSiteTable } from "./CallSiteTable";
import { ChosenCallSite } from "./ChosenCallSite";
import { Counts } from "./Counts";
import { NativeChart } from "./NativeChart";
import css from "./nativeHeap.module.css";
import { Probes } from "./Probes";
import { RECORD_NATIVE } from "./recordCommands";
import { keyOf } from "./siteName";

export default function NativeHeapView(props: ViewProps) {
  const { t } = useWords();
  const [chosen, setChosen] = useState(-1);
  const captures = nativeCaptures(props.session);
  const shown = captures.find(({ file }) => file.id === chosen) ?? captures[0];
  if (shown !== undefined) {
    return <Heap key={shown.file.id} {...props} {...shown} captures={captures} onCapture={setChosen} />;
  }
  const hasPerf = props.session.files.some(({ kind }) => kind === "perf");
  return (
    <EmptyView
      id="nativeHeap"
      title={t("views.nativeHeap.title")}
      answers={t("views.nativeHeap.answers")}
      empty={hasPerf ? `${t("views.nativeHeap.noProbe")} ${t("views.nativeHeap.empty")}` : t("views.nativeHeap.empty")}
      commands={[
        { title: t("views.nativeHeap.recordX86"), command: RECORD_NATIVE.x86 },
        { title: t("views.nativeHeap.recordSw64"), command: RECORD_NATIVE.sw64 },
        { title: t("views.nativeHeap.remove"), command: RECORD_NATIVE.remove },
      ]}
      copy={t("app.copy")}
      copied={t("app.copied")}
    >
      <CaptureKit args="malloc -p PID -d 30" />
    </EmptyView>
  );
}

interface NativeCapture {
  readonly file: SessionFile;
  readonly heap: NativeHeap;
  readonly named: NamedStacks;
}

function nativeCaptures({ files, named, nativeHeaps }: SessionData): NativeCapture[] {
  return files.flatMap((file) => {
    const heap = nativeHeaps.get(file.id);
    const names = named.get(file.id);
    return heap === undefined || names === undefined ? [] : [{ file, heap, named: names.stacks }];
  });
}

interface HeapProps extends ViewProps, NativeCapture {
  readonly captures: readonly NativeCapture[];
  readonly onCapture: (fileId: number) => void;
}

function Heap({ session, selection, select, file, heap, named, captures, onCapture }: HeapProps) {
  const { t, language } = useWords();
  const sites = callSites(heap, named);
  const [site, choose] = useMarkedRow(
    sites,
    { keyOf, funcOf: ({ func }) => func, otherwise: sites[0] },
    { selection, select },
  );
  const live = session.profiles.find(({ file: { id }, profile }) => id === file.id && profile.event === LIVE_BYTES);
  const time = useCaptureTime(file.id, heap.timeline.timesNs, { session, selection, select });
  const lost = file.capture !== null && "perf" in file.capture ? (file.capture.perf?.lost ?? 0) : 0;
  return (
    <ViewFrame
      id="nativeHeap"
      title={t("views.nativeHeap.title")}
      toolbar={
        <>
          <Select
            label={t("views.nativeHeap.file")}
            choices={captures.map(({ file: { id, name } }) => ({ id, text: shownText(name) }))}
            chosen={file.id}
            onChange={onCapture}
          />
          {live !== undefined && (
            <button
              type="button"
              title={t("views.nativeHeap.asProfile")}
              onClick={() => select({ ...profileChange(session.profiles, selection, live.id), view: "icicle" })}
            >
              {t("views.icicle.title")}
            </button>
          )}
          <button type="button" onClick={() => downloadCsv("c-heap.csv", csvRows(sites))}>
            {t("views.nativeHeap.csv")}
          </button>
        </>
      }
    >
      {lost > 0 && (
        <p className={css["muted"]}>{t("views.nativeHeap.lost", { number: formatCount(lost, language) })}</p>
      )}
      <Counts counts={heap.counts} />
      <NativeChart name={file.name} heap={heap} sites={sites} {...time} />
      <Panes className={css["panes"]}>
        <Pane>
          <CallSiteTable
            sites={sites}
            liveBytes={heap.counts.liveBytes}
            endNs={heap.timeline.timesNs.at(-1) ?? 0}
            selected={site === undefined ? null : keyOf(site)}
            onSelect={choose}
          />
        </Pane>
        {site !== undefined && (
          <Pane>
            <ChosenCallSite
              site={site}
              named={named}
              marked={selection.marked}
              links={
                live !== undefined && (
                  <FunctionLinks entry={live} name={site.func} line={site.line} {...{ session, selection, select }} />
                )
              }
              onFrame={(row) => {
                const place = live === undefined ? null : placeOfFrame(live, expandedStacks(named).stacks.frame[row]);
                if (live !== undefined && place !== null)
                  select({ ...profileChange(session.profiles, selection, live.id), view: "frame", place });
              }}
            />
          </Pane>
        )}
      </Panes>
      <Probes probes={heap.probes} />
    </ViewFrame>
  );
}

function csvRows(sites: readonly NativeCallSite[]): (string | number)[][] {
  return [
    ["function", "called in", "file", "line", "live bytes", "live blocks", "allocations", "allocated bytes"],
    ...sites.map((site) => [
      site.allocator,
      site.func,
      site.file ?? "",
      site.line,
      site.bytes,
      site.blocks,
      site.allocations,
      site.allocatedBytes,
    ]),
  ];
}
