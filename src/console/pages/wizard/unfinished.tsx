import { discardSetUp } from '../../../operations/set-up.js';
import { expiryOf, type Draft } from '../../../storage/drafts.js';
import type { ConsoleContext } from '../../environment.js';
import { Instant } from '../../parts/instant.js';
import { refusal } from '../../refusal.js';
import type { Strings } from '../../strings/index.js';
import { addressOf, firstOpen } from './steps.js';
import { draftOf } from './with-draft.js';

/** Set-ups that somebody has begun and can go on with; nothing where there is none. */
export function Unfinished({ drafts, strings }: { drafts: readonly Draft[]; strings: Strings }) {
  if (drafts.length === 0) return null;
  const { product } = strings;
  return (
    <section>
      <h2>{product.unfinishedTitle}</h2>
      <p class="quiet">{product.unfinishedLead}</p>
      <div class="scroll" tabindex={0} role="region" aria-label={product.unfinishedTitle}>
        <table>
          <thead>
            <tr>
              <th scope="col">{strings.connectors.name}</th>
              <th scope="col">{product.nextStep}</th>
              <th scope="col">{product.keptUntil}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {drafts.map((draft) => (
              <Row draft={draft} strings={strings} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Row({ draft, strings }: { draft: Draft; strings: Strings }) {
  const { product, wizard } = strings;
  const step = firstOpen(draft);
  const name = draft.settings?.displayName ?? product.unnamed;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{wizard.steps[step]}</td>
      <td>
        <Instant at={expiryOf(draft)} strings={strings} />
      </td>
      <td>
        <form method="post" action={`/connectors/new/${draft.id}/discard`} class="actions">
          <a class="button" href={addressOf(draft, step)}>
            {product.resume}
            <span class="unseen">{`: ${name}`}</span>
          </a>
          <button class="danger">
            {product.discard}
            <span class="unseen">{`: ${name}`}</span>
          </button>
        </form>
      </td>
    </tr>
  );
}

/** Removes a set-up with its file and its secret. */
export async function postDiscard(c: ConsoleContext): Promise<Response> {
  const draft = await draftOf(c);
  if (draft === undefined) return await refusal(c, 'notFound');
  await discardSetUp(c.var.console.means, draft);
  return c.redirect('/connectors', 303);
}
