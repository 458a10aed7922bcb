import type { JobPageCommand } from './base/page-command.ts';

export const restart = {
  isDestructive: false,
  showsRun: true,
  reasons: ['Input was replaced', 'Reference was updated'],
  // Its own dialog shows the preview. This is the label.
  dialog: ({ sample_name }) => ({
    title: `Restart ${sample_name} from a step`,
    lead: 'Nothing has been done yet. This is what will happen.',
    points: [],
    confirm: 'Restart',
    dismiss: 'Keep as it is',
  }),
  outcome: ({ sample_name, status, attempt }) =>
    `${sample_name} ${status === 'pending' ? 'waits to run' : 'runs'} again from a step, attempt ${attempt}`,
} satisfies JobPageCommand;
