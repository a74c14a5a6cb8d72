// @ts-check
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout these tools stand in. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * A program that a package brings.
 * @param {string} name
 */
export const nodeBin = (name) => join(root, 'node_modules', '.bin', name);
