import { LANGUAGES, type Language, setLanguage, type useWords } from "../../i18n";
import { EMPTY_FILTER } from "../../model/filter";
import type { Finding } from "../../model/report";
import type { SessionData } from "../../model/session";
import { openDialog, openGuide, select } from "../../store/session";
import { shownText } from "../../ui/visibleText";
import { views } from "../../views/registry";
import { EXPORT_FORMATS, type ExportFormat } from "../ExportMenu";
import { chooseFiles } from "../fileDialog";
import { cancelAll } from "../files";
import { OTHER_PAGES, openHelp } from "../guide/help";
import { showDropped } from "../linkedView";
import { track } from "../pending";
import { openSample, sampleIds } from "../samples";
import { saveSession } from "../savedSessions";
import { saveReport } from "../saveReport";
import { applyTheme, THEMES } from "../theme";
import { VIEW_KEYS } from "../viewKeys";

/** Something that can be done from anywhere on the page. */
export interface Command {
  readonly id: string;
  readonly label: string;
  readonly group: string;
  readonly key?: string | undefined; // that does the same
  readonly run: () => void;
}

interface Context {
  readonly t: ReturnType<typeof useWords>["t"];
  readonly session: SessionData;
  readonly findings: readonly Finding[];
  readonly exportProfile: (format: ExportFormat) => void;
}

/** All commands that have something to do, in the order in which they are listed. */
export function commandsOf({ t, session, findings, exportProfile }: Context): readonly Command[] {
  const group = {
    views: t("app.views"),
    page: t("page.palette.page"),
    files: t("page.palette.files"),
    look: t("page.palette.look"),
  };
  const hasFiles = session.files.length > 0;
  const hasProfiles = session.profiles.length > 0;
  return [
    ...views.map(({ id }, index) => ({
      id: `view-${id}`,
      label: t(`views.${id}.title`),
      group: group.views,
      key: VIEW_KEYS[index],
      run: () => select({ view: id }),
    })),
    { id: "open", label: t("app.open"), group: group.files, run: () => chooseFiles(false) },
    { id: "open-folder", label: t("app.openFolder"), group: group.files, run: () => chooseFiles(true) },
    ...sampleIds.map((id) => ({
      id: `sample-${id}`,
      label: t(`app.start.sampleNames.${id as "perf"}`),
      group: t("page.palette.samples"),
      run: () => void track(openSample(id).then(() => showDropped())),
    })),
    ...(hasFiles
      ? [
          {
            id: "report",
            label: t("app.report"),
            group: group.files,
            run: () => void track(saveReport(session, findings)),
          },
          {
            id: "session",
            label: t("page.session.save"),
            group: group.files,
            run: () => void track(saveSession().then(() => undefined)),
          },
          { id: "cancel-all", label: t("page.cancelAll"), group: group.files, run: cancelAll },
          {
            id: "clear-filter",
            label: t("page.palette.clearFilter"),
            group: group.look,
            run: () => select({ filter: EMPTY_FILTER }),
          },
        ]
      : []),
    ...(hasProfiles
      ? EXPORT_FORMATS.map((format) => ({
          id: `export-${format}`,
          label: `${t("app.exports.label")}: ${t(`app.exports.${format}`)}`,
          group: group.files,
          run: () => exportProfile(format),
        }))
      : []),
    ...session.profiles.map(({ id, profile, file }) => ({
      id: `profile-${id}`,
      label: shownText(`${profile.event} · ${file.name}`),
      group: t("app.profile"),
      run: () => select({ profile: id }),
    })),
    { id: "guide-view", label: t("page.guide.forView"), group: group.page, run: openHelp },
    ...OTHER_PAGES.map((page) => ({
      id: `guide-${page}`,
      label: `${t("page.guide.title")}: ${t(`page.guide.others.${page}`)}`,
      group: group.page,
      run: () => openGuide(page),
    })),
    { id: "link", label: t("page.link.title"), group: group.page, run: () => openDialog("link") },
    { id: "trust", label: t("page.trust.title"), group: group.page, run: () => openDialog("trust") },
    { id: "help", label: t("page.keys.title"), group: group.page, key: "?", run: () => openDialog("keys") },
    ...THEMES.map((theme) => ({
      id: `theme-${theme}`,
      label: `${t("app.theme")}: ${t(`app.themes.${theme}`)}`,
      group: group.look,
      run: () => applyTheme(theme),
    })),
    ...Object.entries(LANGUAGES).map(([language, name]) => ({
      id: `language-${language}`,
      label: `${t("app.language")}: ${name}`,
      group: group.look,
      run: () => setLanguage(language as Language),
    })),
  ];
}

/** Those that have every word of the text, in their label or group. */
export function matching(commands: readonly Command[], text: string): readonly Command[] {
  const words = text.toLowerCase().split(/\s+/);
  return commands.filter(({ label, group }) => {
    const said = `${group} ${label}`.toLowerCase();
    return words.every((word) => said.includes(word));
  });
}
