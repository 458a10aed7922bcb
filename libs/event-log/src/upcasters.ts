import type { EventType } from '@reprise/contracts';

/** Turns the data of one version into that of the next. Pure. */
export type Upcaster = (data: unknown) => unknown;

/** For a type, its upcasters in order: the first turns version 1 into 2. */
export type Upcasters = Partial<Record<EventType, readonly Upcaster[]>>;

/** Ours. Every type is at version 1. */
export const upcasters: Upcasters = {};

/** The version that is written: one more than there are upcasters. */
export const currentVersion = (type: EventType, chains: Upcasters = upcasters): number =>
  1 + (chains[type]?.length ?? 0);

/** Data of a stored version as the current one. */
export const upcast = (type: EventType, version: number, data: unknown, chains: Upcasters = upcasters): unknown =>
  (chains[type] ?? []).slice(version - 1).reduce((older, next) => next(older), data);
