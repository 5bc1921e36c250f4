import { Component, type ReactNode } from "react";
import { useWords } from "../i18n";
import css from "./App.module.css";

/** Keeps an error of one view to that view. */
export class Crash extends Component<{ readonly children: ReactNode }, { readonly message: string | null }> {
  override state = { message: null };

  static getDerivedStateFromError(error: unknown): { message: string } {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    return this.state.message === null ? this.props.children : <CrashMessage message={this.state.message} />;
  }
}

function CrashMessage({ message }: { readonly message: string }) {
  const { t } = useWords();
  return (
    <p className={css["crash"]} role="alert">
      {t("app.crash", { message })}
    </p>
  );
}
