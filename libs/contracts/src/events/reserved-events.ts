import { defineEvents } from './definition.ts';

/** Lifecycle events of future commands: published so that consumers can prepare for them, not appended yet. */
export const reservedEvents = defineEvents({});
