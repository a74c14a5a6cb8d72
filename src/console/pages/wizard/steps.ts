import type { Draft } from '../../../storage/drafts.js';

/** In the order in which they are done. */
export const STEPS = ['terms', 'login', 'mapping', 'microsoft365', 'schedule', 'review'] as const;

export type Step = (typeof STEPS)[number];

const IS_DONE: Record<Step, (draft: Draft) => boolean> = {
  terms: ({ terms }) => terms !== undefined,
  login: ({ login }) => login !== undefined,
  mapping: ({ mapping }) => mapping?.isAccepted ?? false,
  microsoft365: ({ rights }) => rights !== undefined,
  schedule: ({ settings }) => settings !== undefined,
  review: () => false,
};

/** Where a set-up goes on: the first step that is not done. Pure. */
export function firstOpen(draft: Draft): Step {
  return STEPS.find((step) => !IS_DONE[step](draft)) ?? 'review';
}

/** Whether a step may be opened: all before it are done. Pure. */
export function isReachable(draft: Draft, step: Step): boolean {
  return STEPS.indexOf(step) <= STEPS.indexOf(firstOpen(draft));
}

export function isDone(draft: Draft, step: Step): boolean {
  return IS_DONE[step](draft);
}

export function stepBefore(step: Step): Step | undefined {
  return STEPS[STEPS.indexOf(step) - 1];
}

export function addressOf({ id }: Pick<Draft, 'id'>, step: Step): string {
  return `/connectors/new/${id}/${step}`;
}
