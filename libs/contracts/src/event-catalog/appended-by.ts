import { subjectPattern } from './subjects.ts';
import { eventDefinitions, type EventType } from './catalog.ts';
import { GATEWAY } from '../writers.ts';
import type { Appender } from '../events/definition.ts';

const types = Object.keys(eventDefinitions) as EventType[];

export const appenderOf = (writer: string): Appender => (writer === GATEWAY ? 'gateway' : 'runner');

/** Services that append events of a type. */
export const appendedBy = (type: EventType): readonly Appender[] => eventDefinitions[type].appendedBy;

/** Types published for consumers, but not yet appended. */
export const reservedTypes: ReadonlySet<EventType> = new Set(types.filter((type) => eventDefinitions[type].isReserved));

/**
 * Returns the subjects that a writer may append to: one per type, for all jobs or queues. A runner may only append
 * events about itself. Reserved types have no subjects.
 * @param writer `gateway`, or a runner id
 */
export const subjectsAppendedBy = (writer: string): string[] =>
  types
    .filter((type) => appendedBy(type).includes(appenderOf(writer)) && !reservedTypes.has(type))
    .map((type) => `${ofItself(subjectPattern(type), writer)}.${writer}`);

const ofItself = (pattern: string, writer: string): string =>
  writer === GATEWAY ? pattern : pattern.replace(/^reprise\.runners\.\*/, `reprise.runners.${writer}`);
