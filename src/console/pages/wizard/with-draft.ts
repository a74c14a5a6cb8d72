import type { StoredDraft } from '../../../storage/drafts.js';
import { actorOf } from '../../actor.js';
import type { ConsoleContext } from '../../environment.js';
import { refusal } from '../../refusal.js';
import { addressOf, firstOpen, isReachable, type Step } from './steps.js';

type Handle = (c: ConsoleContext, draft: StoredDraft) => Response | Promise<Response>;

/** Answers with the draft that the address names; before its earlier steps are done, with the first that is not. */
export function withDraft(step: Step, handle: Handle): (c: ConsoleContext) => Promise<Response> {
  return async (c) => {
    const draft = await draftOf(c);
    if (draft === undefined) return await refusal(c, 'notFound');
    if (isReachable(draft.value, step)) return await handle(c, draft);
    return c.redirect(addressOf(draft.value, firstOpen(draft.value)), 303);
  };
}

/** Undefined where there is none of this person. */
export async function draftOf(c: ConsoleContext): Promise<StoredDraft | undefined> {
  const { console } = c.var;
  return await console.means.drafts.find(c.req.param('draft') ?? '', actorOf(c).name);
}
