/** A connector as it is stored: the connector file with its defaults filled in. */
export interface Connector {
  id: string;
  displayName: string;
  source: TeleMessageSource;
  schedule: { cron: string; timezone: string; start: string; lookbackHours: number };
  mapping: { automatic: boolean };
  target: { folder: string; itemClass: string; maxItemBytes: number };
  termsAccepted: { by: string; at: string };
}

/** The TeleMessage archive site, see docs for the assumed contract. */
export interface TeleMessageSource {
  type: 'telemessage';
  product: 'whatsapp-phone-archiver' | 'whatsapp-cloud-archiver';
  url: string;
  username: string;
  /** Name of the secret, never the password. */
  passwordSecret: string;
}
