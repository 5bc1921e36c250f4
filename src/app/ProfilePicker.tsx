import { weighableArgs } from "../analysis/weighedBy";
import { useWords } from "../i18n";
import type { ProfileEntry } from "../model/session";
import { select, session } from "../store/session";
import { shownText } from "../ui/visibleText";
import { profileChange } from "../views/view/profileChange";
import css from "./App.module.css";

interface ProfilePickerProps {
  readonly profiles: readonly ProfileEntry[];
  readonly chosen: ProfileEntry;
  readonly weight: string;
}

/** Which event of which file the profile views show, and what its samples weigh. */
export function ProfilePicker({ profiles, chosen, weight }: ProfilePickerProps) {
  const { t } = useWords();
  const files = [...new Map(profiles.map((entry) => [entry.file.id, entry.file])).values()];
  return (
    <div className={css["pickers"]}>
      <label className={css["picker"]}>
        {t("app.profile")}
        <select
          data-choice="profile"
          value={chosen.id}
          onChange={({ target }) => select(profileChange(profiles, session.getState().selection, Number(target.value)))}
        >
          {files.map((file) => (
            <optgroup key={file.id} label={shownText(file.folder === "" ? file.name : `${file.folder}/${file.name}`)}>
              {profiles
                .filter((entry) => entry.file.id === file.id)
                .map(({ id, profile }) => (
                  <option key={id} value={id}>
                    {shownText(`${profile.event} · ${file.name}`)}
                  </option>
                ))}
            </optgroup>
          ))}
        </select>
      </label>
      <WeightPicker entry={chosen} weight={weight} />
    </div>
  );
}

/** Only for an event that has arguments to weigh by. */
function WeightPicker({ entry, weight }: { readonly entry: ProfileEntry; readonly weight: string }) {
  const { t } = useWords();
  const args = weighableArgs(entry.profile);
  if (args.length === 0) return null;
  return (
    <label className={css["picker"]}>
      {t("app.weighBy")}
      <select
        data-choice="weight"
        value={args.some(({ name }) => name === weight) ? weight : ""}
        onChange={(event) => select({ weight: event.target.value })}
      >
        <option value="">{t("app.weighByPeriod")}</option>
        {args.map(({ name }) => (
          <option key={name} value={name}>
            {shownText(name)}
          </option>
        ))}
      </select>
    </label>
  );
}
