import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { showIdleSignal } from "./app/idleSignal";
import { takeOpenedFiles } from "./app/openedFiles";
import { applyTheme, storedTheme } from "./app/theme";
import { initI18n } from "./i18n";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
initI18n();
applyTheme(storedTheme());
showIdleSignal();
takeOpenedFiles();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
