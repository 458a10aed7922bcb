import type { JobPageCommand } from './base/page-command.ts';

export const pin = {
  isDestructive: false,
  reasons: ['Needed for validation', 'Question is open'],
  dialog: ({ sample_name }) => ({
    title: `Pin ${sample_name}?`,
    lead: 'Its files are kept until you unpin it.',
    points: [
      { icon: 'pin', strong: 'No retention rule deletes them,', text: 'and the job cannot be cleaned by hand.' },
    ],
    confirm: 'Pin job',
    dismiss: 'Not now',
  }),
  outcome: ({ sample_name }) => `${sample_name} is pinned: its files are kept`,
} satisfies JobPageCommand;
