import type { LogLevel, LogMetadata, Logger } from '@temporalio/worker';
import { pino } from 'pino';

/** What a log line may say: ids, names and counts of Temporal's, and our codes. Anything else is dropped, not masked. */
const ALLOWED = new Set([
  'activityType',
  'code',
  'frames',
  'route',
  'activityId',
  'attempt',
  'durationMs',
  'namespace',
  'runId',
  'sdkComponent',
  'taskQueue',
  'workflowId',
  'workflowType',
  'workerId',
]);

const LEVELS = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;

/** JSON lines on standard error, in the form that Temporal's runtime takes. */
export function createLogger(): Logger {
  const out = pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: false }),
  );
  const log = (level: LogLevel, message: string, meta?: LogMetadata): void =>
    out[LEVELS[level]](allowed(meta), message);
  return {
    log,
    trace: (message, meta) => log('TRACE', message, meta),
    debug: (message, meta) => log('DEBUG', message, meta),
    info: (message, meta) => log('INFO', message, meta),
    warn: (message, meta) => log('WARN', message, meta),
    error: (message, meta) => log('ERROR', message, meta),
  };
}

function allowed(meta: LogMetadata = {}): Record<string, unknown> {
  const kept = Object.entries(meta).filter(([name]) => ALLOWED.has(name));
  const { error } = meta;
  // Failures are translated before they get here: type and message hold codes and counts.
  const failure = error instanceof Error ? failureOf(error) : {};
  return { ...Object.fromEntries(kept), ...failure };
}

/** Of a failure we did not foresee the translation has left the frames of its stack; other stacks begin with a message. */
function failureOf(error: Error): Record<string, unknown> {
  const type = 'type' in error ? error.type : undefined;
  return { error: error.name, type, ...(type === 'Unexpected' && { frames: framesOf(error) }) };
}

/** Where it happened: a stack without its first line, which may hold anything. */
export function framesOf({ stack = '' }: Error): string[] {
  return stack.split('\n').filter((line) => /^\s+at /.test(line));
}
