import { Inject, Injectable } from '@nestjs/common';
import { GATEWAY_SOURCE, inputDeletions, inputFilter, type InputDeletion, type InputEvent } from '@reprise/contracts';
import { encode, makeEvent, newId, type EventLog, type Fact } from '@reprise/event-log';
import type { Caller } from '../http/caller.ts';
import { wrongFields } from '../http/problem.ts';
import { Trail } from '../servers/trail.ts';
import { EVENT_LOG, SETTINGS } from '../servers/tokens.ts';
import type { GatewaySettings } from '../settings.ts';

/** Event about an upload, a sample or a named input as it is decided. */
export type InputFact = Extract<Fact, { type: InputEvent['type'] }>;

/** Author of a change: a user with a request, or a gateway itself without one. */
export type InputAuthor = Pick<Caller, 'actor'> & Partial<Pick<Caller, 'correlation_id' | 'traceparent'>>;

/** Creates and appends the events of uploads, samples and named inputs. */
@Injectable()
export class InputTrail {
  constructor(
    private readonly trail: Trail,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(SETTINGS) private readonly settings: Pick<GatewaySettings, 'reasonRequired'>,
  ) {}

  /** Returns the event that `append` takes. @throws InvalidEventError */
  prepare(fact: InputFact, { actor, correlation_id, traceparent }: InputAuthor): InputEvent {
    const id = newId();
    const cause = { correlation_id: correlation_id ?? id, causation_id: id, traceparent };
    const event = makeEvent(fact, { id, actor, source: GATEWAY_SOURCE, time: new Date().toISOString(), ...cause });
    encode(event);
    return event;
  }

  /** Appends an event unless the log already has it. Throws the same errors as `Trail`. */
  async append(event: InputEvent): Promise<void> {
    for await (const { envelope } of this.log.read(inputFilter(event.subject))) if (envelope?.id === event.id) return;
    await this.trail.append(event);
  }

  /** Throws the same errors as `Trail`. */
  assertAnswers(): Promise<void> {
    return this.trail.assertAnswers();
  }

  /**
   * @throws ProblemException if a required reason is missing
   */
  requireReason(name: InputDeletion, reason: string | undefined): void {
    if (this.settings.reasonRequired.includes(name) && !reason)
      throw wrongFields([{ field: 'reason', message: `is required to ${inputDeletions[name]}` }]);
  }
}
