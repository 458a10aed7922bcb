import { aJob } from '../testing/views.ts';
import type { CommandFlag } from './page-command.ts';
import { pause } from './pause.ts';
import { unpause } from './unpause.ts';

const points = (...flags: CommandFlag[]) =>
  pause.dialog(aJob(), { now: 0, chosen: new Set(flags), usage: null }).points.map(({ strong }) => strong);

describe('the dialog of a pause', () => {
  it('says what goes on and what does not, by its kind', () => {
    expect(points()).toEqual(['Every process of it is frozen', 'Time limits go on counting:']);
    expect(points('drain')).toEqual(['No new task starts;', 'Time limits go on counting:']);
  });

  it('says what came of it, also where the job ended first', () => {
    expect(pause.outcome(aJob({ status: 'paused' }))).toBe('NA12878 is paused');
    expect(pause.outcome(aJob({ status: 'completed' }))).toBe('NA12878 ended before it could be paused: completed');
    expect(unpause.outcome(aJob())).toBe('NA12878 goes on');
  });
});
