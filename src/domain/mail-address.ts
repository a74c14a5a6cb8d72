/** What Exchange Online takes as an SMTP address: a dot-atom of ASCII and a domain with a dot (RFC 5321 4.1.2, 4.5.3.1). */
export function isMailAddress(text: string): boolean {
  const atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
  const label = '[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
  const pattern = new RegExp(`^(?=[^@]{1,64}@)${atom}(\\.${atom})*@(${label}\\.)+${label}$`);
  return text.length <= 254 && pattern.test(text);
}
