import * as z from 'zod';
import { ReasonGiven } from '../../events/fields.ts';
import { RunnerSchedule } from '../../fields/runner-schedule.ts';
import { Reason, type CommandDescriptor } from '../descriptor.ts';

export const ScheduleBody = z.strictObject({
  schedule: RunnerSchedule.nullable().describe('windows in which it takes jobs; without a schedule: at any time'),
  reason: Reason,
});
export type ScheduleBody = z.infer<typeof ScheduleBody>;

const nights = {
  time_zone: 'Europe/Berlin',
  windows: [
    { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '20:00', to: '06:00' },
    { days: ['sat', 'sun'], from: '00:00', to: '00:00' },
  ],
} satisfies RunnerSchedule;

export const scheduleRunner = {
  name: 'schedule_runner',
  target: 'runner',
  role: 'admin',
  path: 'runners/:runner/schedule',
  summary: 'Set when a runner takes jobs: nights and weekends, say. Jobs running at the end of a window continue',
  body: {
    name: 'ScheduleRunner',
    schema: ScheduleBody,
    isRequired: true,
    examples: {
      nights_and_weekends: { schedule: nights, reason: 'the sequencer needs the machine by day' },
      at_any_time: { schedule: null },
    },
  },
  message: 'Schedule of the runner changed',
  accepted: 'schedule_changed',
  event: {
    description: 'A person set when a runner claims jobs; null: at any time.',
    data: z.object({ schedule: RunnerSchedule.nullable(), reason: ReasonGiven }),
    example: { schedule: nights, reason: 'the sequencer needs the machine by day' },
  },
  refused: null,
  unchanged: 'The runner had this schedule already.',
  effects: [],
  refusals: {},
  text: {
    label: 'Schedule',
    verb: 'change the schedule of the runner',
    ongoing: 'Changing the schedule',
    past: 'Changed the schedule',
    asked: 'changed the schedule of the runner',
  },
  icon: 'clock',
} as const satisfies CommandDescriptor;
