// @ts-check
import { showLive } from './live.mjs';
import { showLocalTimes } from './local-times.mjs';

// Everything works without this script; with it times are the reader's own and pages keep up by themselves.
showLocalTimes(document);
showLive(document);
