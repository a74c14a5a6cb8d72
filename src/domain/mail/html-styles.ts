// Styles stand in the tags, because mail programs drop style sheets; lines and borders carry the layout, because printers
// drop backgrounds. Nothing is loaded from anywhere. What is set on a block holds for all in it, so that a message of
// many lines stays small.
const WRAP = 'overflow-wrap:anywhere;word-break:break-word';

export const PAGE =
  "margin:0;padding:20px;background:#ffffff;color:#1d2a33;font-family:'Segoe UI',Calibri,Arial,sans-serif;font-size:15px;line-height:1.45";
export const SHEET = `max-width:760px;${WRAP}`;
export const TITLE = 'margin:0 0 8px;font-size:20px;line-height:1.25;font-weight:600;color:#12503f';
export const MARKS = 'margin:0 0 10px';
export const MARK =
  'display:inline-block;margin:0 6px 4px 0;padding:1px 9px;border:1px solid #b7791f;border-radius:10px;color:#7a4d0c;font-size:13px';

export const TABLE = 'width:100%;border-collapse:collapse;table-layout:fixed';
export const LABEL =
  'width:130px;padding:2px 14px 2px 0;vertical-align:top;text-align:left;font-weight:normal;color:#56656e';
export const VALUE = 'padding:2px 0;vertical-align:top';

export const HEADING =
  'margin:24px 0 6px;padding:0 0 2px;font-size:13px;font-weight:600;color:#12503f;border-bottom:1px solid #cfd8dc;page-break-after:avoid';
export const SMALL = 'font-size:13px;color:#3c4a52';
export const ENTRY = 'margin:0 0 10px;page-break-inside:avoid';
export const ENTRY_NAME = 'font-size:15px;font-weight:600;color:#1d2a33';

const BALLOON = 'padding:10px 16px 12px;border-style:solid;border-radius:10px';
/** As phones show it: what the archived side sent stands at the right and green, what it received at the left. */
export const BALLOONS = {
  outbound: `margin:18px 0 0 64px;border-width:1px 5px 1px 1px;border-color:#a9d6bd #2f9e6e #a9d6bd #a9d6bd;background:#eef8f1;${BALLOON}`,
  inbound: `margin:18px 64px 0 0;border-width:1px 1px 1px 5px;border-color:#c9d3d9 #c9d3d9 #c9d3d9 #5d7f95;background:#f6f8f9;${BALLOON}`,
  unknown: `margin:18px 32px 0 32px;border-width:1px;border-color:#c9d3d9;background:#ffffff;${BALLOON}`,
};
export const AUTHOR = 'font-size:14px;font-weight:600;color:#12503f';
export const STATEMENT = 'margin:0;font-size:16px;font-weight:600';
export const WORDS = 'margin:6px 0 0;white-space:pre-wrap';
export const PICTURE =
  'display:block;max-width:100%;max-height:520px;border:1px solid #dfe5e8;border-radius:6px';
export const SHOWN = 'margin:8px 0 0;page-break-inside:avoid';
export const FILE =
  'margin:8px 0 0;padding:6px 12px;border:1px solid #b9c5cb;border-radius:6px;background:#ffffff;font-weight:600';
export const CAPTION = 'margin:3px 0 0;font-size:14px;font-weight:normal;color:#3c4a52';
export const WORDS_ARE = 'margin:8px 0 0;font-size:12px;font-weight:600;color:#56656e';
export const TIME = 'margin:8px 0 0;font-size:12px;color:#56656e;text-align:right';

export const QUOTE =
  'margin:8px 0 4px;padding:6px 12px 8px;border-left:4px solid #8a9ba5;background:#ffffff;color:#3c4a52;font-size:14px';
export const QUOTE_HEADING = 'font-size:12px;font-weight:600;color:#56656e';
export const QUOTE_WORDS = 'margin:3px 0 0;white-space:pre-wrap';
export const QUOTE_ID = 'margin:3px 0 0;font-size:12px;color:#56656e';
export const DETAILS = 'margin:8px 0 0';
