import type { JobPageCommand } from './base/page-command.ts';

export const unpin = {
  isDestructive: false,
  reasons: ['Validation is over'],
  dialog: ({ sample_name }) => ({
    title: `Unpin ${sample_name}?`,
    lead: 'Retention rules apply to its files again.',
    points: [
      { icon: 'hard-drive', strong: 'Files that are old enough', text: 'are deleted the next time the rules run.' },
    ],
    confirm: 'Unpin job',
    dismiss: 'Keep pinned',
  }),
  outcome: ({ sample_name }) => `${sample_name} is not pinned any more`,
} satisfies JobPageCommand;
