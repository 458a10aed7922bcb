import * as z from 'zod';
import { ReasonGiven } from '../../events/fields.ts';
import { CommandBody, type CommandDescriptor } from '../descriptor.ts';

export const drainRunner = {
  name: 'drain_runner',
  target: 'runner',
  role: 'admin',
  path: 'runners/:runner/drain',
  summary: 'Drain a runner for maintenance: running jobs continue to their end, and no new ones are claimed',
  body: {
    name: 'Command',
    schema: CommandBody,
    isRequired: false,
    examples: { with_reason: { reason: 'new kernel at noon' } },
  },
  message: 'Runner is draining',
  accepted: 'drain_requested',
  event: {
    description: 'A person asked a runner to claim nothing more; its current attempts continue.',
    data: z.object({ reason: ReasonGiven }),
    example: { reason: 'new kernel at noon' },
  },
  refused: null,
  unchanged: 'The runner was draining or drained already.',
  effects: [],
  refusals: {},
  text: {
    label: 'Drain',
    verb: 'drain the runner',
    ongoing: 'Draining',
    past: 'Began to drain the runner',
    asked: 'began to drain the runner',
  },
  icon: 'circle-pause',
} as const satisfies CommandDescriptor;
