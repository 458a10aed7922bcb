import type { EventType } from '@reprise/contracts';

/** Converts the data of one version to the next. Pure. */
export type Upcaster = (data: unknown) => unknown;

/** Upcasters of each type, in order: the first converts version 1 to 2. */
export type Upcasters = Partial<Record<EventType, readonly Upcaster[]>>;

/** Upcasters of this release. Every type is at version 1. */
export const upcasters: Upcasters = {};

/** Current version of a type: one more than it has upcasters. */
export const currentVersion = (type: EventType, chains: Upcasters = upcasters): number =>
  1 + (chains[type]?.length ?? 0);

/** Returns data of a stored version as data of the current one. */
export const upcast = (type: EventType, version: number, data: unknown, chains: Upcasters = upcasters): unknown =>
  (chains[type] ?? []).slice(version - 1).reduce((older, next) => next(older), data);
