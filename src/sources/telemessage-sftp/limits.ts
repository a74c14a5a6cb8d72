const KIB = 1024;
const MIB = 1024 * KIB;
const GIB = 1024 * MIB;

/** What is taken of a drop at most, as docs/telemessage-sftp.md says, and what a worker holds of it at a time. */
export const LIMITS = {
  MAX_ZIP_BYTES: 8 * GIB,
  MAX_ZIP_FILES: 200_000,
  /** A larger one is a record that says so: one attachment is no reason to refuse the rest of its ZIP. */
  MAX_EML_BYTES: 256 * MIB,
  /** What can be staged as a stream within its deadline. */
  MAX_ORIGINAL_BYTES: 4 * GIB,
  /** Deflate packs 1,032 to 1 at most, and an attachment may well be that: what is unpacked is limited as a whole. */
  MAX_UNPACKED_BYTES: 64 * GIB,
  MAX_MANIFEST_BYTES: 32 * MIB,
  MAX_NAME_BYTES: 255,

  /** The parser keeps an object for every line and for every part: their number is its memory, whatever their size. */
  MAX_EML_LINES: 4_000_000,
  MAX_EML_PARTS: 20_000,
  MAX_EML_NESTING: 100,
  MAX_EML_HEADER_BYTES: 2 * MIB,
  /** More text than any mailbox takes as one item. */
  MAX_TEXT_BYTES: 32 * MIB,
  /** Only HTML without a plain twin is turned into text, which takes longer with the square of its open tags. */
  MAX_HTML_CHARACTERS: 8 * MIB,
  MAX_HTML_TAGS: 10_000,
  MAX_ATTACHMENTS: 2_000,
  MAX_PEOPLE: 5_000,
  /** Of a name or a subject, which patterns are held against; each could be as long as all headers. */
  MAX_NAME_CHARACTERS: 1_000,
  MAX_SUBJECT_CHARACTERS: 1_000,
  /** RFC 5321 4.5.3.1: what is longer is no address. */
  MAX_ADDRESS_CHARACTERS: 320,
  MAX_SOURCE_HEADERS: 64,
  MAX_HEADER_CHARACTERS: 4_096,

  PAGE_RECORDS: 200,
  /** A page ends early once its records are that large: several pages are in memory at a time. */
  PAGE_BYTES: 16 * MIB,
  /** Of gaps in the numbers of one day, and of faults on one page: more of them say nothing more. */
  MAX_FAULTS: 200,

  /** Of EML files being read in a worker; one alone may be as large as that. */
  EML_BYTES_AT_A_TIME: 256 * MIB,
  /** Of ZIP files kept in the temporary directory; one alone may be larger only while it is read. */
  ZIP_BYTES_KEPT: 16 * GIB,
  ZIPS_KEPT: 64,

  LOGIN_DEADLINE_MS: 20_000,
  CONNECT_DEADLINE_MS: 40_000,
  CALL_DEADLINE_MS: 30_000,
  SEGMENT_BYTES: 4 * MIB,
  SEGMENT_DEADLINE_MS: 60_000,
  SEGMENTS_AT_A_TIME: 8,
  /** How often a segment is asked for again over a new connection before the whole step is left to Temporal. */
  SEGMENT_TRIES: 4,
  SEGMENT_PAUSE_MS: 1_000,
  /** Inside the half hour that Temporal gives the staging of an item. */
  ATTACHMENT_DEADLINE_MS: 1_500_000,
} as const;
