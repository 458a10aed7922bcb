import type * as z from 'zod';
import { accessDefinitions, accessEvents, type AccessType } from '../events/access.ts';
import type { Envelope, Recorded } from '../events/envelope.ts';
import type { EventDefinition } from '../events/definition.ts';
import { inputDefinitions, inputEvents, type InputEventType } from '../events/input.ts';
import { lifecycleDefinitions, lifecycleEvents, type LifecycleType } from './lifecycle.ts';
import { taskDefinitions, taskEvents, type TaskEventType } from '../events/task.ts';
import { queueDefinitions, queueEvents, type QueueEventType } from './queue.ts';
import { refusedDefinitions, refusedEvents } from './refused.ts';
import { runnerDefinitions, runnerEvents, type RunnerEventType } from './runner.ts';

/** Data schema of every event type, in its current version. */
export const eventSchemas = {
  ...lifecycleEvents,
  ...taskEvents,
  ...refusedEvents,
  ...queueEvents,
  ...runnerEvents,
  ...inputEvents,
  ...accessEvents,
} as const;

type Named<S extends Record<string, z.ZodType>> = {
  [T in keyof S & string]: Omit<Envelope, 'type'> & { type: T; data: z.infer<S[T]> };
}[keyof S & string];

export type LifecycleEvent = Named<typeof lifecycleEvents>;
export type TaskEvent = Named<typeof taskEvents>;
export type RefusedEvent = Named<typeof refusedEvents>;
export type QueueEvent = Named<typeof queueEvents>;
export type RunnerEvent = Named<typeof runnerEvents>;
export type InputEvent = Named<typeof inputEvents>;
export type AccessEvent = Named<typeof accessEvents>;
export type JobEvent = LifecycleEvent | TaskEvent | RefusedEvent;
export type AnyEvent = JobEvent | QueueEvent | RunnerEvent | InputEvent | AccessEvent;

export type EventType = AnyEvent['type'];
export type DataOf<T extends EventType> = Extract<AnyEvent, { type: T }>['data'];
export type RecordedEvent = Recorded<AnyEvent>;

/** Event families about jobs. */
export type JobEventKind = 'life' | 'task' | 'refused';
export type EventKind = JobEventKind | 'queue' | 'runner' | 'input' | 'access';

const kinds = new Map<string, EventKind>(
  (
    [
      ['life', lifecycleEvents],
      ['task', taskEvents],
      ['refused', refusedEvents],
      ['queue', queueEvents],
      ['runner', runnerEvents],
      ['input', inputEvents],
      ['access', accessEvents],
    ] as const
  ).flatMap(([kind, events]) => Object.keys(events).map((type) => [type, kind] as const)),
);

/** Returns the family of an event type, which is part of its subject. */
export const kindOf = (type: string): EventKind | undefined => kinds.get(type);

/** Every event type. */
export const eventDefinitions: Readonly<Record<EventType, EventDefinition>> = {
  ...lifecycleDefinitions,
  ...taskDefinitions,
  ...refusedDefinitions,
  ...queueDefinitions,
  ...runnerDefinitions,
  ...inputDefinitions,
  ...accessDefinitions,
};

type Typed = { type: string };

export const isLifecycle = <E extends Typed>(event: E): event is Extract<E, { type: LifecycleType }> =>
  kindOf(event.type) === 'life';
export const isTaskEvent = <E extends Typed>(event: E): event is Extract<E, { type: TaskEventType }> =>
  kindOf(event.type) === 'task';
export const isQueueEvent = <E extends Typed>(event: E): event is Extract<E, { type: QueueEventType }> =>
  kindOf(event.type) === 'queue';
export const isRunnerEvent = <E extends Typed>(event: E): event is Extract<E, { type: RunnerEventType }> =>
  kindOf(event.type) === 'runner';
export const isInputEvent = <E extends Typed>(event: E): event is Extract<E, { type: InputEventType }> =>
  kindOf(event.type) === 'input';
export const isAccessEvent = <E extends Typed>(event: E): event is Extract<E, { type: AccessType }> =>
  kindOf(event.type) === 'access';
const jobKinds = new Set<EventKind | undefined>(['life', 'task', 'refused'] satisfies JobEventKind[]);
/** Whether an event is about a job, in which case its subject is the job id. */
export const isJobEvent = <E extends Typed>(event: E): event is Extract<E, { type: JobEvent['type'] }> =>
  jobKinds.has(kindOf(event.type));
