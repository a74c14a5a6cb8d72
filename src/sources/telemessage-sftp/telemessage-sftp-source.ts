import type { TeleMessageSftpSource } from '../../domain/connector.js';
import { ArchiveError } from '../../domain/errors.js';
import type { Refusals, Secrets } from '../secrets.js';
import type { Source } from '../source.js';

/** ZIP files of EML on an SFTP server, in the format that docs/telemessage-sftp.md assumes. */
export function openTeleMessageSftp(
  _settings: TeleMessageSftpSource,
  _secrets: Secrets,
  _refusals: Refusals,
): Source {
  throw new ArchiveError('InvalidArgument', 'source.type telemessage-sftp does not work yet.');
}
