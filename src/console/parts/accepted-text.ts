import type { Connector } from '../../domain/connector.js';
import type { Strings } from '../strings/index.js';

/** Which text of the terms was accepted: `Version 2026-11, English`. Pure. */
export function acceptedText(
  { version = '', language }: Partial<Connector['termsAccepted']>,
  { terms, tag }: Strings,
): string {
  const name = language && new Intl.DisplayNames(tag, { type: 'language' }).of(language);
  return [terms.version(version), ...(name ? [name] : [])].join(', ');
}
