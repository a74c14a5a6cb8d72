import { randomBytes, randomUUID } from 'node:crypto';

/** 32 hex digits that begin with `prefix`. */
export function newItemKey(prefix = ''): string {
  return (prefix + randomBytes(16).toString('hex')).slice(0, 32);
}

export function newId(kind: string): string {
  return `${kind}-${randomUUID()}`;
}
