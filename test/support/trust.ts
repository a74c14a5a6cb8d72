import tls from 'node:tls';

const authorities = new Set<string>();

/**
 * Makes every TLS connection this process opens from now on trust the PEM `ca` too, with node:https and with the
 * built-in fetch. Node reads NODE_EXTRA_CA_CERTS only when it starts, and fetch takes no `ca`.
 */
export function trust(ca: string): void {
  if (authorities.size === 0) wrapCreateSecureContext();
  authorities.add(ca);
}

function wrapCreateSecureContext(): void {
  const { createSecureContext } = tls;
  tls.createSecureContext = (options) => {
    const secure = createSecureContext(options);
    for (const ca of authorities) secure.context.addCACert(ca);
    return secure;
  };
}
