import { subjectPattern } from '../subjects.ts';
import { eventDefinitions, type EventType } from './catalog.ts';
import type { Appender } from './definition.ts';

const types = Object.keys(eventDefinitions) as EventType[];

/** Services that append events of a type. */
export const appendedBy = (type: EventType): readonly Appender[] => eventDefinitions[type].appendedBy;

/** Types that are published for consumers but not appended in this release. */
export const reservedTypes: ReadonlySet<EventType> = new Set(types.filter((type) => eventDefinitions[type].isReserved));

/** Returns the subjects under which a service may append: one per type, for all jobs or queues. */
export const subjectsAppendedBy = (appender: Appender): string[] =>
  types.filter((type) => appendedBy(type).includes(appender)).map(subjectPattern);
