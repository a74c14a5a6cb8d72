import type { AccessToken } from '@azure/identity';
import { untilAborted } from '../domain/until-aborted.js';

/** A token has to outlive the longest call it is sent with. */
const RENEW_AHEAD_MS = 60_000;

/** One token for all calls: calls that find none at the same time share one login. */
export class TokenSource {
  private current: AccessToken | undefined;
  private renewal: Promise<string> | undefined;

  constructor(private readonly logIn: () => Promise<AccessToken>) {}

  /** Rejects as the login does, or with the signal's reason. */
  async token(signal: AbortSignal): Promise<string> {
    if (this.current && Date.now() < this.current.expiresOnTimestamp - RENEW_AHEAD_MS)
      return this.current.token;
    this.renewal ??= this.renew();
    return untilAborted(this.renewal, signal);
  }

  /** Graph did not take this token. One that was renewed meanwhile is kept: thirty refused calls are one new login. */
  forget(token: string): void {
    if (this.current?.token === token) this.current = undefined;
  }

  private async renew(): Promise<string> {
    try {
      this.current = await this.logIn();
      return this.current.token;
    } finally {
      this.renewal = undefined;
    }
  }
}
