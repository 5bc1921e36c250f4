import { buildReport } from "../analysis/report/buildReport";
import { blobInTurns } from "../model/inTurns";
import { jsonParts } from "../model/jsonParts";
import type { Finding } from "../model/report";
import type { SessionData } from "../model/session";
import { session as store } from "../store/session";
import { downloadBlob } from "../ui/download";
import { analyze } from "./analyze";

/** Saves every figure that the views show. */
export async function saveReport(session: SessionData, findings: readonly Finding[]): Promise<void> {
  const app = { version: __APP_VERSION__, build: __APP_BUILD__ };
  const report = await buildReport(session, findings, app, store.getState().totalMs, analyze);
  downloadBlob("swscope-report.json", await blobInTurns(jsonParts(report), "application/json"));
}
