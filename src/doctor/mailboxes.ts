import { ArchiveError } from '../domain/errors.js';
import type { MailboxUser } from '../domain/user.js';
import type { FolderState } from '../microsoft365/rights.js';
import type { Examination } from './examination.js';
import { bad, good, unknown, type Answer } from './finding.js';
import type { AppRegistration } from './graph.js';

const INSIDE = 'a mailbox in scope';
const OUTSIDE = 'a mailbox out of scope';
const CONSENT = 'Mail.ReadWrite';

export interface MailboxQuestions {
  /** Address of a mailbox that the app is to open. */
  inScope: string | undefined;
  /** Address of one that it is not to open. */
  outOfScope: string | undefined;
  /** Somebody whom a mapping leads to, for want of an address. */
  mapped: MailboxUser | undefined;
  /** The connectors' `target.folder`. */
  folders: readonly string[];
}

/** Whether the app opens the mailboxes that it is to open, and no other: by opening them, for a token does not tell. */
export async function examineMailboxes(
  examination: Examination,
  app: AppRegistration | undefined,
  questions: MailboxQuestions,
): Promise<void> {
  if (app === undefined) return examination.skip([INSIDE, OUTSIDE], 'users cannot be looked up');
  const opens = await examination.ask(INSIDE, async (signal) => await insideAnswer(app, questions, signal));
  await examination.ask(OUTSIDE, async (signal) => {
    if (questions.outOfScope === undefined) return unasked(app);
    return await outsideAnswer(app, { address: questions.outOfScope, opensOthers: opens === true }, signal);
  });
}

async function insideAnswer(
  app: AppRegistration,
  { inScope, mapped, folders }: MailboxQuestions,
  signal: AbortSignal,
): Promise<Answer<true>> {
  const user = inScope === undefined ? mapped : await userOf(app, inScope, signal);
  const whose = inScope ?? 'a mapped user';
  if (user === undefined) {
    return inScope === undefined
      ? unknown(
          'nobody to try it with',
          'Run `doctor --in-scope ADDRESS` with a user whose mail is archived.',
        )
      : nobody(inScope);
  }
  const found = await openMailbox(app, user, signal);
  if (found === undefined) {
    return bad(`AccessDenied: the mailbox of ${whose} cannot be opened`, grant(app.clientId, inScope));
  }
  const target = found.filter(({ displayName }) => folders.some((name) => isSame(name, displayName)));
  return writeAnswer(app, { whose, address: inScope, target });
}

/** That mails can be made shows only by making one. They have been, where consent or the folder's mails say so. */
function writeAnswer(
  { consented, clientId }: AppRegistration,
  { whose, address, target }: { whose: string; address: string | undefined; target: readonly FolderState[] },
): Answer<true> {
  const mails = target.reduce((sum, { totalItemCount }) => sum + totalItemCount, 0);
  const state =
    target.length > 0
      ? `mails in its folder: ${mails.toLocaleString('en-US')}`
      : 'the first import makes its folder';
  const detail = `the mailbox of ${whose} opens; ${state}`;
  if (mails > 0 || consented.includes(CONSENT)) return good(detail, true);
  const nextStep = `Let the first import show it, or see the line of Mail.ReadWrite in: ${testOf(clientId, address)}`;
  return unknown(`${detail}; whether it may write does not show by reading`, nextStep, true);
}

async function outsideAnswer(
  app: AppRegistration,
  { address, opensOthers }: { address: string; opensOthers: boolean },
  signal: AbortSignal,
): Promise<Answer<true>> {
  const user = await userOf(app, address, signal);
  if (user === undefined) return nobody(address);
  if ((await openMailbox(app, user, signal)) !== undefined) {
    return bad(`the mailbox of ${address} opens, and is not to`, restrict(app, address));
  }
  return opensOthers
    ? good(`the mailbox of ${address} is refused`, true)
    : unknown(`the mailbox of ${address} is refused, as any may be: none was seen to open`);
}

function unasked({ consented }: AppRegistration): Answer<true> {
  const detail = consented.includes(CONSENT)
    ? 'Entra has consented to Mail.ReadWrite, which opens every mailbox unless an access policy forbids it'
    : 'nobody to try it with';
  return unknown(
    detail,
    'Run `doctor --out-of-scope ADDRESS` with a user whose mailbox the app must not open.',
  );
}

function nobody(address: string): Answer<true> {
  return unknown(`${address} leads to no mailbox`, 'Name the address of a user with a mailbox.');
}

async function userOf(
  { directory }: AppRegistration,
  address: string,
  signal: AbortSignal,
): Promise<MailboxUser | undefined> {
  const found = await directory.findUser(address, signal);
  return found.state === 'valid' ? found.user : undefined;
}

/** Undefined where the mailbox is not ours to open. */
async function openMailbox(
  { rights }: AppRegistration,
  { id }: MailboxUser,
  signal: AbortSignal,
): Promise<FolderState[] | undefined> {
  try {
    return await rights.foldersOf(id, signal);
  } catch (error) {
    if (error instanceof ArchiveError && error.code === 'AccessDenied') return undefined;
    throw error;
  }
}

/** Exchange compares folder names without case. */
function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

// The cmdlets of learn.microsoft.com/exchange/permissions-exo/application-rbac; -App and -Identity take an application id.

function testOf(clientId: string, address = 'ADDRESS'): string {
  return `Test-ServicePrincipalAuthorization -Identity ${clientId} -Resource ${address}`;
}

function grant(clientId: string, address: string | undefined): string {
  return `In Exchange Online PowerShell: New-ManagementRoleAssignment -Role "Application ${CONSENT}" -App ${clientId} -CustomResourceScope SCOPE, with a scope that takes the mailbox in; then ${testOf(clientId, address)}. Exchange takes up to two hours to follow.`;
}

function restrict({ clientId, consented }: AppRegistration, address: string): string {
  const narrow = `In Exchange Online PowerShell, see which assignment lets it in: ${testOf(clientId, address)}. Then narrow its scope: New-ManagementScope -Name SCOPE -RecipientRestrictionFilter "…" and New-ManagementRoleAssignment -Role "Application ${CONSENT}" -App ${clientId} -CustomResourceScope SCOPE in place of the wider one. Exchange takes up to two hours to follow.`;
  if (!consented.includes(CONSENT)) return narrow;
  return `Take the consent to ${CONSENT} back in Entra, for grants add up and it opens every mailbox. ${narrow}`;
}
