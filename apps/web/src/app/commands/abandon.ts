import type { JobView } from '@reprise/contracts';
import { lastSeenText } from '../shared/attempt/executors/unproven-text.ts';
import type { DialogText, JobPageCommand } from './base/page-command.ts';

export const abandon = {
  isDestructive: true,
  reasons: ['The cluster was switched off', 'The node does not come back'],
  dialog: (job) => ({
    title: `Abandon ${job.sample_name}?`,
    lead: 'It ends at once, as failed. That its tasks have ended stays unproven.',
    points: [
      ...unprovenPoints(job),
      {
        icon: 'shield-x',
        strong: 'Its files are locked:',
        text: 'it cannot be resumed, restarted, rerun or cleaned until nothing of it is left. Submit another like it instead.',
      },
      {
        icon: 'server',
        strong: 'Its slot is free.',
        text: 'Its runner keeps asking, and ends what is left once it gets an answer.',
      },
    ],
    confirm: 'Abandon job',
    dismiss: 'Keep waiting',
  }),
  outcome: ({ sample_name, abandoned }) =>
    abandoned
      ? `${sample_name} was abandoned: its files are locked until nothing of it is left`
      : `${sample_name} was abandoned, and nothing of it is left`,
} satisfies JobPageCommand;

function unprovenPoints({ unproven }: JobView): DialogText['points'] {
  if (!unproven) return [];
  const lastSeen = lastSeenText(unproven.executors);
  return [
    {
      icon: 'triangle-alert',
      strong: 'Not proven:',
      text: `${unproven.executors.map(({ message }) => message).join('. ')}.`,
    },
    ...(lastSeen === '' ? [] : [{ icon: 'list', strong: 'Last seen alive:', text: `${lastSeen}.` } as const]),
  ];
}
