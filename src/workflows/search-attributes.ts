import { defineSearchAttributeKey } from '@temporalio/common';

/** What runs are found by in the Temporal UI. Never identifiers of people: search attributes are not encrypted. */
export const ARCHIVER_CONNECTOR = defineSearchAttributeKey('ArchiverConnector', 'KEYWORD');
export const ARCHIVER_KIND = defineSearchAttributeKey('ArchiverKind', 'KEYWORD');
export const ARCHIVER_PHASE = defineSearchAttributeKey('ArchiverPhase', 'KEYWORD');
export const ARCHIVER_WINDOW_FROM = defineSearchAttributeKey('ArchiverWindowFrom', 'DATETIME');
export const ARCHIVER_WINDOW_TO = defineSearchAttributeKey('ArchiverWindowTo', 'DATETIME');
export const ARCHIVER_IMPORTED = defineSearchAttributeKey('ArchiverImported', 'INT');
export const ARCHIVER_FAILED = defineSearchAttributeKey('ArchiverFailed', 'INT');
export const ARCHIVER_NEEDS_ATTENTION = defineSearchAttributeKey('ArchiverNeedsAttention', 'BOOL');

export const ALL_SEARCH_ATTRIBUTES = [
  ARCHIVER_CONNECTOR,
  ARCHIVER_KIND,
  ARCHIVER_PHASE,
  ARCHIVER_WINDOW_FROM,
  ARCHIVER_WINDOW_TO,
  ARCHIVER_IMPORTED,
  ARCHIVER_FAILED,
  ARCHIVER_NEEDS_ATTENTION,
];

/** Set by the schedule: the time the run is for, whenever it really starts. */
export const SCHEDULED_START_TIME = defineSearchAttributeKey('TemporalScheduledStartTime', 'DATETIME');
