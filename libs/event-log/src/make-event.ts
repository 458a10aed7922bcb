import { currentVersion, type AnyEvent, type DataOf, type EventType } from '@reprise/contracts';
import { batchEventId } from './ids.ts';

/** What a decider says happened, without the circumstances. */
export type Fact = { [T in EventType]: { type: T; subject: string; data: DataOf<T> } }[EventType];

/** The circumstances of a command's events: who, when, from where, because of what. */
export interface EventContext {
  /** Of the first event; the others derive theirs from it. */
  readonly id: string;
  /** UTC, ISO 8601 with milliseconds. */
  readonly time: string;
  readonly actor: string;
  readonly source: string;
  readonly correlation_id: string;
  readonly causation_id: string;
  readonly traceparent?: string | undefined;
}

/** Makes whole events of a decision's facts. */
export function makeEvents(facts: readonly Fact[], context: EventContext): AnyEvent[] {
  return facts.map((fact, index) => ({
    ...context,
    ...fact,
    id: batchEventId(context.id, index),
    version: currentVersion(fact.type),
  }));
}

/** Makes one whole event. */
export const makeEvent = <F extends Fact>(fact: F, context: EventContext): Extract<AnyEvent, { type: F['type'] }> =>
  makeEvents([fact], context)[0] as Extract<AnyEvent, { type: F['type'] }>;
