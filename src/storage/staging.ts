import type { AzureStorage } from './azure.js';
import { Blobs } from './blobs.js';

/** Content on its way from the source to the mailboxes, and the evidence of it afterwards. Names are in blob-names.ts. */
export class Staging extends Blobs {
  constructor(storage: AzureStorage) {
    super(storage, 'staging');
  }
}
