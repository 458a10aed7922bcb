import * as z from 'zod';
import { ReasonGiven } from '../../events/fields.ts';
import { LabelPart, Labels, LabelsInput } from '../../fields/labels.ts';
import { Reason, type CommandDescriptor } from '../descriptor.ts';

const LabelBody = z
  .strictObject({
    set: LabelsInput.optional().describe('labels to add or change, by key'),
    remove: z.array(LabelPart).max(100).optional().describe('keys of labels to remove'),
    reason: Reason,
  })
  .refine(({ set = {}, remove = [] }) => Object.keys(set).length + remove.length > 0, {
    path: ['set'],
    message: 'must name a label, or `remove` a key',
  })
  .refine(({ set = {}, remove = [] }) => !remove.some((key) => Object.hasOwn(set, key)), {
    path: ['remove'],
    message: 'must not name a key that is set too',
  });

export const label = {
  name: 'label',
  path: 'jobs/:id/label',
  role: 'operator',
  summary: 'Set and remove labels of a job',
  body: {
    name: 'Label',
    schema: LabelBody,
    isRequired: true,
    examples: {
      set: { set: { run: '2026-48', project: 'cardio' }, reason: 'second batch' },
      remove: { remove: ['project'] },
    },
  },
  message: 'Labels changed',
  accepted: 'labels_changed',
  event: {
    description: 'A person changed the labels of a job.',
    data: z.object({ from: Labels, to: Labels, reason: ReasonGiven }),
    example: { from: { run: '2026-47' }, to: { run: '2026-48', project: 'cardio' }, reason: 'second batch' },
  },
  refused: 'label_refused',
  unchanged: 'The job had these labels already.',
  bulk: true,
  effects: [],
  refusals: {
    being_cancelled: 'Cannot change the labels: the job is being cancelled.',
    too_many_labels: 'Cannot change the labels: a job has at most 20, and this one would have 21.',
  },
  text: {
    label: 'Change labels',
    verb: 'change the labels',
    ongoing: 'Changing labels',
    past: 'Changed the labels',
    asked: 'changed the labels',
    ofJobs: true,
  },
  icon: 'tag',
} as const satisfies CommandDescriptor;
