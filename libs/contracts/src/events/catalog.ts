import type * as z from 'zod';
import type { Envelope, Recorded } from './envelope.ts';
import type { EventDefinition } from './definition.ts';
import { lifecycleDefinitions, lifecycleEvents, type LifecycleType } from './lifecycle.ts';
import { taskDefinitions, taskEvents, type TaskEventType } from './task.ts';
import { queueDefinitions, queueEvents, type QueueEventType } from './queue.ts';
import { refusedDefinitions, refusedEvents } from './refused.ts';

/** Schema of the data of every event type, current version. */
export const eventSchemas = { ...lifecycleEvents, ...taskEvents, ...refusedEvents, ...queueEvents } as const;

type Named<S extends Record<string, z.ZodType>> = {
  [T in keyof S & string]: Omit<Envelope, 'type'> & { type: T; data: z.infer<S[T]> };
}[keyof S & string];

export type LifecycleEvent = Named<typeof lifecycleEvents>;
export type TaskEvent = Named<typeof taskEvents>;
export type RefusedEvent = Named<typeof refusedEvents>;
export type QueueEvent = Named<typeof queueEvents>;
export type JobEvent = LifecycleEvent | TaskEvent | RefusedEvent;
export type AnyEvent = JobEvent | QueueEvent;

export type EventType = AnyEvent['type'];
export type DataOf<T extends EventType> = Extract<AnyEvent, { type: T }>['data'];
export type RecordedEvent = Recorded<AnyEvent>;

export type EventKind = 'life' | 'task' | 'refused' | 'queue';

/** Returns the family of an event type, which is part of its subject. */
export function kindOf(type: string): EventKind | undefined {
  if (type in lifecycleEvents) return 'life';
  if (type in taskEvents) return 'task';
  if (type in refusedEvents) return 'refused';
  if (type in queueEvents) return 'queue';
  return undefined;
}

/** Every event type. */
export const eventDefinitions: Readonly<Record<EventType, EventDefinition>> = {
  ...lifecycleDefinitions,
  ...taskDefinitions,
  ...refusedDefinitions,
  ...queueDefinitions,
};

type Typed = { type: string };

export const isLifecycle = <E extends Typed>(event: E): event is Extract<E, { type: LifecycleType }> =>
  event.type in lifecycleEvents;
export const isTaskEvent = <E extends Typed>(event: E): event is Extract<E, { type: TaskEventType }> =>
  event.type in taskEvents;
export const isQueueEvent = <E extends Typed>(event: E): event is Extract<E, { type: QueueEventType }> =>
  event.type in queueEvents;
