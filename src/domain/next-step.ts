import type { ArchiveError } from './errors.js';
import { REASONS, type ReasonCode } from './reasons.js';

/** A run repeats its calls, and a connector pauses; a command has ended. */
const NEXT_STEP_OF_A_COMMAND: Partial<Record<ReasonCode, string>> = {
  SourceUnreachable:
    'Check where `source` of the connector points to, and the network, then run the command again.',
  Throttled: 'Wait some minutes, then run the command again.',
  GraphUnreachable:
    'Check the network to Microsoft Graph (`ARCHIVER_GRAPH_URL`), then run the command again.',
  StorageUnreachable:
    'Check AZURE_STORAGE_CONNECTION_STRING and the network to Azure Storage, then run the command again.',
  StorageRefused:
    'Give the identity the roles Storage Blob Data Contributor and Storage Table Data Contributor, then run the command again.',
  GraphRefusedLogin:
    'Check AZURE_TENANT_ID, AZURE_CLIENT_ID and the certificate or secret of the app registration, then run the command again.',
  SecretMissing: 'Put a file with this name into ARCHIVER_SECRETS_DIR, then run the command again.',
  SecretInvalid:
    'Put into the secret what the connector needs there (docs/set-up.md), then run the command again.',
};

/** What a login can fail of that somebody tries to see whether it works. */
export const LOGIN_CODES = [
  'SourceRefusedLogin',
  'SourceKeyMismatch',
  'SourceUnreachable',
  'SourceAnswerInvalid',
  'Throttled',
] as const satisfies readonly ReasonCode[];

export type LoginCode = (typeof LOGIN_CODES)[number];

/** No run repeats that login, and nothing is there yet that could be resumed. */
export const NEXT_STEP_OF_A_LOGIN: Record<LoginCode, string> = {
  SourceRefusedLogin:
    'Nothing was made or changed. Correct the user name and the password or key, then try again.',
  SourceKeyMismatch:
    'Nothing was made or changed. Ask TeleMessage for the key of its SFTP server, correct `source.hostKey`, then try again.',
  SourceUnreachable:
    'Nothing was made or changed. Correct where `source` points to, or the network, then try again.',
  SourceAnswerInvalid:
    'Nothing was made or changed. Check that `source` points to TeleMessage, then try again.',
  Throttled: 'Nothing was made or changed. Wait some minutes, then try again.',
};

export function isLoginCode(code: ReasonCode): code is LoginCode {
  return LOGIN_CODES.some((each) => each === code);
}

/** What a person does about an error of a command. A next step of the error's own stands. */
export function nextStepOfCommand({ code, nextStep }: ArchiveError): string {
  return nextStep === REASONS[code].nextStep ? (NEXT_STEP_OF_A_COMMAND[code] ?? nextStep) : nextStep;
}
