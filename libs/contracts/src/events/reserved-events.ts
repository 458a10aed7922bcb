import { defineEvents } from './definition.ts';

/** Lifecycle events of commands to come: published so that programs can be made for them, and appended by nothing yet. */
export const reservedEvents = defineEvents({});
