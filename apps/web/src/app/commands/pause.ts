import type { JobPageCommand } from './page-command.ts';

export const pause = {
  key: 'p',
  isRed: false,
  isDestructive: false,
  pendingAction: 'pausing',
  reasons: ['Node is needed', 'Maintenance'],
  dialog: ({ sample_name, current_step }) => ({
    title: `Pause ${sample_name}?`,
    lead: `It stops where it is${current_step ? `, at ${current_step},` : ''} and goes on from there when you unpause it.`,
    points: [
      {
        icon: 'circle-pause',
        strong: 'No process of it runs,',
        text: 'so its cores are free. Its memory and slot stay taken.',
      },
      {
        icon: 'triangle-alert',
        strong: 'Time limits go on counting:',
        text: 'a step with a time limit can fail after a long pause. Tasks on a cluster or in a cloud go on.',
      },
    ],
    confirm: 'Pause job',
    dismiss: 'Keep running',
  }),
  outcome: ({ sample_name, status }) =>
    status === 'paused' ? `${sample_name} is paused` : `${sample_name} ended before it could be paused: ${status}`,
} satisfies JobPageCommand;
