// @ts-check

/** Something the person at the keyboard can mend: the message says what and how, a stack would say nothing more. */
export class PreparationError extends Error {
  /** @override */
  name = 'PreparationError';
}

/** A signal ended the work. `exitCode` is what a shell would report for it. */
export class Interrupted extends Error {
  /** @override */
  name = 'Interrupted';

  /** @param {number} exitCode */
  constructor(exitCode) {
    super('interrupted');
    this.exitCode = exitCode;
  }
}
