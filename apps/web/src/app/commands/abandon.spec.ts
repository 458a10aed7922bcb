import { aJob } from '../testing/views.ts';
import { abandon } from './abandon.ts';
import { menuActions } from './buttons/action-buttons.ts';

const message = 'Slurm does not answer: squeue did not answer in 10 s';
const executors = [{ name: 'slurm', message, left: [{ native_id: '812', state: 'submitted' }], left_count: null }];

describe('the dialog for abandoning a job', () => {
  it('states what is not proven, which tasks were last seen alive, and what is lost', () => {
    const job = aJob({ unproven: { since: '2026-11-30T10:00:00.000Z', executors } });
    const { title, points } = abandon.dialog(job);
    expect(title).toBe('Abandon NA12878?');
    expect(points.map(({ strong, text }) => `${strong} ${text}`)).toEqual([
      `Not proven: ${message}.`,
      'Last seen alive: 812 (submitted).',
      'Its files are locked: it cannot be resumed, restarted, rerun or cleaned until nothing of it is left. Submit another like it instead.',
      'Its slot is free. Its runner keeps asking, and ends what is left once it gets an answer.',
    ]);
  });

  it('is in the menu of a job, also during a cancel', () => {
    const cancelling = aJob({ allowed_actions: ['abandon'], pending_action: 'cancelling' });
    expect(menuActions(cancelling)).toMatchObject([{ action: 'abandon', label: 'Abandon', red: true }]);
  });
});
