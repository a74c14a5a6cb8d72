import { checkConnector } from '../../../connector-file.js';
import { ArchiveError } from '../../../domain/errors.js';
import type { MappingRules } from '../../../domain/mapping.js';
import { judgeMapping, type Judgement } from '../../../operations/judge-mapping.js';
import { refusalOf } from '../../../operations/mapping-refusal.js';
import type { Draft, DraftMapping, StoredDraft } from '../../../storage/drafts.js';
import type { Console, ConsoleContext } from '../../environment.js';
import { Form } from '../../form.js';
import type { Strings } from '../../strings/index.js';
import { faultsOf } from '../connector-faults.js';
import { readRules, rulesWords } from '../rules-fields.js';
import type { Faults } from '../source-fields.js';
import { LeaveLinks, stepPage } from './frame.js';
import { MappingChecks, type MappingCheck } from './mapping-checks.js';
import { figuresOf } from './mapping-figures.js';
import { MappingForm } from './mapping-form.js';
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
  if (mapping && !hasFaults && check === undefined) return await waitingPage(c, draft);
  return await stepPage(c, {
    draft: draft.value,
    step: 'mapping',
    lead: strings.userMapping.lead,
    hasFaults,
    error: check instanceof ArchiveError ? check : undefined,
    content: (
      <>
        {mapping && check && !(check instanceof ArchiveError) && (
          <MappingResult
            judgement={check}
            hasFile={mapping.csv !== null}
            skipBadRows={mapping.skipBadRows}
            strings={strings}
          />
        )}
        <MappingForm
          draft={draft.value}
          rules={rules ?? mapping?.rules ?? AUTOMATIC}
          faults={faults}
          strings={strings}
        />
      </>
    ),
  });
}

/** Without the form: the page is loaded anew until the result is there, and what was typed meanwhile would be lost. */
async function waitingPage(c: ConsoleContext, { value: draft }: StoredDraft): Promise<Response> {
  const { userMapping, common } = c.var.strings;
  c.header('refresh', String(LOOK_AGAIN_SECONDS));
  return await stepPage(c, {
    draft,
    step: 'mapping',
    lead: userMapping.lead,
    content: (
      <>
        <section class="card" aria-live="polite">
          <p>{userMapping.checking}</p>
          <progress aria-label={common.loading} />
        </section>
        <div class="actions">
          <LeaveLinks draft={draft} step="mapping" strings={c.var.strings} />
        </div>
      </>
    ),
  });
}

/** Keeps it and goes on, if it may be installed and what a file that was just chosen does has been seen. */
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
  const check = await checkOf(console, saved.value, mapping);
  const isAccepted = mayGoOn(check, mapping);
  if (isAccepted) {
    const accepted = { ...mapping, isAccepted, figures: figuresOf(check) };
    await console.means.drafts.update(saved, { mapping: accepted });
  }
  const isSeen = csv?.digest === draft.value.mapping?.csv?.digest;
  const next = isAccepted && isSeen && form.text('action') === 'next' ? 'microsoft365' : 'mapping';
  return c.redirect(addressOf(draft.value, next), 303);
}

/** Has a draft's mapping judged anew when its step is next shown: Finish was met by what its check does not say. */
export function forgetCheck(draft: Draft): void {
  if (draft.mapping) checks.forget(checkName(draft, draft.mapping));
}

function checkName({ id }: Draft, { rules, csv }: DraftMapping): string {
  return JSON.stringify([id, rules, csv?.digest]);
}

function mayGoOn(check: MappingCheck, { skipBadRows }: DraftMapping): check is Judgement {
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

async function checkOf({ means }: Console, draft: Draft, mapping: DraftMapping): Promise<MappingCheck> {
  return await checks.get(checkName(draft, mapping), async () => {
    const { rules, csv } = mapping;
    const bytes = csv && (await means.drafts.readCsv(csv.blob));
    return await judgeMapping(means, { rules, csv: bytes }, undefined);
  });
}
