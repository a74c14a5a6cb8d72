import type { Strings } from '../strings/index.js';

/** As many as are read at a glance; more of them are folded up. */
const MAX_OPEN = 4;
const MAX_SHOWN = 50;

/** A value that differs; undefined where there is none on that side. */
export interface Change {
  /** Such as `schedule.cron`. */
  path: string;
  before: string | undefined;
  after: string | undefined;
}

/** What was before, and what is now, value by value. */
export function Changes({ changes, strings }: { changes: readonly Change[]; strings: Strings }) {
  if (changes.length <= MAX_OPEN) return <List changes={changes} strings={strings} />;
  const { audit } = strings;
  return (
    <details>
      <summary>{audit.countOfChanges(changes.length)}</summary>
      <List changes={changes.slice(0, MAX_SHOWN)} strings={strings} />
      {changes.length > MAX_SHOWN && <p class="quiet">{audit.more(changes.length - MAX_SHOWN)}</p>}
    </details>
  );
}

function List({ changes, strings }: { changes: readonly Change[]; strings: Strings }) {
  if (changes.length === 0) return null;
  return (
    <dl class="changes">
      {changes.map((change) => (
        <div>
          <dt>
            <Field path={change.path} strings={strings} />
          </dt>
          <dd>
            <Values change={change} strings={strings} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** What an older or newer program has written may have no words. */
function Field({ path, strings: { audit } }: { path: string; strings: Strings }) {
  const words = wordsOf(path, audit.fields);
  return words === undefined ? <span lang="en">{path}</span> : <>{words}</>;
}

function wordsOf(name: string, table: Record<string, string>): string | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** An arrow alone says nothing to whoever hears the page. */
function Values({ change, strings: { audit } }: { change: Change; strings: Strings }) {
  const [before, after] = [change.before, change.after].map((value) =>
    value === undefined ? undefined : (wordsOf(value, audit.values) ?? value),
  );
  if (before === undefined) return <ins>{after}</ins>;
  return (
    <>
      <span class="unseen">{audit.from} </span>
      <del>{before}</del>
      <span aria-hidden="true"> → </span>
      <span class="unseen"> {audit.to} </span>
      <ins>{after ?? audit.nothing}</ins>
    </>
  );
}
