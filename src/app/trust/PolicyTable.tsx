import { useWords } from "../../i18n";
import { type Directive, shownSources } from "./policy";
import css from "./trust.module.css";

/** Directives that the page's policy has, and the words for what each is about. */
const ABOUT = [
  "default-src",
  "script-src",
  "style-src",
  "img-src",
  "font-src",
  "connect-src",
  "worker-src",
  "manifest-src",
  "base-uri",
  "form-action",
] as const;

export function PolicyTable({ policy }: { readonly policy: readonly Directive[] }) {
  const { t } = useWords();
  return (
    <table className={css["policy"]} aria-label={t("page.trust.may")}>
      <tbody>
        {policy.map(({ name, sources }) => {
          const about = ABOUT.find((one) => one === name);
          const { others, hashes } = shownSources(sources);
          const allowed = [...others, ...(hashes > 0 ? [t("page.trust.hashes", { count: hashes })] : [])].join(" ");
          return (
            <tr key={name}>
              <th scope="row">
                <code>{name}</code>
              </th>
              <td>
                <code>{allowed}</code>
              </td>
              <td>{about !== undefined && t(`page.trust.directives.${about}`)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
