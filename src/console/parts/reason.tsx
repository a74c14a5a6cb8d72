import type { ReasonCode } from '../../domain/reasons.js';
import { may, type User } from '../access/permissions.js';
import { PLACES, REASON_PLACES } from '../reason-places.js';
import type { Strings } from '../strings/index.js';
import { Words } from './words.js';

interface ReasonProps {
  code: ReasonCode;
  strings: Strings;
}

/** A reason in a sentence, and its code, by which documents and reports name it. */
export function Reason({ code, strings }: ReasonProps) {
  return (
    <>
      {strings.reasons[code]} <small lang="en">{code}</small>
    </>
  );
}

/** Of which connector, and who is asking. */
export interface ReasonStepProps extends ReasonProps {
  connectorId: string;
  user: User | undefined;
}

/** What to do about a reason, and where in the console. */
export function ReasonStep({ code, connectorId, user, strings }: ReasonStepProps) {
  const places = (REASON_PLACES[code] ?? []).filter((place) => may(user, PLACES[place].permission));
  return (
    <>
      <Words text={strings.reasonSteps[code]} />
      {places.map((place) => (
        <>
          {' '}
          <a href={PLACES[place].address(connectorId)}>{strings.reasonPlaces[place]}</a>
        </>
      ))}
    </>
  );
}
