/** In the order in which they are shown: what an area rests on stands before it. */
export const AREAS = ['settings', 'temporal', 'storage', 'source', 'graph', 'mapping'] as const;

export type Area = (typeof AREAS)[number];

export type State = 'good' | 'bad' | 'unknown';

/** One line of the check-up. */
export interface Finding {
  area: Area;
  check: string;
  state: State;
  /** What was seen: names of machines, connectors and runs, counts and codes; of people only whom the caller named. */
  detail: string;
  /** What a person is to do; null where nothing is, or where another finding says it. */
  nextStep: string | null;
  /** Workflow ids of what waits for a person, where that is what was found. */
  waiting?: string[];
}

/** What asking has shown; `value` is what later checks of the area need. */
export interface Answer<T> extends Pick<Finding, 'state' | 'detail' | 'nextStep' | 'waiting'> {
  value?: T;
}

/** `hint` is for what may be as it is meant, and that only a person can tell. */
export function good<T>(detail: string, value?: T, hint: string | null = null): Answer<T> {
  return { state: 'good', detail, nextStep: hint, ...(value !== undefined && { value }) };
}

export function bad<T>(detail: string, nextStep: string, value?: T): Answer<T> {
  return { state: 'bad', detail, nextStep, ...(value !== undefined && { value }) };
}

export function unknown<T>(detail: string, nextStep: string | null = null, value?: T): Answer<T> {
  return { state: 'unknown', detail, nextStep, ...(value !== undefined && { value }) };
}

/** Of all findings together. What is unknown and nobody's to do does not count: its cause is a finding of its own. */
export function overallState(findings: readonly Finding[]): State {
  if (findings.some(({ state }) => state === 'bad')) return 'bad';
  return findings.some(({ state, nextStep }) => state === 'unknown' && nextStep !== null)
    ? 'unknown'
    : 'good';
}
