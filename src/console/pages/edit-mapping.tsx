import type { Judgement } from '../../operations/judge-mapping.js';
import { Check } from '../parts/fields.js';
import { JudgedMapping } from '../parts/mapping-findings.js';
import { MappingPreview } from '../parts/mapping-preview.js';
import type { Strings } from '../strings/index.js';

/** What other rules do to the mapping. `confirms` names the change to whoever says yes to it; absent where it is refused. */
export interface MappingToConfirm {
  judgement: Judgement;
  confirms?: string;
}

/** Whose mailbox would get mail by the rules as they were typed: the same that the page People shows of a file. */
export function EditedMapping({ preview, strings }: { preview: MappingToConfirm; strings: Strings }) {
  const { judgement, confirms } = preview;
  const { edit } = strings;
  return (
    <>
      {confirms && (
        <p class="notice warn" role="alert">
          <span>{edit.mappingChanges}</span>
        </p>
      )}
      <JudgedMapping judgement={judgement} strings={strings} />
      <MappingPreview preview={judgement.preview} strings={strings} />
    </>
  );
}

export function ConfirmMapping({ confirms, strings }: { confirms: string; strings: Strings }) {
  const { edit, common } = strings;
  return (
    <div class="card fields">
      <input type="hidden" name="previewed" value={confirms} />
      <Check name="confirmMapping" label={edit.confirmMapping} checked={false} required />
      <div class="actions">
        <button class="main">{common.save}</button>
      </div>
    </div>
  );
}
