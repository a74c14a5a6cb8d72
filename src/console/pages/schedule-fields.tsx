import type { Connector } from '../../domain/connector.js';
import type { Form } from '../form.js';
import { Field } from '../parts/fields.js';
import type { Strings } from '../strings/index.js';
import type { Faults } from './source-fields.js';

/** A schedule as it stands in a form. A daily one is a time; any other is a cron expression, which then counts. */
export interface TypedSchedule {
  time: string;
  cron: string;
  timezone: string;
  lookbackHours: string;
}

const DAILY = /^(\d{1,2}) (\d{1,2}) \* \* \*$/;

/** Pure. */
export function typedSchedule({
  cron,
  timezone,
  lookbackHours,
}: Omit<Connector['schedule'], 'start'>): TypedSchedule {
  const [, minute, hour] = DAILY.exec(cron) ?? [];
  const common = { timezone, lookbackHours: String(lookbackHours) };
  if (minute === undefined || hour === undefined) return { ...common, time: '', cron };
  return { ...common, time: `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`, cron: '' };
}

export function readTypedSchedule(form: Form): TypedSchedule {
  const { time, cron, timezone, lookbackHours } = {
    time: form.text('time'),
    cron: form.text('cron'),
    timezone: form.text('timezone'),
    lookbackHours: form.text('lookbackHours'),
  };
  return { time, cron, timezone, lookbackHours };
}

/** The `schedule` of a connector file, unchecked and without its start. Pure. */
export function scheduleOf({ time, cron, timezone, lookbackHours }: TypedSchedule) {
  const [hour = '', minute = ''] = time.split(':');
  const daily = /^\d\d:\d\d$/.test(time) ? `${Number(minute)} ${Number(hour)} * * *` : '';
  return { cron: cron || daily, timezone, lookbackHours: lookbackHours === '' ? NaN : Number(lookbackHours) };
}

interface FieldsProps {
  typed: TypedSchedule;
  faults: Faults;
  strings: Strings;
}

/** When it runs, as most have it. */
export function TimeFields({ typed, faults, strings: { schedule } }: FieldsProps) {
  return (
    <div class="beside">
      <Field
        name="time"
        type="time"
        label={schedule.time}
        value={typed.time}
        fault={typed.cron === '' ? faults['schedule.cron'] : undefined}
      />
      <Field
        name="timezone"
        label={schedule.timezone}
        hint={schedule.timezoneHint}
        value={typed.timezone}
        fault={faults['schedule.timezone']}
        list="timezones"
      />
      <datalist id="timezones">
        {['UTC', ...Intl.supportedValuesOf('timeZone')].map((name) => (
          <option value={name} />
        ))}
      </datalist>
    </div>
  );
}

/** What few need to change. */
export function FurtherFields({ typed, faults, strings: { schedule } }: FieldsProps) {
  return (
    <>
      <Field
        name="cron"
        label={schedule.cron}
        hint={schedule.cronHint}
        value={typed.cron}
        fault={typed.cron === '' ? undefined : faults['schedule.cron']}
      />
      <Field
        name="lookbackHours"
        type="number"
        label={schedule.lookbackHours}
        hint={schedule.lookbackHint}
        value={typed.lookbackHours}
        fault={faults['schedule.lookbackHours']}
        min={0}
        max={720}
      />
    </>
  );
}

export function FolderField({
  folder,
  faults,
  strings,
}: {
  folder: string;
  faults: Faults;
  strings: Strings;
}) {
  return (
    <Field name="folder" label={strings.schedule.folder} value={folder} fault={faults['target.folder']} />
  );
}
