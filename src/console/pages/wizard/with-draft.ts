import { ArchiveError } from '../../../domain/errors.js';
import { isBeingFinished, type StoredDraft } from '../../../storage/drafts.js';
import { ownerOf } from '../../actor.js';
import type { ConsoleContext } from '../../environment.js';
import { connectorOf } from '../../../operations/made-connector.js';
import { orError } from '../../or-error.js';
import { refusal } from '../../refusal.js';
import { addressOf, firstOpen, isReachable, type Step } from './steps.js';

type Handle = (c: ConsoleContext, draft: StoredDraft) => Response | Promise<Response>;

/**
 * Answers with the draft that the address names; before its earlier steps are done, with the first that is not. Where
 * somebody else was quicker `show` is the step as it is now, with the error.
 */
export function withDraft(
  step: Step,
  handle: Handle,
  show?: Handle,
): (c: ConsoleContext) => Promise<Response> {
  return async (c) => {
    const draft = await unfinishedDraftOf(c);
    if (draft === undefined) return await whereGone(c);
    if (isReachable(draft.value, step)) {
      const answer = await orError(Promise.resolve(handle(c, draft)));
      return answer instanceof ArchiveError ? await shownAgain(c, answer, show) : answer;
    }
    return c.redirect(addressOf(draft.value, firstOpen(draft.value)), 303);
  };
}

async function shownAgain(
  c: ConsoleContext,
  error: ArchiveError,
  show: Handle | undefined,
): Promise<Response> {
  const draft = error.code === 'InvalidArgument' && show ? await draftOf(c) : undefined;
  if (show === undefined || draft === undefined) throw error;
  c.set('stepError', error);
  return await show(c, draft);
}

/** Once a set-up is finished its steps lead to what was made of it: somebody has gone back, or has another window. */
export async function whereGone(c: ConsoleContext): Promise<Response> {
  const made = await connectorOf(c.var.console.means, { id: c.req.param('draft') ?? '' });
  return made ? c.redirect(`/connectors/${made.connector.id}`, 303) : await refusal(c, 'notFound');
}

/** Undefined also where its connector has been made and only clearing it away has failed. */
export async function unfinishedDraftOf(c: ConsoleContext): Promise<StoredDraft | undefined> {
  const draft = await draftOf(c);
  if (draft === undefined || isBeingFinished(draft.value)) return draft;
  return (await connectorOf(c.var.console.means, draft.value)) ? undefined : draft;
}

/** Undefined where there is none of this person. */
export async function draftOf(c: ConsoleContext): Promise<StoredDraft | undefined> {
  const { console } = c.var;
  return await console.means.drafts.find(c.req.param('draft') ?? '', ownerOf(c));
}
