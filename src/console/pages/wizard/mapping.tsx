import { checkConnector } from '../../../connector-file.js';
import { ArchiveError } from '../../../domain/errors.js';
import type { MappingRules } from '../../../domain/mapping.js';
import { judgeMapping } from '../../../operations/judge-mapping.js';
import { refusalOf } from '../../../operations/mapping-refusal.js';
import type { Draft, DraftMapping, StoredDraft } from '../../../storage/drafts.js';
import type { Console, ConsoleContext } from '../../environment.js';
import { Form } from '../../form.js';
import { Check, Field } from '../../parts/fields.js';
import type { Strings } from '../../strings/index.js';
import { faultsOf } from '../connector-faults.js';
import { AutomaticField, CatchAllField, CountryField, readRules, rulesWords } from '../rules-fields.js';
import type { Faults } from '../source-fields.js';
import { StepButtons, stepPage } from './frame.js';
import { MappingChecks, type MappingCheck } from './mapping-checks.js';
import { MappingResult } from './mapping-result.js';
import { addressOf } from './steps.js';

const AUTOMATIC: MappingRules = { automatic: true };
const MAX_NAME_CHARACTERS = 100;
const LOOK_AGAIN_SECONDS = 2;

const checks = new MappingChecks();

/** User mapping: how people are mapped, and what a mapping that was given does. */
export async function mappingStep(
  c: ConsoleContext,
  draft: StoredDraft,
  { rules, faults = {} }: { rules?: MappingRules; faults?: Faults } = {},
): Promise<Response> {
  const { strings, console } = c.var;
  const { mapping } = draft.value;
  const hasFaults = Object.keys(faults).length > 0;
  const check = mapping && !hasFaults ? await checkOf(console, draft.value, mapping) : undefined;
  if (mapping && !hasFaults && check === undefined) c.header('refresh', String(LOOK_AGAIN_SECONDS));
  return await stepPage(c, {
    draft: draft.value,
    step: 'mapping',
    lead: strings.userMapping.lead,
    hasFaults,
    error: check instanceof ArchiveError ? check : undefined,
    content: (
      <>
        {mapping && !hasFaults && <Outcome check={check} mapping={mapping} strings={strings} />}
        <Fields
          draft={draft.value}
          rules={rules ?? mapping?.rules ?? AUTOMATIC}
          faults={faults}
          strings={strings}
        />
      </>
    ),
  });
}

export async function postMapping(c: ConsoleContext, draft: StoredDraft): Promise<Response> {
  const { console, strings } = c.var;
  const form = await Form.of(c);
  const rules = readRules(form);
  const faults = faultsIn(rules, draft.value, strings);
  if (Object.keys(faults).length > 0) return await mappingStep(c, draft, { rules, faults });
  const csv = await csvOf(console, draft.value, form);
  if (csv === null && !rules.automatic)
    return await mappingStep(c, draft, { rules, faults: { automatic: strings.userMapping.nobody } });
  const mapping = { rules, csv, skipBadRows: form.isChecked('skipBadRows'), isAccepted: false };
  const saved = await console.means.drafts.update(draft, { mapping });
  const isAccepted = mayGoOn(await checkOf(console, saved.value, mapping), mapping);
  if (isAccepted) await console.means.drafts.update(saved, { mapping: { ...mapping, isAccepted } });
  const next = isAccepted && form.text('action') === 'next' ? 'microsoft365' : 'mapping';
  return c.redirect(addressOf(draft.value, next), 303);
}

function mayGoOn(check: MappingCheck, { skipBadRows }: DraftMapping): boolean {
  if (check === undefined || check instanceof ArchiveError) return false;
  return refusalOf(check, { skipBadRows }, 'mapping file') === undefined;
}

function faultsIn(rules: MappingRules, draft: Draft, strings: Strings): Faults {
  const termsAccepted = { by: draft.by, at: draft.startedAt };
  const file = {
    id: 'draft',
    displayName: 'draft',
    source: draft.login?.source,
    mapping: rules,
    termsAccepted,
  };
  const checked = checkConnector(file, { now: new Date() });
  return 'faults' in checked ? faultsOf(checked.faults, rulesWords(strings), 'mapping.') : {};
}

/** A file just chosen, else the one that was kept, unless it is to go. */
async function csvOf({ means }: Console, draft: Draft, form: Form): Promise<DraftMapping['csv']> {
  const file = form.file('csv');
  if (file === undefined) return form.isChecked('removeCsv') ? null : (draft.mapping?.csv ?? null);
  const stored = await means.drafts.putCsv(draft.id, Buffer.from(await file.arrayBuffer()));
  return { ...stored, fileName: file.name.slice(0, MAX_NAME_CHARACTERS) };
}

async function checkOf(
  { means }: Console,
  draft: Draft,
  { rules, csv }: DraftMapping,
): Promise<MappingCheck> {
  const name = JSON.stringify([draft.id, rules, csv?.digest]);
  return await checks.get(name, async () => {
    const bytes = csv && (await means.drafts.readCsv(csv.blob));
    return await judgeMapping(means, { rules, csv: bytes }, undefined);
  });
}

function Outcome({
  check,
  mapping,
  strings,
}: {
  check: MappingCheck;
  mapping: DraftMapping;
  strings: Strings;
}) {
  if (check instanceof ArchiveError) return null;
  if (check === undefined) {
    return (
      <section class="card" aria-live="polite">
        <p>{strings.userMapping.checking}</p>
        <progress aria-label={strings.common.loading} />
      </section>
    );
  }
  const { csv, skipBadRows } = mapping;
  return (
    <MappingResult judgement={check} hasFile={csv !== null} skipBadRows={skipBadRows} strings={strings} />
  );
}

interface FieldsProps {
  draft: Draft;
  rules: MappingRules;
  faults: Faults;
  strings: Strings;
}

function Fields({ draft, rules, faults, strings }: FieldsProps) {
  const { userMapping } = strings;
  const { csv = null, skipBadRows = false } = draft.mapping ?? {};
  return (
    <form method="post" enctype="multipart/form-data" class="fields">
      <AutomaticField rules={rules} strings={strings} />
      {faults['automatic'] && <p class="notice bad">{faults['automatic']}</p>}
      <fieldset class="fields">
        <legend>{userMapping.csvTitle}</legend>
        {csv && <p>{userMapping.csvKept(csv.fileName, csv.bytes.toLocaleString(strings.tag))}</p>}
        <Field
          name="csv"
          type="file"
          accept=".csv,text/csv"
          label={userMapping.csv}
          hint={userMapping.csvHint}
        />
        {csv && <Check name="removeCsv" label={userMapping.removeCsv} checked={false} />}
        <Check
          name="skipBadRows"
          label={userMapping.skipBadRows}
          hint={userMapping.skipBadRowsHint}
          checked={skipBadRows}
        />
        <CountryField rules={rules} faults={faults} strings={strings} />
      </fieldset>
      <CatchAllField rules={rules} faults={faults} strings={strings} />
      <StepButtons draft={draft} step="mapping" strings={strings}>
        <button name="action" value="check">
          {userMapping.check}
        </button>
      </StepButtons>
    </form>
  );
}
