/** Where the people of a connector are. */
export function peoplePath(connectorId: string): string {
  return `/connectors/${encodeURIComponent(connectorId)}/people`;
}
