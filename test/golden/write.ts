import { writeFile } from 'node:fs/promises';
import { goldenFiles } from './golden-files.js';

for (const [path, bytes] of await goldenFiles()) await writeFile(path, bytes);
