import type { Child } from 'hono/jsx';
import { signInAddress } from '../access/sign-in-address.js';
import type { Strings } from '../strings/index.js';

/**
 * Where the script of a page says that it cannot go on, and what it says, in the page's language; `browser/notices.mjs`
 * shows one at a time. `address` is that of the page, whole.
 */
export function Notices({
  address,
  strings: { common, notices },
  hasSession,
}: {
  address: string;
  strings: Strings;
  hasSession: boolean;
}) {
  const { pathname, search } = new URL(address);
  return (
    <>
      <div class="notices" data-notices="" aria-live="polite" />
      <Notice name="away" text={notices.away} />
      <Notice name="unanswered" text={notices.unanswered} />
      <Notice name="stale" text={notices.stale}>
        <a href={pathname + search}>{notices.load}</a>
      </Notice>
      {hasSession && (
        <>
          <Notice name="ended" text={notices.ended}>
            <a href={signInAddress(address)}>{common.signIn}</a>
          </Notice>
          <Notice name="unsent" text={notices.unsent}>
            <a href="/sign-in" target="_blank" rel="noreferrer">
              {notices.signInBeside}
            </a>
          </Notice>
        </>
      )}
    </>
  );
}

function Notice({ name, text, children }: { name: string; text: string; children?: Child }) {
  return (
    <template data-notice={name}>
      <div class="notice warn">
        <p>{text}</p>
        {children && <p>{children}</p>}
      </div>
    </template>
  );
}
