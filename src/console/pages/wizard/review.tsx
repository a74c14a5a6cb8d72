import type { Child } from 'hono/jsx';
import type { Connector } from '../../../domain/connector.js';
import { ArchiveError } from '../../../domain/errors.js';
import { finishSetUp } from '../../../operations/finish-set-up.js';
import { sourceAddress } from '../../../sources/open-source.js';
import type { Draft, StoredDraft } from '../../../storage/drafts.js';
import { actorOf } from '../../actor.js';
import type { ConsoleContext } from '../../environment.js';
import { acceptedText } from '../../parts/accepted-text.js';
import { orError } from '../../or-error.js';
import { utc } from '../../parts/instant.js';
import type { Strings } from '../../strings/index.js';
import { typedSchedule } from '../schedule-fields.js';
import { toConnector } from '../to-connector.js';
import { StepButtons, stepPage } from './frame.js';
import { forgetCheck } from './mapping.js';
import { refusedMapping } from './refused-mapping.js';
import { addressOf, firstOpen, type Step } from './steps.js';
import { draftOf, whereGone } from './with-draft.js';

/** Everything that was decided, with a way back to each of it, and Finish. */
export async function reviewStep(
  c: ConsoleContext,
  { value: draft }: StoredDraft,
  error?: ArchiveError,
): Promise<Response> {
  const { strings } = c.var;
  return await stepPage(c, {
    draft,
    step: 'review',
    lead: strings.review.lead,
    error,
    content: (
      <>
        {PARTS.map(([step, factsOf]) => (
          <Part draft={draft} step={step} facts={factsOf(draft, strings)} strings={strings} />
        ))}
        <form method="post">
          <StepButtons draft={draft} step="review" strings={strings} submit={strings.review.finish} />
        </form>
      </>
    ),
  });
}

/**
 * Makes the connector and leads to its page. Pressed twice it leads there twice, also where the draft has gone by then.
 */
export async function postReview(c: ConsoleContext): Promise<Response> {
  const { means } = c.var.console;
  const draft = await draftOf(c);
  if (draft === undefined) return await whereGone(c);
  const open = firstOpen(draft.value);
  if (open !== 'review') return c.redirect(addressOf(draft.value, open), 303);
  const made = await orError(finishSetUp(means, actorOf(c), draft));
  if (made instanceof ArchiveError) return await reviewStep(c, draft, made);
  if ('refusal' in made) {
    // What the step says of the mapping was true when it was checked; the directory says something else by now.
    forgetCheck(draft.value);
    return await reviewStep(c, draft, refusedMapping(made.refusal));
  }
  return toConnector(c, made.id, 'created');
}

type Facts = readonly (readonly [name: string, value: Child])[];

const PARTS: readonly (readonly [Step, (draft: Draft, strings: Strings) => Facts])[] = [
  ['terms', termsFacts],
  ['login', loginFacts],
  ['mapping', mappingFacts],
  ['microsoft365', rightsFacts],
  ['schedule', scheduleFacts],
];

interface PartProps {
  draft: Draft;
  step: Step;
  facts: Facts;
  strings: Strings;
}

function Part({ draft, step, facts, strings: { review, wizard } }: PartProps) {
  return (
    <section class="card">
      <header class="heading">
        <h2>{wizard.steps[step]}</h2>
        <a href={addressOf(draft, step)}>
          {review.change}
          <span class="unseen">{`: ${wizard.steps[step]}`}</span>
        </a>
      </header>
      <dl class="facts">
        {facts.map(([name, value]) => (
          <>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </>
        ))}
      </dl>
    </section>
  );
}

function termsFacts({ by, terms }: Draft, strings: Strings): Facts {
  const { wizard, review } = strings;
  return terms ? [[wizard.steps.terms, review.accepted(by, acceptedText(terms, strings))]] : [];
}

function loginFacts({ login: known }: Draft, { login, review }: Strings): Facts {
  if (known === undefined) return [];
  const { source, account } = known;
  return [
    [review.source, sourceAddress(source)],
    [login.product, login.products[source.product]],
    [review.user, source.username],
    [review.secret, review.secretKept],
    [review.account, <code>{account}</code>],
  ];
}

function mappingFacts({ mapping }: Draft, { review, userMapping, tag }: Strings): Facts {
  if (mapping === undefined) return [];
  const { rules, csv, skipBadRows, figures } = mapping;
  const [rows, users] = [figures?.rows ?? 0, figures?.users ?? 0].map((count) => count.toLocaleString(tag));
  const file = csv ? review.fileText(csv.fileName, rows ?? '', users ?? '') : review.noFile;
  return [
    [review.automatic, rules.automatic ? review.on : review.off],
    [review.file, csv && skipBadRows ? `${file} · ${review.skipping}` : file],
    ...(rules.defaultCountry ? [[userMapping.country, rules.defaultCountry] as const] : []),
    ...(rules.catchAllMailbox ? [[userMapping.catchAll, rules.catchAllMailbox] as const] : []),
  ];
}

function rightsFacts({ rights }: Draft, { review }: Strings): Facts {
  const tried = [rights?.inScope, rights?.outOfScope].filter(Boolean).join(', ');
  return [[review.rightsTried, tried || review.rightsNobody]];
}

function scheduleFacts({ settings }: Draft, strings: Strings): Facts {
  if (settings === undefined) return [];
  const { schedule, review } = strings;
  return [
    [schedule.displayName, settings.displayName],
    [schedule.id, <code>{settings.id}</code>],
    [review.runs, runsText(settings.schedule, strings)],
    [review.firstDay, utc(settings.schedule.start, strings)],
    [schedule.folder, settings.folder],
  ];
}

function runsText(settings: Connector['schedule'], { schedule }: Strings): string {
  const { time, cron, timezone } = typedSchedule(settings);
  return `${time === '' ? cron : `${schedule.time} ${time}`} ${timezone}`;
}
