import { useWords } from "../i18n";
import { EMPTY_FILTER } from "../model/filter";
import type { ProfileEntry } from "../model/session";
import { select, session } from "../store/session";
import css from "./App.module.css";

/** Which event of which file the profile views show. */
export function ProfilePicker({
  profiles,
  chosen,
}: {
  readonly profiles: readonly ProfileEntry[];
  readonly chosen: number;
}) {
  const { t } = useWords();
  const files = [...new Map(profiles.map((entry) => [entry.file.id, entry.file])).values()];
  return (
    <label className={css["picker"]}>
      {t("app.profile")}
      <select
        data-choice="profile"
        value={profiles[chosen]?.id ?? 0}
        onChange={(event) => choose(profiles, profiles[chosen], Number(event.target.value))}
      >
        {files.map((file) => (
          <optgroup key={file.id} label={file.folder === "" ? file.name : `${file.folder}/${file.name}`}>
            {profiles
              .filter((entry) => entry.file.id === file.id)
              .map(({ id, profile }) => (
                <option key={id} value={id}>
                  {`${profile.event} · ${file.name}`}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
    </label>
  );
}

/** The filter holds for every event of a capture; in another one its processes, threads and times mean nothing. */
function choose(profiles: readonly ProfileEntry[], before: ProfileEntry | undefined, profile: number): void {
  const { filter } = session.getState().selection;
  const isSameFile = profiles[profile]?.file.id === before?.file.id;
  select({ profile, func: "", filter: isSameFile ? filter : { ...EMPTY_FILTER, text: filter.text } });
}
