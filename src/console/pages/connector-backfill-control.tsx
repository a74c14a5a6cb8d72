import { ReasonField } from '../parts/reason-field.js';
import type { Strings } from '../strings/index.js';

interface ControlProps {
  /** Not where it is paused, or was just asked to. */
  canPause: boolean;
  path: string;
  /** As it was typed. */
  reason: string;
  /** Whether it is seen at once. */
  isOpen: boolean;
  strings: Strings;
}

/** Forms outside of what keeps up by itself: what is typed here must not go with it. A line until somebody wants one. */
export function BackfillControl({ canPause, path, reason, isOpen, strings }: ControlProps) {
  const { connector: words } = strings;
  return (
    <details class="card" open={isOpen}>
      <summary>{words.control}</summary>
      {canPause && (
        <form method="post" action={`${path}/pause`} class="fields">
          <ReasonField hint={words.pauseBackfillHint} value={reason} strings={strings} />
          <div class="actions">
            <button class="main">{words.pauseBackfill}</button>
          </div>
        </form>
      )}
      <details>
        <summary>{words.cancelBackfill}</summary>
        <form method="post" action={`${path}/cancel`} class="fields">
          <p>{words.cancelBackfillHint}</p>
          <div class="actions">
            <button class="danger">{words.cancelBackfillNow}</button>
          </div>
        </form>
      </details>
    </details>
  );
}

/** In what keeps up by itself, so that it is there as soon as somebody has paused it. */
export function ResumeBackfill({ path, strings }: { path: string; strings: Strings }) {
  return (
    <form method="post" action={`${path}/resume`}>
      <button class="main">{strings.connector.resumeBackfill}</button>
    </form>
  );
}
