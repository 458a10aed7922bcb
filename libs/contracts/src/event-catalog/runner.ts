import * as z from 'zod';
import { commandEventsFor } from '../commands/events.ts';
import { defineEvents, schemasOf } from '../events/definition.ts';
import { unchangedEventsFor } from './unchanged.ts';

/** Events about runners: requests by people and reports by the runner itself. The subject is the runner id. */
export const runnerDefinitions = {
  ...commandEventsFor('runner'),
  ...unchangedEventsFor('runner'),
  ...defineEvents({
    drained: {
      description: 'A draining runner has no attempt left.',
      appendedBy: ['runner'],
      data: z.object({}),
    },
    storage_announced: {
      description:
        'A runner reported its storage, and the key that proves that it has it. If there are several keys for one storage, the first one is valid.',
      appendedBy: ['runner'],
      data: z.object({
        storage_id: z.string(),
        /** Ed25519 key as SubjectPublicKeyInfo. */
        public_key: z
          .string()
          .regex(/^[A-Za-z0-9+/]+=*$/)
          .max(200),
      }),
    },
  }),
};

export const runnerEvents = schemasOf(runnerDefinitions);
export type RunnerEventType = keyof typeof runnerEvents;
