// Graph's limits as the documentation has them, each taken with some room.

/**
 * Raw attachment bytes that fit into one create: Graph takes less than 4 MB a request, base64 adds a third and the
 * body needs room (learn.microsoft.com/graph/outlook-large-attachments: below 3 MB in a single POST).
 */
export const MAX_INLINE_BYTES = 2_800_000;

/** With what goes along a create is kept below this, names and headers included: where Graph's 4 MB end is not documented. */
export const MAX_REQUEST_BYTES = 3_750_000;

/** Attachments that go along with one create. How many Graph takes is not documented, and a request of thousands not tried. */
export const MAX_INLINE_ATTACHMENTS = 100;

/** A create above this is not sent: Graph would refuse it with 413. */
export const MAX_CREATE_BYTES = 4_000_000;

/** Of an upload session, each in one request: "up to 4 MB" (the same page). */
export const SLICE_BYTES = 3_145_728;

/** The SDK has no deadline of its own. A look-up is short, a create or a slice carries up to 4 MB. */
export const LOOK_UP_DEADLINE_MS = 20_000;
export const CREATE_DEADLINE_MS = 45_000;
export const SLICE_DEADLINE_MS = 45_000;

/** How long a look-up waits for others to share a request with; short against the request itself. */
export const GATHER_MS = 5;
