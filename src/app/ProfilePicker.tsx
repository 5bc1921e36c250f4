import { useWords } from "../i18n";
import type { ProfileEntry } from "../model/session";
import { select } from "../store/session";
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
        onChange={(event) => select({ profile: Number(event.target.value), func: "" })}
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
