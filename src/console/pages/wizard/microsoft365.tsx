import { checkMicrosoft365 } from '../../../doctor/microsoft365.js';
import { overallState, type Finding } from '../../../doctor/finding.js';
import { isMailAddress } from '../../../domain/mail-address.js';
import { consentAddress, scopedRights, testOfRights } from '../../../operations/microsoft365-consent.js';
import type { GraphSettings } from '../../../settings/graph.js';
import type { Draft, StoredDraft } from '../../../storage/drafts.js';
import type { ConsoleContext } from '../../environment.js';
import { Form } from '../../form.js';
import { Field } from '../../parts/fields.js';
import { Words } from '../../parts/words.js';
import type { Strings } from '../../strings/index.js';
import type { Faults } from '../source-fields.js';
import { StepButtons, stepPage } from './frame.js';
import { addressOf } from './steps.js';

type Rights = NonNullable<Draft['rights']>;

const NOBODY: Rights = { inScope: '', outOfScope: '' };

/** Consent and rights in Microsoft 365, and whether they are there: asked anew whenever the page is opened. */
export async function microsoft365Step(
  c: ConsoleContext,
  { value: draft }: StoredDraft,
  { rights = draft.rights ?? NOBODY, faults = {} }: { rights?: Rights; faults?: Faults } = {},
): Promise<Response> {
  const { strings, console } = c.var;
  const { graph } = console;
  const findings = await checkMicrosoft365(graph, {
    inScope: faults['inScope'] ? undefined : rights.inScope || undefined,
    outOfScope: faults['outOfScope'] ? undefined : rights.outOfScope || undefined,
  });
  return await stepPage(c, {
    draft,
    step: 'microsoft365',
    lead: strings.microsoft365.lead,
    hasFaults: Object.keys(faults).length > 0,
    content: (
      <>
        <Consent graph={graph} strings={strings} />
        {graph && <ScopedRights graph={graph} strings={strings} />}
        <section class="card">
          <h2>{strings.microsoft365.checkTitle}</h2>
          <p>{strings.microsoft365.checkLead}</p>
          <Findings findings={findings} strings={strings} />
          {overallState(findings) === 'bad' && <p class="notice warn">{strings.microsoft365.notGood}</p>}
          <Tried draft={draft} rights={rights} faults={faults} strings={strings} />
        </section>
      </>
    ),
  });
}

export async function postMicrosoft365(c: ConsoleContext, draft: StoredDraft): Promise<Response> {
  const { strings, console } = c.var;
  const form = await Form.of(c);
  const rights = { inScope: form.text('inScope'), outOfScope: form.text('outOfScope') };
  const faults = Object.fromEntries(
    Object.entries(rights)
      .filter(([, address]) => address !== '' && !isMailAddress(address))
      .map(([name]) => [name, strings.microsoft365.addressFault]),
  );
  if (Object.keys(faults).length > 0) return await microsoft365Step(c, draft, { rights, faults });
  await console.means.drafts.update(draft, { rights });
  const next = form.text('action') === 'check' ? 'microsoft365' : 'schedule';
  return c.redirect(addressOf(draft.value, next), 303);
}

function Consent({
  graph,
  strings: { microsoft365 },
}: {
  graph: GraphSettings | undefined;
  strings: Strings;
}) {
  return (
    <section class="card">
      <h2>{microsoft365.consentTitle}</h2>
      <p>{microsoft365.consent}</p>
      {graph ? (
        <p>
          <a class="button" href={consentAddress(graph)} target="_blank" rel="noreferrer">
            {microsoft365.consentLink}
          </a>
        </p>
      ) : (
        <p class="notice warn">{microsoft365.consentUnknown}</p>
      )}
    </section>
  );
}

function ScopedRights({ graph, strings: { microsoft365 } }: { graph: GraphSettings; strings: Strings }) {
  return (
    <section class="card">
      <h2>{microsoft365.rightsTitle}</h2>
      <p>{microsoft365.rights}</p>
      <pre class="scroll" tabindex={0} role="region" aria-label={microsoft365.rightsTitle}>
        <code>{scopedRights(graph)}</code>
      </pre>
      <p>{microsoft365.rightsTest}</p>
      <pre class="scroll" tabindex={0} role="region" aria-label={microsoft365.rightsTest}>
        <code>{testOfRights(graph, 'ADDRESS')}</code>
      </pre>
    </section>
  );
}

function Findings({ findings, strings }: { findings: readonly Finding[]; strings: Strings }) {
  const { microsoft365 } = strings;
  return (
    <div class="scroll" tabindex={0} role="region" aria-label={microsoft365.checkTitle}>
      <table class="cards-when-narrow">
        <thead>
          <tr>
            <th scope="col">{microsoft365.checkName}</th>
            <th scope="col">{microsoft365.state}</th>
            <th scope="col">{microsoft365.found}</th>
          </tr>
        </thead>
        <tbody>
          {findings.map(({ check, state, detail, nextStep }) => (
            <tr>
              <th scope="row">{check}</th>
              <td data-label={microsoft365.state}>
                <span class={`state ${LOOKS[state]}`}>{microsoft365.states[state]}</span>
              </td>
              <td data-label={microsoft365.found}>
                {detail}
                {nextStep && !ASKS_FOR_ADDRESS.test(nextStep) && (
                  <small>
                    <Words text={nextStep} />
                  </small>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What is to be done on the command line is the form below here. */
const ASKS_FOR_ADDRESS = /^Run `doctor --/;

const LOOKS = { good: 'good', bad: 'bad', unknown: 'quiet' } as const;

interface TriedProps {
  draft: Draft;
  rights: Rights;
  faults: Faults;
  strings: Strings;
}

function Tried({ draft, rights, faults, strings }: TriedProps) {
  const { microsoft365 } = strings;
  return (
    <form method="post" class="fields">
      <Field
        name="inScope"
        type="email"
        label={microsoft365.inScope}
        hint={microsoft365.inScopeHint}
        value={rights.inScope}
        fault={faults['inScope']}
      />
      <Field
        name="outOfScope"
        type="email"
        label={microsoft365.outOfScope}
        hint={microsoft365.outOfScopeHint}
        value={rights.outOfScope}
        fault={faults['outOfScope']}
      />
      <StepButtons draft={draft} step="microsoft365" strings={strings}>
        <button name="action" value="check">
          {microsoft365.check}
        </button>
      </StepButtons>
    </form>
  );
}
