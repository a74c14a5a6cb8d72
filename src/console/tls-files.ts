import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';

/** PEM texts. */
export interface Tls {
  cert: Buffer;
  key: Buffer;
}

export function readTls({ certPath, keyPath }: { certPath: string; keyPath: string }): Tls {
  return { cert: readFileSync(certPath), key: readFileSync(keyPath) };
}

/** What is wrong with the files that are given, in the words of the settings. */
export function tlsFaults(certPath: string | undefined, keyPath: string | undefined): string[] {
  const cert = contentOf(certPath);
  const key = contentOf(keyPath);
  const faults = [
    ...(certPath !== undefined && !cert
      ? ['ARCHIVER_CONSOLE_TLS_CERT_PATH names no file that can be read']
      : []),
    ...(keyPath !== undefined && !key
      ? ['ARCHIVER_CONSOLE_TLS_KEY_PATH names no file that can be read']
      : []),
  ];
  if (cert && key && !isPair({ cert, key })) {
    faults.push(
      'ARCHIVER_CONSOLE_TLS_KEY_PATH is not the private key of ARCHIVER_CONSOLE_TLS_CERT_PATH (both PEM files)',
    );
  }
  return faults;
}

function contentOf(path: string | undefined): Buffer | undefined {
  try {
    return path === undefined ? undefined : readFileSync(path);
  } catch {
    return undefined;
  }
}

function isPair(tls: Tls): boolean {
  try {
    createSecureContext(tls);
    return true;
  } catch {
    return false;
  }
}
