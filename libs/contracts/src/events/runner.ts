import * as z from 'zod';
import { commandEventsFor } from '../commands/events.ts';
import { defineEvents, schemasOf } from './definition.ts';
import { unchangedEventsFor } from './unchanged.ts';

/** Events of runners: requests of people, and what a runner reports of itself. The subject is the id of the runner. */
export const runnerDefinitions = {
  ...commandEventsFor('runner'),
  ...unchangedEventsFor('runner'),
  ...defineEvents({
    drained: {
      says: 'A draining runner has no attempt left.',
      appendedBy: ['runner'],
      data: z.object({}),
    },
  }),
};

export const runnerEvents = schemasOf(runnerDefinitions);
export type RunnerEventType = keyof typeof runnerEvents;
