import { MAX_BACKFILL_MAILBOXES } from '../../domain/backfill-input.js';
import { ArchiveError } from '../../domain/errors.js';
import { chooseMailboxes } from '../../operations/backfill-mailboxes.js';
import { startBackfill } from '../../operations/backfill-start.js';
import type { Means } from '../../operations/means.js';
import { actorOf } from '../actor.js';
import { Overview } from '../connectors/overview.js';
import type { ConsoleContext } from '../environment.js';
import { Form } from '../form.js';
import { ErrorNotice } from '../parts/error-notice.js';
import { Field } from '../parts/fields.js';
import { page } from '../parts/page.js';
import { ReasonField } from '../parts/reason-field.js';
import type { Strings } from '../strings/index.js';
import { errorOf } from '../or-error.js';
import {
  askedIn,
  daysToConfirm,
  NOTHING_ASKED,
  windowFrom,
  type AskedBackfill,
} from './connector-backfill-asked.js';
import { ArchivedDays } from './connector-archived-days.js';
import { toConnector } from './to-connector.js';
import { withConnector } from './with-connector.js';

interface Answered {
  asked?: AskedBackfill;
  error?: ArchiveError;
  /** So many that somebody is asked once more. */
  days?: number;
}

/** Which days are archived, and a form for those that are to be. */
export async function newBackfillPage(
  c: ConsoleContext,
  { asked = NOTHING_ASKED, error, days }: Answered = {},
) {
  return await withConnector(c, async (record) => {
    if (error) c.status(422);
    const { connector } = record;
    const { strings, console } = c.var;
    return await page(c, {
      title: strings.connector.backfillNewTitle(connector.displayName),
      lead: strings.connector.backfillLead,
      content: (
        <>
          {days === undefined &&
            (await ArchivedDays({ means: console.means, record, month: c.req.query('month'), strings }))}
          <h2>{strings.connector.backfillForm}</h2>
          <BackfillForm path={`/connectors/${connector.id}`} {...{ asked, error, days, strings }} />
        </>
      ),
    });
  });
}

interface FormProps {
  path: string;
  asked: AskedBackfill;
  error: ArchiveError | undefined;
  days: number | undefined;
  strings: Strings;
}

function BackfillForm({ path, asked, error, days, strings }: FormProps) {
  const { connector: words, common } = strings;
  const today = new Date().toISOString().slice(0, 10);
  return (
    <form method="post" action={`${path}/backfill`} class="fields card">
      {error && <ErrorNotice error={error} strings={strings} />}
      {days !== undefined && <Confirmation days={days} strings={strings} />}
      <div>
        <div class="actions">
          {(['first', 'last'] as const).map((name) => (
            <Field name={name} label={words[name]} type="date" required value={asked[name]} max={today} />
          ))}
        </div>
        <small>{words.daysHint}</small>
      </div>
      <ReasonField hint={words.backfillReasonHint} value={asked.reason} strings={strings} />
      <div class="field">
        <label for="mailboxes">{words.mailboxes}</label>
        <span class="hint" id="mailboxes-hint">
          {words.mailboxesHint(`${MAX_BACKFILL_MAILBOXES}`)}
        </span>
        <textarea id="mailboxes" name="mailboxes" rows={3} aria-describedby="mailboxes-hint">
          {asked.mailboxes}
        </textarea>
      </div>
      <div class="actions">
        <button class="main">{words.startBackfill}</button>
        <a class="button" href={path}>
          {common.cancel}
        </a>
      </div>
    </form>
  );
}

/** Sent with the form, it says yes to so many days: to others somebody is asked anew. */
function Confirmation({ days, strings: { connector, tag } }: { days: number; strings: Strings }) {
  return (
    <div class="notice warn" role="alert">
      <input type="hidden" name="confirmedDays" value={days} />
      <p>
        <strong>{connector.manyDays(days.toLocaleString(tag))}</strong>
      </p>
      <p>{connector.manyDaysHint}</p>
    </div>
  );
}

export async function newBackfillForm(c: ConsoleContext) {
  const asked = askedIn(await Form.of(c));
  const days = daysToConfirm(asked);
  if (days !== undefined) return await newBackfillPage(c, { asked, days });
  const { means } = c.var.console;
  const connectorId = c.req.param('id') ?? '';
  const error = await errorOf(start(c, connectorId, asked));
  Overview.of(means).forget();
  // Its own page is there once a worker has opened it.
  return error ? await newBackfillPage(c, { asked, error }) : toConnector(c, connectorId, 'backfill');
}

async function start(c: ConsoleContext, connectorId: string, asked: AskedBackfill): Promise<void> {
  const { means } = c.var.console;
  const mailboxes = await chosen(means, asked.mailboxes);
  await startBackfill(means, actorOf(c), {
    connectorId,
    window: windowFrom(asked),
    reason: asked.reason,
    ...(mailboxes && { mailboxes }),
  });
}

/** Undefined where nobody was named: then it is for all. */
async function chosen(means: Means, text: string): Promise<string[] | undefined> {
  const names = text.split(/[\s,;]+/).filter(Boolean);
  if (names.length === 0) return undefined;
  const { ids, refused } = await chooseMailboxes(means, names);
  if (refused.length === 0) return ids;
  const lines = refused.map(({ name, reason }) => `${name}: ${reason}`);
  const message = ['Somebody was named who has no mailbox that takes mail:', ...lines].join('\n');
  throw new ArchiveError('InvalidArgument', message, {
    nextStep: 'Correct the address, or give the Entra object id of the user; nothing was started.',
  });
}
