import type { JobPageCommand } from './base/page-command.ts';

export const move = {
  isDestructive: false,
  reasons: ['Result is needed today'],
  dialog: ({ sample_name, queue }) => ({
    title: `Move ${sample_name} to another queue?`,
    lead: `It waits in queue “${queue}”.`,
    points: [
      { icon: 'clock', strong: 'It keeps its age and priority,', text: 'and waits in the line of the other queue.' },
    ],
    confirm: 'Move job',
    dismiss: 'Keep it there',
  }),
  many: () => ({
    lead: 'It applies to those that still wait.',
    points: [
      { icon: 'clock', strong: 'They keep their age and priority,', text: 'and wait in the line of the other queue.' },
    ],
  }),
  fields: [
    {
      name: 'queue',
      label: 'Queue',
      hint: 'Queues are made on the page Queue.',
      initial: (job) => job.queue,
      initialOfMany: 'default',
      choices: async (api) => (await api.queues()).items.map(({ name }) => name),
    },
  ],
  outcome: ({ sample_name, queue }) => `${sample_name} waits in queue “${queue}”`,
} satisfies JobPageCommand;
