import { defineEvents } from './definition.ts';

/**
 * Lifecycle events of future commands. They are published so that consumers can prepare for them, but not appended yet.
 */
export const reservedEvents = defineEvents({});
