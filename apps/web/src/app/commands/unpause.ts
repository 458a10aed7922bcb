import { hasEnded } from '../shared/status/status.ts';
import type { JobPageCommand } from './base/page-command.ts';

export const unpause = {
  isDestructive: false,
  reasons: ['Node is free again'],
  dialog: ({ sample_name }) => ({
    title: `Unpause ${sample_name}?`,
    lead: 'It goes on where it was stopped, in the same attempt.',
    points: [{ icon: 'play', strong: 'Nothing is run again:', text: 'its processes go on from where they are.' }],
    confirm: 'Unpause job',
    dismiss: 'Keep paused',
  }),
  many: () => ({
    lead: 'They go on where they were stopped, each in the same attempt.',
    points: [{ icon: 'play', strong: 'Nothing is run again:', text: 'processes go on from where they are.' }],
  }),
  outcome: (job) => {
    if (job.status === 'running') return `${job.sample_name} goes on`;
    if (hasEnded(job)) return `${job.sample_name} ended meanwhile: ${job.status}`;
    return `${job.sample_name} does not go on: it is being cancelled`;
  },
} satisfies JobPageCommand;
