import type { ArchiveError } from './errors.js';
import { REASONS, type ReasonCode } from './reasons.js';

/** A run repeats its calls; nothing repeats a command that has ended. */
const NEXT_STEP_OF_A_COMMAND: Partial<Record<ReasonCode, string>> = {
  SourceUnreachable:
    'Check where `source` of the connector points to, and the network, then run the command again.',
  Throttled: 'Wait some minutes, then run the command again.',
  GraphUnreachable:
    'Check the network to Microsoft Graph (`ARCHIVER_GRAPH_URL`), then run the command again.',
  StorageUnreachable:
    'Check AZURE_STORAGE_CONNECTION_STRING and the network to Azure Storage, then run the command again.',
};

/** What a person does about an error of a command. A next step of the error's own stands. */
export function nextStepOfCommand({ code, nextStep }: ArchiveError): string {
  return nextStep === REASONS[code].nextStep ? (NEXT_STEP_OF_A_COMMAND[code] ?? nextStep) : nextStep;
}
