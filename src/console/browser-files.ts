import { fileURLToPath } from 'node:url';

/** The folder of what browsers load as it stands. */
export const BROWSER_FILES = fileURLToPath(new URL('browser', import.meta.url));
