import { acceptTerms } from '../../../operations/set-up.js';
import type { StoredDraft } from '../../../storage/drafts.js';
import { actorOf } from '../../actor.js';
import type { ConsoleContext } from '../../environment.js';
import { Form } from '../../form.js';
import { Check } from '../../parts/fields.js';
import { Instant } from '../../parts/instant.js';
import { StepButtons, stepPage } from './frame.js';
import { addressOf } from './steps.js';
import { TERMS_VERSION, termsDigest } from './terms-text.js';

/** The terms of service, which somebody accepts for the organisation. */
export async function termsStep(
  c: ConsoleContext,
  { value: draft }: StoredDraft,
  fault?: string,
): Promise<Response> {
  const { strings } = c.var;
  const { terms } = strings;
  return await stepPage(c, {
    draft,
    step: 'terms',
    lead: terms.lead,
    hasFaults: fault !== undefined,
    content: (
      <form method="post" class="fields">
        <section class="card">
          <h2>{terms.textTitle}</h2>
          <ol class="terms">
            {terms.text.map((paragraph) => (
              <li>{paragraph}</li>
            ))}
          </ol>
          <p class="quiet">{terms.version(TERMS_VERSION)}</p>
        </section>
        <Check name="accept" label={terms.accept} fault={fault} checked={draft.terms !== undefined} />
        {draft.terms && (
          <p class="quiet">
            {terms.accepted(draft.by)}, <Instant at={draft.terms.at} strings={strings} />
          </p>
        )}
        <StepButtons draft={draft} step="terms" strings={strings} />
      </form>
    ),
  });
}

export async function postTerms(c: ConsoleContext, draft: StoredDraft): Promise<Response> {
  const { strings, console } = c.var;
  const form = await Form.of(c);
  if (!form.isChecked('accept')) return await termsStep(c, draft, strings.terms.acceptFault);
  // Going back and on again is no second acceptance.
  if (draft.value.terms?.version !== TERMS_VERSION) {
    const text = { version: TERMS_VERSION, language: strings.tag, sha256: termsDigest(strings) };
    await acceptTerms(console.means, actorOf(c), { draft, text });
  }
  return c.redirect(addressOf(draft.value, 'login'), 303);
}
