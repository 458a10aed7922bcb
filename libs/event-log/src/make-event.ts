import { versionFor, type AnyEvent, type DataOf, type EventType } from '@reprise/contracts';
import { batchEventId } from './ids.ts';

/** Event as decided, before its context is added. */
export type Fact = { [T in EventType]: { type: T; subject: string; data: DataOf<T> } }[EventType];

/** Context of the events of one command: actor, time, source and cause. */
export interface EventContext {
  /** Id of the first event; the ids of the others derive from it. */
  readonly id: string;
  /** UTC, ISO 8601 with milliseconds. */
  readonly time: string;
  readonly actor: string;
  readonly source: string;
  readonly correlation_id: string;
  readonly causation_id: string;
  readonly traceparent?: string | undefined;
}

/** Returns complete events. */
export function makeEvents(facts: readonly Fact[], context: EventContext): AnyEvent[] {
  return facts.map((fact, index) => ({
    ...context,
    ...fact,
    id: batchEventId(context.id, index),
    version: versionFor(fact.type, fact.data),
  }));
}

/** Returns one complete event. */
export const makeEvent = <F extends Fact>(fact: F, context: EventContext): Extract<AnyEvent, { type: F['type'] }> =>
  makeEvents([fact], context)[0] as Extract<AnyEvent, { type: F['type'] }>;
