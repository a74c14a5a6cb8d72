// @ts-check
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { Interrupted, PreparationError } from './errors.mjs';

const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
const KEPT_OUTPUT_CHARACTERS = 4000;

/**
 * Runs a program to its end, hands our signals on to it, and resolves to its exit code; 128 + n where signal n ended
 * it, as in a shell. Rejects where it cannot be started.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions & { onOutput?: (text: string) => void }} [options]
 * @returns {Promise<number>}
 */
export function runToExit(command, args, { onOutput, ...options } = {}) {
  return new Promise((resolve, reject) => {
    // First of all, for a signal that comes before we listen would end us and leave the child alone.
    const forwarding = forwardSignals((signal) => child.kill(signal));
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    child.stdout?.setEncoding('utf8').on('data', (text) => onOutput?.(text));
    child.stderr?.setEncoding('utf8').on('data', (text) => onOutput?.(text));
    child.once('error', (error) => {
      forwarding.stop();
      reject(error);
    });
    child.once('close', (code, signal) => {
      forwarding.stop();
      resolve(code ?? 128 + (signal ? constants.signals[signal] : 0));
    });
  });
}

/**
 * Runs a step of the preparation, its output on our standard error, or, with `isQuiet`, shown only where it fails.
 * Rejects with PreparationError where it fails, with Interrupted where a signal told us to stop.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, isQuiet?: boolean }} [options]
 */
export async function runStep(command, args, { isQuiet = false, ...options } = {}) {
  let output = '';
  let interruptedBy = 0;
  const notice = (/** @type {NodeJS.Signals} */ signal) => (interruptedBy = constants.signals[signal]);
  for (const signal of SIGNALS) process.on(signal, notice);
  try {
    const exitCode = await runToExit(command, args, {
      ...options,
      stdio: isQuiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 2, 2],
      onOutput: (text) => (output = (output + text).slice(-KEPT_OUTPUT_CHARACTERS)),
    });
    if (interruptedBy) throw new Interrupted(128 + interruptedBy);
    if (exitCode !== 0)
      throw new PreparationError(`${output}${command} ${args[0] ?? ''} failed with exit code ${exitCode}`);
  } finally {
    for (const signal of SIGNALS) process.off(signal, notice);
  }
}

/**
 * Ctrl-C on a terminal reaches the child without us, and twice means "at once" to many programs; everything else
 * reaches only us.
 * @param {(signal: NodeJS.Signals) => void} forward
 */
function forwardSignals(forward) {
  const isOnTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
  const onSignal = (/** @type {NodeJS.Signals} */ signal) => {
    if (signal !== 'SIGINT' || !isOnTerminal) forward(signal);
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return {
    stop: () => {
      for (const signal of SIGNALS) process.off(signal, onSignal);
    },
  };
}
