import * as z from 'zod';
import { ReasonGiven } from '../../events/fields.ts';
import { CommandBody, type CommandDescriptor } from '../descriptor.ts';

export const undrainRunner = {
  name: 'undrain_runner',
  target: 'runner',
  role: 'admin',
  path: 'runners/:runner/undrain',
  summary: 'Let a drained or draining runner claim jobs again',
  body: {
    name: 'Command',
    schema: CommandBody,
    isRequired: false,
    examples: { with_reason: { reason: 'maintenance is done' } },
  },
  message: 'Runner takes jobs again',
  accepted: 'undrained',
  event: {
    description: 'A person let a runner claim jobs again.',
    data: z.object({ reason: ReasonGiven }),
    example: { reason: 'maintenance is done' },
  },
  refused: null,
  unchanged: 'The runner was not draining.',
  effects: [],
  refusals: {},
  text: {
    label: 'Take jobs again',
    verb: 'let the runner take jobs again',
    ongoing: 'Taking jobs again',
    past: 'Let the runner take jobs again',
    asked: 'let the runner take jobs again',
  },
  icon: 'circle-play',
} as const satisfies CommandDescriptor;
