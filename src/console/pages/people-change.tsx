import { ArchiveError } from '../../domain/errors.js';
import { isOfWholeFile } from '../../mapping/file-faults.js';
import type { Decision } from '../../operations/change-mapping.js';
import { previewMapping, type MappingWish } from '../../operations/mapping-change.js';
import type { MappingRefusal } from '../../operations/mapping-refusal.js';
import type { ConnectorRecord } from '../../storage/connectors.js';
import type { ConsoleContext } from '../environment.js';
import { ErrorNotice } from '../parts/error-notice.js';
import { orError } from '../or-error.js';
import { JudgedMapping } from '../parts/mapping-findings.js';
import { MappingPreview } from '../parts/mapping-preview.js';
import { page } from '../parts/page.js';
import type { PendingChange } from '../pending-changes.js';
import type { Strings } from '../strings/index.js';
import { peoplePath } from './people-path.js';
import { differenceText } from './people-versions.js';

interface ChangePageOptions {
  record: ConnectorRecord;
  change: PendingChange;
  /** Why it was not put in force when somebody confirmed it. */
  error?: ArchiveError;
}

/** What a change of the mapping would do and for whom, before anybody confirms it. */
export async function changePage(c: ConsoleContext, { record, change, error }: ChangePageOptions) {
  const { console, strings } = c.var;
  const { connector, mapping } = record;
  const { connectorId, wish } = change;
  const decision = await orError(previewMapping(console.means, { connectorId, wish, choices: {} }));
  const words = strings.people.change;
  const next = (mapping.version + 1).toLocaleString(strings.tag);
  return await page(c, {
    title: words.title,
    lead: words.lead(connector.displayName, next),
    content: (
      <>
        {error && <ErrorNotice error={error} strings={strings} />}
        {'person' in wish && <p>{words.person(`+${wish.person.number}`, wish.person.address)}</p>}
        {isRemoval(wish) && <p>{words.removal}</p>}
        {decision instanceof ArchiveError ? (
          <Refused error={decision} wish={wish} connectorId={connectorId} strings={strings} />
        ) : (
          <Change {...{ decision, record, wish, strings }} />
        )}
      </>
    ),
  });
}

function isRemoval(wish: MappingWish): boolean {
  return 'csv' in wish && wish.csv === null;
}

/** Nothing to confirm; of a person, what was typed can be corrected. */
function Refused({
  error,
  wish,
  connectorId,
  strings,
}: {
  error: ArchiveError;
  wish: MappingWish;
  connectorId: string;
  strings: Strings;
}) {
  const { people, common } = strings;
  const path = peoplePath(connectorId);
  return (
    <>
      <ErrorNotice error={error} strings={strings} />
      {'person' in wish && (
        <form class="fields card" method="post" action={`${path}/changes`}>
          <input type="hidden" name="number" value={wish.person.number} />
          <div class="field">
            <label for="address">{people.addressOf(`+${wish.person.number}`)}</label>
            <input id="address" type="email" name="address" value={wish.person.address} aria-invalid="true" />
          </div>
          <div class="actions">
            <button class="main">{people.preview}</button>
          </div>
        </form>
      )}
      <a class="button" href={path}>
        {common.back}
      </a>
    </>
  );
}

interface ChangeProps {
  decision: Decision;
  record: ConnectorRecord;
  wish: MappingWish;
  strings: Strings;
}

function Change({ decision, record, wish, strings }: ChangeProps) {
  const { people, common, tag } = strings;
  const judgement = decision.refusal ? decision.refusal.judgement : decision.judgement;
  const path = peoplePath(record.connector.id);
  if (judgement === null)
    return (
      <>
        <p class="notice">{people.change.same}</p>
        <a class="button" href={path}>
          {common.back}
        </a>
      </>
    );
  const rows = judgement.rows.length.toLocaleString(tag);
  return (
    <>
      <p>
        {!isRemoval(wish) && people.change.inUse(rows, judgement.users.toLocaleString(tag))}{' '}
        {differenceText(judgement.difference, strings)}.
      </p>
      <JudgedMapping judgement={judgement} strings={strings} />
      <MappingPreview preview={judgement.preview} strings={strings} />
      <Confirm refusal={decision.refusal} record={record} strings={strings} />
    </>
  );
}

interface ConfirmProps {
  refusal: MappingRefusal | undefined;
  record: ConnectorRecord;
  strings: Strings;
}

/** Posts to the address of the page itself. A file that is not understood at all cannot be confirmed. */
function Confirm({ refusal, record, strings }: ConfirmProps) {
  const { people, common } = strings;
  const isMoving = refusal !== undefined && refusal.judgement.reassigned.length > 0;
  const isPossible = !refusal?.judgement.faults.some(isOfWholeFile);
  return (
    <form class="fields card" method="post">
      {refusal && <p class="bad">{isPossible ? people.change.stopped : people.change.stoppedWhole}</p>}
      <input type="hidden" name="version" value={record.mapping.version} />
      {refusal?.canSkip && <Check name="skipBadRows" text={people.change.skip} />}
      {isMoving && isPossible && <Check name="reassign" text={people.change.reassign} />}
      <div class="actions">
        {isPossible && <button class={refusal ? undefined : 'main'}>{people.change.confirm}</button>}
        <a class="button" href={peoplePath(record.connector.id)}>
          {common.cancel}
        </a>
      </div>
    </form>
  );
}

/** What has to be said before it is put in force in spite of what was found. */
function Check({ name, text }: { name: string; text: string }) {
  return (
    <div class="field check">
      <input id={name} type="checkbox" name={name} value="yes" />
      <label for={name}>{text}</label>
    </div>
  );
}
