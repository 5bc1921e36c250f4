import type { Notice } from "virtual:notices";
import { useEffect, useState } from "react";
import { useWords } from "../../i18n";
import css from "./trust.module.css";

/** What is part of the page, each with its licence. */
export function Licences() {
  const { t } = useWords();
  const [notices, setNotices] = useState<readonly Notice[]>([]);
  useEffect(() => {
    void import("virtual:notices").then((loaded) => setNotices(loaded.notices));
  }, []);
  return (
    <>
      <p>{t("page.trust.ownLicence")}</p>
      {notices.map(({ name, version, licence, text }) => (
        <details key={name} className={css["licence"]}>
          <summary>
            {name} {version} <span>{licence}</span>
          </summary>
          <pre>{text}</pre>
        </details>
      ))}
    </>
  );
}
