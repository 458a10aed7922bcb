import type { JobPageCommand } from './base/page-command.ts';

export const priority = {
  isDestructive: false,
  reasons: ['Result is needed today', 'Can wait'],
  dialog: ({ sample_name, queue, queue_position }) => ({
    title: `Change the priority of ${sample_name}?`,
    lead: `It is number ${queue_position ?? 1} in queue “${queue}”.`,
    points: [
      {
        icon: 'arrow-up',
        strong: 'Higher goes first.',
        text: 'Jobs of the same priority go by the order of the queue.',
      },
    ],
    confirm: 'Change priority',
    dismiss: 'Keep it',
  }),
  many: () => ({
    lead: 'It applies to those that still wait.',
    points: [
      {
        icon: 'arrow-up',
        strong: 'Higher goes first.',
        text: 'Jobs of the same priority go by the order of the queue: also these among each other.',
      },
    ],
  }),
  fields: [
    {
      name: 'priority',
      isNumber: true,
      label: 'Priority',
      hint: 'A whole number; 0 unless it was changed.',
      initial: (job) => String(job.priority),
      initialOfMany: '0',
    },
  ],
  options: [
    {
      flag: 'front',
      label: () => 'Move to the front of the queue',
      labelOfMany: 'Move all to the front of their queue',
      body: { priority: 'front' },
    },
  ],
  outcome: ({ sample_name, status, queue_position }) =>
    status === 'pending' && queue_position !== null
      ? `${sample_name} is number ${queue_position} in line`
      : `${sample_name} was started meanwhile`,
} satisfies JobPageCommand;
