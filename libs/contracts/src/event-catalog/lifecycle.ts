import { commandEventsFor } from '../commands/events.ts';
import { attemptEvents } from '../events/attempt-events.ts';
import { schemasOf } from '../events/definition.ts';
import { reservedEvents } from '../events/reserved-events.ts';
import { unchangedEventsFor } from './unchanged.ts';

/** Lifecycle events, which are the input of `decide`. Each is complete in itself. */
export const lifecycleDefinitions = {
  ...commandEventsFor('job'),
  ...attemptEvents,
  ...unchangedEventsFor('job'),
  ...reservedEvents,
};

export const lifecycleEvents = schemasOf(lifecycleDefinitions);
export type LifecycleType = keyof typeof lifecycleEvents;
