import { Injectable } from '@nestjs/common';
import { ANONYMOUS, GATEWAY_SOURCE, NO_ACCOUNT, type AccessEvent } from '@reprise/contracts';
import { encode, makeEvent, newId, type Expectation } from '@reprise/event-log';
import type { Principal } from '../principal.ts';
import { Trail } from '../servers/trail.ts';

/** An access event as it is decided. Without `subject`, it is not about an account, invitation or approval. */
export type AccessFact = {
  [E in AccessEvent as E['type']]: { readonly type: E['type']; readonly data: E['data']; readonly subject?: string };
}[AccessEvent['type']];

/** Request or event that caused an access event. Express's `Request` has this shape. */
export interface AccessCause {
  readonly correlationId: string;
  /** Id of the command or event that caused it; default: the id of the event itself. */
  readonly causationId?: string;
  readonly traceparent?: string;
}

export interface RecordOptions {
  /** Id of the event. Events with the same id are deduplicated. */
  readonly id?: string;
  readonly expected?: Expectation;
}

/** Appends access events: sign-ins, accounts, tokens, rights, approvals. */
@Injectable()
export class AccessTrail {
  constructor(private readonly trail: Trail) {}

  /**
   * Appends an event and returns its sequence. The event must not contain secrets, or people's names or addresses.
   * @param by the sender, or the actor of a service; null if unknown
   * @throws LogUnavailableError if the log does not answer
   * @throws StreamChangedError if the log was replaced
   * @throws ConflictError if the `expected` sequence is not the last one
   */
  record(
    fact: AccessFact,
    by: Principal | string | null,
    cause: AccessCause,
    { id, expected }: RecordOptions = {},
  ): Promise<number> {
    return this.append(eventOf(fact, by, cause, id), expected);
  }

  /** Returns the event that `append` takes. Same parameters as `record`. @throws InvalidEventError */
  prepare(fact: AccessFact, by: Principal | string | null, cause: AccessCause): AccessEvent {
    const event = eventOf(fact, by, cause);
    encode(event);
    return event;
  }

  /** Throws the same errors as `record`. */
  append(event: AccessEvent, expected?: Expectation): Promise<number> {
    return this.trail.append(event, expected);
  }

  /** Throws the same errors as `Trail`. */
  assertAnswers(): Promise<void> {
    return this.trail.assertAnswers();
  }
}

function eventOf(fact: AccessFact, by: Principal | string | null, cause: AccessCause, id = newId()): AccessEvent {
  const actor = typeof by === 'string' ? by : (by?.actor ?? ANONYMOUS);
  return makeEvent(
    { ...fact, subject: fact.subject ?? NO_ACCOUNT },
    {
      id,
      actor,
      source: GATEWAY_SOURCE,
      time: new Date().toISOString(),
      traceparent: cause.traceparent,
      correlation_id: cause.correlationId,
      causation_id: cause.causationId ?? id,
    },
  );
}
