import type { StoredDraft } from '../../../storage/drafts.js';
import { actorOf } from '../../actor.js';
import type { ConsoleContext } from '../../environment.js';
import { connectorOf } from '../../../operations/set-up.js';
import { refusal } from '../../refusal.js';
import { addressOf, firstOpen, isReachable, type Step } from './steps.js';

type Handle = (c: ConsoleContext, draft: StoredDraft) => Response | Promise<Response>;

/** Answers with the draft that the address names; before its earlier steps are done, with the first that is not. */
export function withDraft(step: Step, handle: Handle): (c: ConsoleContext) => Promise<Response> {
  return async (c) => {
    const draft = await draftOf(c);
    if (draft === undefined) return await whereGone(c);
    if (isReachable(draft.value, step)) return await handle(c, draft);
    return c.redirect(addressOf(draft.value, firstOpen(draft.value)), 303);
  };
}

/** Once a set-up is finished its steps lead to what was made of it: somebody has gone back, or has another window. */
export async function whereGone(c: ConsoleContext): Promise<Response> {
  const made = await connectorOf(c.var.console.means, { id: c.req.param('draft') ?? '' });
  return made ? c.redirect(`/connectors/${made.connector.id}`, 303) : await refusal(c, 'notFound');
}

/** Undefined where there is none of this person. */
export async function draftOf(c: ConsoleContext): Promise<StoredDraft | undefined> {
  const { console } = c.var;
  return await console.means.drafts.find(c.req.param('draft') ?? '', actorOf(c).name);
}
