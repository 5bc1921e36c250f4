import { useWords } from "../../i18n";
import { CommandLine } from "../../ui/CommandLine";
import { Dialog } from "../../ui/Dialog";
import { formatBytes } from "../../ui/format";
import { Licences } from "./Licences";
import { PolicyTable } from "./PolicyTable";
import { forbidsConnections, policyOf } from "./policy";
import { trafficOf } from "./traffic";
import css from "./trust.module.css";

/** How to compare the file with the list that the build has made. */
const VERIFY = [
  ["linux", "sha256sum --check --ignore-missing SHA256SUMS"],
  ["mac", "shasum -a 256 swscope.html"],
  ["windows", "certutil -hashfile swscope.html SHA256"],
] as const;

/** What the page may do, what it has done, what it is made of: read back from the browser where the browser knows. */
export function TrustDialog({ onClose }: { readonly onClose: () => void }) {
  const { t, language } = useWords();
  const policy = policyOf(document);
  const entries = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
  const { own, ownBytes, elsewhere } = trafficOf(entries, location.href);
  return (
    <Dialog id="trust" title={t("page.trust.title")} close={t("page.close")} onClose={onClose}>
      <section className={css["part"]}>
        <h3>{t("page.trust.sent")}</h3>
        <p className={css["verdict"]} data-part="sent" data-elsewhere={elsewhere.length}>
          {elsewhere.length === 0 ? t("page.trust.nothing") : t("page.trust.something", { count: elsewhere.length })}
        </p>
        <p>{t("page.trust.own", { count: own, bytes: formatBytes(ownBytes, language) })}</p>
        {elsewhere.length > 0 && (
          <ul className={css["urls"]}>
            {elsewhere.map((url) => (
              <li key={url}>{url}</li>
            ))}
          </ul>
        )}
      </section>
      <section className={css["part"]}>
        <h3>{t("page.trust.may")}</h3>
        <p data-part="policy" data-forbidden={forbidsConnections(policy)}>
          {t(forbidsConnections(policy) ? "page.trust.forbidden" : "page.trust.allowed")}
        </p>
        <PolicyTable policy={policy} />
      </section>
      <section className={css["part"]}>
        <h3>{t("page.trust.version")}</h3>
        <p>
          swscope {__APP_VERSION__}, <span data-part="build">{t("page.trust.build", { build: __APP_BUILD__ })}</span>
        </p>
        <p>{t("page.trust.verify")}</p>
        {VERIFY.map(([system, command]) => (
          <CommandLine
            key={system}
            title={t(`page.trust.systems.${system}`)}
            command={command}
            copy={t("app.copy")}
            copied={t("app.copied")}
          />
        ))}
      </section>
      <section className={css["part"]}>
        <h3>{t("page.trust.licences")}</h3>
        <Licences />
      </section>
    </Dialog>
  );
}
