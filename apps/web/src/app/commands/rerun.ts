import type { JobPageCommand } from './page-command.ts';

export const rerun = {
  key: 'R',
  isRed: false,
  isDestructive: true,
  reasons: ['Reference was updated', 'Result is in doubt'],
  dialog: (job) => ({
    title: `Rerun ${job.sample_name}?`,
    lead: 'This will delete previous results and restart from scratch. Continue?',
    points: [
      {
        icon: 'trash',
        strong: 'Deleted:',
        text: `the results of attempt ${job.attempt}, and its work dir unless you keep it.`,
      },
      { icon: 'shield-check', strong: 'Kept:', text: 'the audit trail and the attempts so far.' },
    ],
    confirm: 'Delete and rerun',
    dismiss: 'Keep results',
  }),
  option: { flag: 'keep_work_dir', label: ({ attempt }) => `Keep the work dir of attempt ${attempt}` },
  alternative: { command: 'resume', text: 'A resume would keep the finished steps.' },
  outcome: ({ sample_name, status, attempt }) =>
    `${sample_name} ${status === 'pending' ? 'waits to run' : 'runs'} again from scratch, attempt ${attempt}`,
} satisfies JobPageCommand;
