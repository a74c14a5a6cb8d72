/** A text as an OData string literal (OData 4.01 URL conventions, 5.1.1.14.1: a quote is doubled). URL encoding comes on top. */
export function odataString(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
