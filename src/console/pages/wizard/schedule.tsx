import { checkConnector } from '../../../connector-file.js';
import type { Connector } from '../../../domain/connector.js';
import { formerWatermark } from '../../../operations/set-up.js';
import type { Draft, StoredDraft } from '../../../storage/drafts.js';
import type { ConsoleContext } from '../../environment.js';
import { Form } from '../../form.js';
import { Field } from '../../parts/fields.js';
import { utc } from '../../parts/instant.js';
import type { Strings } from '../../strings/index.js';
import { faultsOf } from '../connector-faults.js';
import {
  FolderField,
  FurtherFields,
  readTypedSchedule,
  scheduleOf,
  TimeFields,
  typedSchedule,
  type TypedSchedule,
} from '../schedule-fields.js';
import type { Faults } from '../source-fields.js';
import { idFrom, RESERVED_IDS } from './connector-id.js';
import { StepButtons, stepPage } from './frame.js';
import { addressOf } from './steps.js';

const DAY_MS = 86_400_000;
const DEFAULT_FOLDER = 'WhatsApp Archiver';
const DEFAULT_SCHEDULE = { cron: '0 2 * * *', timezone: 'UTC', lookbackHours: 24 };

interface Typed extends TypedSchedule {
  displayName: string;
  id: string;
  firstDay: string;
  folder: string;
}

/** Name, schedule and first day. */
export async function scheduleStep(
  c: ConsoleContext,
  { value: draft }: StoredDraft,
  { typed, faults = {} }: { typed?: Typed; faults?: Faults } = {},
): Promise<Response> {
  const { strings, console } = c.var;
  const former = await formerWatermark(console.means, draft);
  return await stepPage(c, {
    draft,
    step: 'schedule',
    lead: strings.schedule.lead,
    hasFaults: Object.keys(faults).length > 0,
    content: (
      <Fields
        draft={draft}
        typed={typed ?? typedIn(draft, former ?? yesterday())}
        faults={faults}
        former={former}
        strings={strings}
      />
    ),
  });
}

export async function postSchedule(c: ConsoleContext, draft: StoredDraft): Promise<Response> {
  const { strings, console } = c.var;
  const typed = readTyped(await Form.of(c));
  const known = (await console.means.connectors.list()).map(({ connector }) => connector.id);
  const { settings, faults } = checked(typed, { draft: draft.value, known, now: new Date(), strings });
  if (settings === undefined) return await scheduleStep(c, draft, { typed, faults });
  await console.means.drafts.update(draft, { settings });
  return c.redirect(addressOf(draft.value, 'review'), 303);
}

function yesterday(): string {
  return new Date(Date.now() - DAY_MS).toISOString();
}

function typedIn({ settings }: Draft, start: string): Typed {
  const named = settings ?? { displayName: '', id: '', folder: DEFAULT_FOLDER };
  return {
    ...typedSchedule(settings?.schedule ?? DEFAULT_SCHEDULE),
    displayName: named.displayName,
    id: named.id,
    folder: named.folder,
    firstDay: (settings?.schedule.start ?? start).slice(0, 10),
  };
}

function readTyped(form: Form): Typed {
  return {
    ...readTypedSchedule(form),
    displayName: form.text('displayName'),
    id: form.text('id'),
    firstDay: form.text('firstDay'),
    folder: form.text('folder'),
  };
}

interface Circumstances {
  draft: Draft;
  /** Ids of the connectors there are. */
  known: readonly string[];
  now: Date;
  strings: Strings;
}

function checked(
  typed: Typed,
  { draft, known, now, strings: { schedule } }: Circumstances,
): { settings?: NonNullable<Draft['settings']>; faults: Faults } {
  const { displayName, firstDay, folder } = typed;
  const id = typed.id || idFrom(displayName);
  const start = `${firstDay}T00:00:00.000Z`;
  const file = {
    id,
    displayName,
    source: draft.login?.source,
    schedule: { ...scheduleOf(typed), start },
    target: { folder },
    termsAccepted: { by: draft.by, at: draft.startedAt },
  };
  const result = checkConnector(file, { now });
  const ours: Faults = {
    ...(RESERVED_IDS.includes(id) || known.includes(id) ? { id: schedule.faults['idTaken'] ?? '' } : {}),
    ...(start > now.toISOString() ? { 'schedule.start': schedule.faults['schedule.start'] ?? '' } : {}),
  };
  if (!('connector' in result)) return { faults: { ...ours, ...faultsOf(result.faults, schedule.faults) } };
  if (Object.keys(ours).length > 0) return { faults: ours };
  return { settings: settingsOf(result.connector), faults: {} };
}

function settingsOf({ id, displayName, schedule, target }: Connector): NonNullable<Draft['settings']> {
  return { id, displayName, schedule, folder: target.folder };
}

interface FieldsProps {
  draft: Draft;
  typed: Typed;
  faults: Faults;
  /** Where a former connector of the account stood. */
  former: string | null;
  strings: Strings;
}

function Fields({ draft, typed, faults, former, strings }: FieldsProps) {
  const { schedule } = strings;
  return (
    <form method="post" class="fields">
      <Field
        name="displayName"
        label={schedule.displayName}
        hint={schedule.displayNameHint}
        value={typed.displayName}
        fault={faults['displayName']}
        required
      />
      <Field
        name="firstDay"
        type="date"
        label={schedule.firstDay}
        hint={schedule.firstDayHint}
        value={typed.firstDay}
        fault={faults['schedule.start']}
        max={new Date().toISOString().slice(0, 10)}
      />
      {former && <p class="notice">{schedule.formerWatermark(utc(former, strings))}</p>}
      <TimeFields typed={typed} faults={faults} strings={strings} />
      <details open={Object.keys(faults).length > 0}>
        <summary>{schedule.more}</summary>
        <div class="fields">
          <Field name="id" label={schedule.id} hint={schedule.idHint} value={typed.id} fault={faults['id']} />
          <FurtherFields typed={typed} faults={faults} strings={strings} />
          <FolderField folder={typed.folder} faults={faults} strings={strings} />
        </div>
      </details>
      <StepButtons draft={draft} step="schedule" strings={strings} />
    </form>
  );
}
