import type { Logger } from '@temporalio/common';

const say = () => undefined;

/** For tests in which things are refused on purpose. */
export const silentLogger: Logger = { log: say, trace: say, debug: say, info: say, warn: say, error: say };
