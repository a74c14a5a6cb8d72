import { CommanderError } from 'commander';
import { ArchiveError } from '../domain/errors.js';
import { REASONS, type ReasonCode } from '../domain/reasons.js';

const WRONG_INPUT: ReasonCode[] = [
  'InvalidArgument',
  'ConnectorExists',
  'ConnectorNotFound',
  'RunNotFound',
  'AccountTaken',
  'SecretMissing',
  'SecretInvalid',
];

const OUTSIDE: ReasonCode[] = [
  'SourceRefusedLogin',
  'SourceKeyMismatch',
  'SourceRefused',
  'SourceUnreachable',
  'SourceAnswerInvalid',
  'AccountMismatch',
  'Throttled',
  'GraphUnreachable',
  'GraphRefusedLogin',
  'AccessDenied',
  'DirectoryDenied',
  'StorageUnreachable',
  'StorageRefused',
  'TemporalUnreachable',
];

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

/** Thrown where a person pressed Ctrl-C. */
export class Interrupted extends Error {
  constructor(
    message: string,
    /** How to see what became of what was under way. */
    readonly nextStep: string,
  ) {
    super(message);
    this.name = 'Interrupted';
  }
}

/** 2 wrong input, 4 an outside system, 130 interrupted, 1 anything else. */
export function exitCodeOf(error: unknown): 1 | 2 | 4 | 130 {
  if (error instanceof Interrupted) return 130;
  if (error instanceof CommanderError) return 2;
  return error instanceof ArchiveError ? exitCodeFor(error.code) : 1;
}

export function exitCodeFor(reason: ReasonCode): 1 | 2 | 4 {
  if (WRONG_INPUT.includes(reason)) return 2;
  return OUTSIDE.includes(reason) ? 4 : 1;
}

export interface ErrorDescription {
  /** Stable: scripts may compare it. */
  code: string;
  /** Where several things are wrong, a line each after the first. */
  message: string;
  nextStep: string;
}

/** What happened in our words. Of an error that we did not foresee only the name: its message may quote content. */
export function describeError(error: unknown): ErrorDescription {
  if (error instanceof Interrupted) {
    return { code: 'Interrupted', message: error.message, nextStep: error.nextStep };
  }
  if (error instanceof CommanderError) return describeWrongUsage(error);
  if (error instanceof ArchiveError) {
    return { code: error.code, message: error.message, nextStep: nextStepOf(error) };
  }
  return {
    code: 'Unexpected',
    message: `${error instanceof Error ? error.name : typeof error}.`,
    nextStep: 'Run the command again with --verbose and report what it prints.',
  };
}

/** A next step of the error's own stands. */
function nextStepOf({ code, nextStep }: ArchiveError): string {
  return nextStep === REASONS[code].nextStep ? (NEXT_STEP_OF_A_COMMAND[code] ?? nextStep) : nextStep;
}

function describeWrongUsage({ code, message }: CommanderError): ErrorDescription {
  // What stands behind the = of an option that is none may be a password.
  const shown = message.replace(/^error: /, '').replaceAll(/'(-[^'=]*)=[^']*'/g, "'$1'");
  return {
    code: 'InvalidArgument',
    message: code === 'commander.help' ? 'A command is missing.' : shown,
    nextStep: '--help shows what there is.',
  };
}

/** Three lines at most: what happened with its code, which things, what to do next. The stack only under `--verbose`. */
export function errorText(error: unknown, { verbose }: { verbose: boolean }): string {
  const { code, message, nextStep } = describeError(error);
  const [what = '', ...which] = message.split('\n').map((line) => line.trim());
  return [
    `${code}: ${what}`,
    ...(which.length > 0 ? [which.join(' · ')] : []),
    `Next step: ${nextStep}`,
    ...(verbose && error instanceof Error ? [error.stack ?? ''] : []),
  ].join('\n');
}
