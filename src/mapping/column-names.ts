/**
 * What columns are called, in the form of `nameOf`. Validity is known by its whole name: part of one (`Phone start date`)
 * may be about anything.
 */
export const COLUMN_NAMES = {
  validFrom: new RegExp(
    `^(${[
      '(valid|effective|active)?(from|since)(date)?|datefrom|(start|begin|effective)date|start|begin',
      '(gultig|gueltig)(ab|von|seit)|ab|von|seit|beginn|start(datum|tag)|beginndatum',
      '(valid[oa]|vigente)?desde|fecha(de)?(inicio|comienzo)|fechadesde|inicio|valid[oa]apartirde',
      '(valable|valide)?(depuis|apartird[ue])|date(de)?debut|debut',
      '(valid[oa])?(dal?|apartireda)|data(di)?inizio|inizio|datadecorrenza|datainicio|datadeinicio',
      '(geldig)?vanaf|geldigvan|(begin|ingangs)datum',
    ].join('|')})$`,
  ),
  validTo: new RegExp(
    `^(${[
      '(valid|effective|active)?(to|until|till|through)(date)?|dateto|enddate|end',
      '(gultig|gueltig)?bis|ende|end(datum|tag)',
      '(valid[oa]|vigente)?hasta|fecha(de)?(fin|final)|fechahasta|fin',
      '(valable|valide)?jusqu(au?|e)|datede?fin',
      '(valid[oa])?(al|finoal?)|data(di)?fine|fine',
      '(valid[oa])?ate|data(de)?(fim|final)|fim',
      '(geldig)?(tot|tm|totenmet)|einddatum|einde',
    ].join('|')})$`,
  ),
  address:
    /mail|courriel|correo|correio|postaelettronica|principalname|^upn$|^address$|(microsoft|office|[mo])365/,
  number: /mobil|movil|movel|mobiel|phone|telef|cell|celular|handy|msisdn|whatsapp|userid$|^number$/,
} as const;

/** Headings by which a time is meant, although it cannot be told which. */
export const LIKE_VALIDITY =
  /valid|gultig|gueltig|valab|vigen|vigor|geldig|effectiv|expir|ablauf|scaden|verval|(start|begin|end).*da(te|tum)/;

/** Other columns of what `mapping unmapped --format csv` writes, for admins to fill in and install. */
export const OWN_NAMES = /^(who|name|firstseen|lastseen|items|waiting|why)$/;

/** `Mobile Number`, `mobile_number` and `User.UserID` alike, and `début` as `debut`, composed or not. */
export function nameOf(heading: string): string {
  return heading
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}
