import type { DialogText, JobPageCommand } from './page-command.ts';

const FINISH = 'Let running tasks finish first';

export const pause = {
  key: 'p',
  isRed: false,
  isDestructive: false,
  pendingAction: 'pausing',
  reasons: ['Node is needed', 'Maintenance'],
  dialog: ({ sample_name, current_step }, { chosen }) => ({
    title: `Pause ${sample_name}?`,
    lead: `It stops${current_step ? ` at ${current_step}` : ''}, and goes on from there when you unpause it.`,
    points: [chosen.has('drain') ? drained : frozen, timeLimits],
    confirm: 'Pause job',
    dismiss: 'Keep running',
  }),
  many: ({ chosen }) => ({
    lead: 'They go on from where they are when you unpause them.',
    points: [chosen.has('drain') ? drained : frozen, timeLimits],
  }),
  options: [{ flag: 'drain', label: () => FINISH, labelOfMany: FINISH, body: { mode: 'drain' } }],
  outcome: ({ sample_name, status }) =>
    status === 'paused' ? `${sample_name} is paused` : `${sample_name} ended before it could be paused: ${status}`,
} satisfies JobPageCommand;

type Point = DialogText['points'][number];

const frozen: Point = {
  icon: 'circle-pause',
  strong: 'Every process of it is frozen',
  text: 'and uses no processor. Its memory and its slot stay taken.',
};

const drained: Point = {
  icon: 'circle-pause',
  strong: 'No new task starts;',
  text: 'those that run now go on to their end. Its slot stays taken.',
};

const timeLimits: Point = {
  icon: 'triangle-alert',
  strong: 'Time limits go on counting:',
  text: 'a step that has one can fail after a long pause. Tasks on a cluster or in a cloud go on.',
};
