// @ts-check
import { forgetDone } from './done.mjs';
import { showLive } from './live.mjs';
import { showLocalTimes } from './local-times.mjs';
import { keepUnsent } from './unsent.mjs';

// Everything works without this script; with it times are the reader's own, pages keep up by themselves, and no form is lost.
showLocalTimes(document);
showLive(document);
keepUnsent(document);
forgetDone();
