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

export interface ReasonStepProps extends ReasonProps {
  /** Undefined for one that is no more: there is no place to go to. */
  connectorId: string | undefined;
  /** Who is asking. */
  user: User | undefined;
}

/** What to do about a reason, and where in the console. */
export function ReasonStep({ code, connectorId, user, strings }: ReasonStepProps) {
  const step = <Words text={strings.reasonSteps[code]} />;
  if (connectorId === undefined) return step;
  const places = (REASON_PLACES[code] ?? []).filter((place) => may(user, PLACES[place].permission));
  return (
    <>
      {step}
      {places.map((place) => (
        <>
          {' '}
          <a href={PLACES[place].address(connectorId)}>{strings.reasonPlaces[place]}</a>
        </>
      ))}
    </>
  );
}
