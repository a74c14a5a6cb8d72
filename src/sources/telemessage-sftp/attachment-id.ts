import { z } from 'zod';
import { ArchiveError } from '../../domain/errors.js';

const AttachmentId = z.tuple([z.string(), z.string(), z.int().min(0), z.boolean()]);

/** Where the bytes of an attachment are: which part of which EML. `isWhole` is false where nothing came of what was sent. */
export interface AttachmentPlace {
  zip: string;
  entry: string;
  index: number;
  isWhole: boolean;
}

export function writeAttachmentId({ zip, entry, index, isWhole }: AttachmentPlace): string {
  return JSON.stringify([zip, entry, index, isWhole]);
}

/** Throws AttachmentUnavailable where the id is none of ours. */
export function readAttachmentId(id: string): AttachmentPlace {
  try {
    const [zip, entry, index, isWhole] = AttachmentId.parse(JSON.parse(id));
    return { zip, entry, index, isWhole };
  } catch {
    throw new ArchiveError('AttachmentUnavailable', 'An attachment cannot be found by the id of its record.');
  }
}
