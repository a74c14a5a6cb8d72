import type { AccessToken, ClientSecretCredentialOptions, TokenCredential } from '@azure/identity';
import { ArchiveError } from '../domain/errors.js';
import { retryAfterMs } from '../domain/retry-after.js';

/** The app registration that writes to mailboxes. */
export interface CredentialSettings {
  tenantId: string;
  clientId: string;
  /** A PEM file with certificate and private key, or a secret that is revealed only to be sent. */
  credential: { certificatePath: string } | { clientSecret: { reveal(): string } };
  /** `https` address; one that is not Microsoft's is used as it is, without instance discovery. */
  authorityHost: string;
}

const LOGIN_DEADLINE_MS = 20_000;

type Policy = NonNullable<ClientSecretCredentialOptions['additionalPolicies']>[number]['policy'];

/** What the authority last answered; the SDK's own errors do not tell a refusal from a broken line. */
interface LastAnswer {
  isAsked: boolean;
  status?: number;
  retryAfter?: string | undefined;
}

/**
 * Logs in anew, past every cache, so that a certificate file that was replaced takes effect at the next token.
 * `scope` is the Graph resource with `/.default`. Rejects with GraphRefusedLogin, GraphUnreachable or Throttled.
 */
export async function logIn(settings: CredentialSettings, scope: string): Promise<AccessToken> {
  const answer: LastAnswer = { isAsked: false };
  try {
    const token = await (await createCredential(settings, answer)).getToken(scope);
    if (token === null) throw new TypeError('The authority gave no token.');
    return token;
  } catch (error) {
    throw loginFault(answer, error);
  }
}

async function createCredential(settings: CredentialSettings, answer: LastAnswer): Promise<TokenCredential> {
  // Half a second, which a command should not wait for that never logs in.
  const { AzureAuthorityHosts, ClientCertificateCredential, ClientSecretCredential } =
    await import('@azure/identity');
  const { tenantId, clientId, credential, authorityHost } = settings;
  const options: ClientSecretCredentialOptions = {
    authorityHost,
    disableInstanceDiscovery: !isAmong(Object.values(AzureAuthorityHosts), authorityHost),
    // Temporal repeats; three silent tries in here would outlast the deadline of the call that waits for the token.
    retryOptions: { maxRetries: 0 },
    additionalPolicies: [{ policy: recordAnswer(answer), position: 'perRetry' }],
  };
  return 'certificatePath' in credential
    ? new ClientCertificateCredential(tenantId, clientId, credential.certificatePath, options)
    : new ClientSecretCredential(tenantId, clientId, credential.clientSecret.reveal(), options);
}

/** Microsoft is not asked whether it knows a private authority: it does not, and the worker may not even reach it. */
function isAmong(microsoft: readonly string[], authorityHost: string): boolean {
  const { host } = new URL(authorityHost);
  return microsoft.some((known) => new URL(known).host === host);
}

function recordAnswer(answer: LastAnswer): Policy {
  return {
    name: 'recordAnswer',
    async sendRequest(request, next) {
      request.timeout = LOGIN_DEADLINE_MS;
      answer.isAsked = true;
      delete answer.status;
      const response = await next(request);
      answer.status = response.status;
      answer.retryAfter = response.headers.get('retry-after');
      return response;
    },
  };
}

/** Entra's description stays out of the message, for it quotes ids and addresses; its AADSTS code says enough. */
function loginFault({ isAsked, status, retryAfter }: LastAnswer, error: unknown): ArchiveError {
  const aadsts = error instanceof Error ? /AADSTS\d+/.exec(error.message)?.[0] : undefined;
  const why = [`status ${status ?? 'none'}`, aadsts].filter(Boolean).join(', ');
  if (!isAsked) {
    return new ArchiveError(
      'GraphRefusedLogin',
      'The app registration or its certificate file cannot be used.',
    );
  }
  if (status === 429) {
    const waitMs = retryAfterMs(retryAfter ?? null, Date.now());
    const options = waitMs === undefined ? {} : { retryAfterMs: waitMs };
    return new ArchiveError('Throttled', `The Entra authority throttles logins (${why}).`, options);
  }
  if (status !== undefined && status >= 400 && status < 500 && status !== 408) {
    return new ArchiveError(
      'GraphRefusedLogin',
      `The Entra authority refused the app registration (${why}).`,
    );
  }
  return new ArchiveError('GraphUnreachable', `The Entra authority gave no token (${why}).`, {
    nextStep: 'Check the network to the Entra authority (`AZURE_AUTHORITY_HOST`); the call is repeated.',
  });
}
