import { expiryOf, type Draft } from '../../../storage/drafts.js';
import { Instant } from '../../parts/instant.js';
import type { Strings } from '../../strings/index.js';
import { addressOf, firstOpen } from './steps.js';
import { discardAddress } from './discard.js';

/** Set-ups that somebody has begun and can go on with; nothing where there is none. */
export function Unfinished({ drafts, strings }: { drafts: readonly Draft[]; strings: Strings }) {
  if (drafts.length === 0) return null;
  const { product } = strings;
  return (
    <section>
      <h2>{product.unfinishedTitle}</h2>
      <p class="quiet">{product.unfinishedLead}</p>
      <div class="scroll" tabindex={0} role="region" aria-label={product.unfinishedTitle}>
        <table class="cards-when-narrow">
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
      <td data-label={product.nextStep}>{wizard.steps[step]}</td>
      <td data-label={product.keptUntil}>
        <Instant at={expiryOf(draft)} strings={strings} />
      </td>
      <td>
        <div class="actions">
          <a class="button" href={addressOf(draft, step)}>
            {product.resume}
            <span class="unseen">{`: ${name}`}</span>
          </a>
          <a class="button danger" href={discardAddress(draft)}>
            {product.discard}
            <span class="unseen">{`: ${name}`}</span>
          </a>
        </div>
      </td>
    </tr>
  );
}
