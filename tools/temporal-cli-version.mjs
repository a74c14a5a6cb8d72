// @ts-check

/** The release that is downloaded or built; `temporal-server/go.mod` pins the same one. */
export const TEMPORAL_CLI_VERSION = '1.8.2';
