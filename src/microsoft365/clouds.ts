/** Where a Microsoft 365 cloud is reached. A token of one cloud is worth nothing in another. */
export interface Cloud {
  /** Origin of Microsoft Graph; also the resource that a token is asked for. */
  graphUrl: string;
  /** Origin of the Entra authority that gives the tokens. */
  authorityHost: string;
}

const PUBLIC_AUTHORITY = 'https://login.microsoftonline.com';
const US_GOVERNMENT_AUTHORITY = 'https://login.microsoftonline.us';

/** From learn.microsoft.com/graph/deployments. GCC lives in the worldwide cloud. */
export const CLOUDS = {
  worldwide: { graphUrl: 'https://graph.microsoft.com', authorityHost: PUBLIC_AUTHORITY },
  gcc: { graphUrl: 'https://graph.microsoft.com', authorityHost: PUBLIC_AUTHORITY },
  'gcc-high': { graphUrl: 'https://graph.microsoft.us', authorityHost: US_GOVERNMENT_AUTHORITY },
  dod: { graphUrl: 'https://dod-graph.microsoft.us', authorityHost: US_GOVERNMENT_AUTHORITY },
} as const satisfies Record<string, Cloud>;

export type CloudName = keyof typeof CLOUDS;
