import { hasEnded } from '../shared/status/status.ts';
import type { JobPageCommand } from './base/page-command.ts';

export const unpause = {
  isDestructive: false,
  reasons: ['Node is free again'],
  dialog: ({ sample_name }) => ({
    title: `Unpause ${sample_name}?`,
    lead: 'It continues where it was stopped, in the same attempt.',
    points: [{ icon: 'play', strong: 'Nothing is run again:', text: 'its processes continue from where they are.' }],
    confirm: 'Unpause job',
    dismiss: 'Keep paused',
  }),
  many: () => ({
    lead: 'They continue where they were stopped, each in the same attempt.',
    points: [{ icon: 'play', strong: 'Nothing is run again:', text: 'processes continue from where they are.' }],
  }),
  outcome: (job) => {
    if (job.status === 'running') return `${job.sample_name} continues`;
    if (hasEnded(job)) return `${job.sample_name} ended meanwhile: ${job.status}`;
    return `${job.sample_name} does not continue: it is being cancelled`;
  },
} satisfies JobPageCommand;
