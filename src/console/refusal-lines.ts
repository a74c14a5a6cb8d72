import type { MappingRefusal } from '../operations/mapping-refusal.js';

/** Why a mapping is not installed, a sentence a line: each has its words in the language of the page. */
export function refusalLines({ message }: Pick<MappingRefusal, 'message'>): string {
  return message.replaceAll(' · ', '\n');
}
