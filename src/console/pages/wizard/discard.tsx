import { discardSetUp } from '../../../operations/remove-set-up.js';
import type { Draft } from '../../../storage/drafts.js';
import { actorOf } from '../../actor.js';
import type { ConsoleContext } from '../../environment.js';
import { page } from '../../parts/page.js';
import { addressOf, firstOpen } from './steps.js';
import { unfinishedDraftOf, whereGone } from './with-draft.js';

export function discardAddress({ id }: Pick<Draft, 'id'>): string {
  return `/connectors/new/${id}/discard`;
}

/** Asks before a set-up goes: what was typed into it is gone then. */
export async function discardPage(c: ConsoleContext): Promise<Response> {
  const draft = (await unfinishedDraftOf(c))?.value;
  if (draft === undefined) return await whereGone(c);
  const { wizard, product } = c.var.strings;
  return await page(c, {
    title: wizard.discardTitle,
    lead: wizard.discardLead(draft.settings?.displayName ?? product.unnamed),
    content: (
      <form method="post" class="actions">
        <button class="danger">{product.discard}</button>
        <a class="button" href={addressOf(draft, firstOpen(draft))}>
          {product.resume}
        </a>
        <a href="/connectors">{wizard.leave}</a>
      </form>
    ),
  });
}

/** Removes a set-up with its file and its secrets. */
export async function postDiscard(c: ConsoleContext): Promise<Response> {
  const draft = await unfinishedDraftOf(c);
  if (draft === undefined) return await whereGone(c);
  await discardSetUp(c.var.console.means, actorOf(c), draft);
  return c.redirect('/connectors?done=discarded', 303);
}
