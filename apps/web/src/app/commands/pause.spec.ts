import type { PreviewOf } from '@reprise/contracts';
import { aJob } from '../testing/views.ts';
import type { CommandFlag } from './base/page-command.ts';
import { pause, pausedText } from './pause.ts';
import { unpause } from './unpause.ts';

const points = (flags: CommandFlag[], preview: PreviewOf<'pause'> | null = null) =>
  pause.dialog(aJob(), { now: 0, chosen: new Set(flags), preview }).points;
const step = (
  name: string,
  limit_ms: number | null,
  left_ms: number | null = null,
  known = true,
  of_earlier_job = false,
) => ({
  process: name,
  step: name,
  tasks: 1,
  known,
  limit_ms,
  left_ms,
  of_earlier_job,
});

describe('the dialog for pausing a job', () => {
  it('states what continues and what does not, by the kind of pause', () => {
    const strong = (...flags: CommandFlag[]) => points(flags).map((point) => point.strong);
    expect(strong()).toEqual(['Every process of it is frozen', 'Time limits keep counting:']);
    expect(strong('drain')).toEqual(['No new task starts;', 'Time limits keep counting:']);
  });

  it('states where the job stops only if its tasks do', () => {
    const lead = (...flags: CommandFlag[]) =>
      pause.dialog(aJob({ current_step: 'Align' }), { now: 0, chosen: new Set(flags), preview: null }).lead;
    expect(lead()).toBe('It stops at Align, and continues from there when you unpause it.');
    expect(lead('drain')).toBe('It continues when you unpause it.');
  });

  it('mentions clusters until a task shows where tasks run, and none once all run beside Nextflow', () => {
    const strong = (current_step: string | null) =>
      pause
        .dialog(aJob({ current_step }), { now: 0, chosen: new Set(), preview: null })
        .points.map((each) => each.strong);
    const others = 'Tasks on Kubernetes, on clouds and on clusters that Reprise cannot query keep running,';
    expect(strong(null)).toContain(others);
    expect(strong('Align reads')).not.toContain(others);
  });

  it('states what happens to cluster jobs, and that other tasks continue', () => {
    const job = aJob({ elsewhere: ['slurm', 'k8s'], asked: ['slurm'] });
    const pointsFor = (...flags: CommandFlag[]) =>
      pause
        .dialog(job, { now: 0, chosen: new Set(flags), preview: null })
        .points.slice(2)
        .map(({ strong, text }) => `${strong} ${text}`);
    const others = 'Tasks on Kubernetes continue, whichever kind of pause it is.';
    expect(pointsFor()).toEqual(['Pending jobs on Slurm are held, and running ones are stopped.', others]);
    expect(pointsFor('drain')).toEqual([
      'Pending jobs on Slurm are held, and running ones continue to the end.',
      others,
    ]);
  });

  it('states how many cluster jobs are held and stopped by their list', () => {
    const listing = {
      name: 'slurm',
      label: 'Slurm',
      as_of: '2026-03-01T09:00:40.000Z',
      unknown: null,
      tasks: [],
      counts: [
        { phase: 'waiting' as const, state: 'PENDING', reason: 'Resources', count: 3 },
        { phase: 'running' as const, state: 'RUNNING', reason: null, count: 8 },
      ],
    };
    const pointsFor = (unknown: string | null, ...flags: CommandFlag[]) => {
      const preview = { steps: [], executors: [{ ...listing, unknown }] };
      const job = aJob({ elsewhere: ['slurm'], asked: ['slurm'] });
      const { points } = pause.dialog(job, { now: 0, chosen: new Set(flags), preview });
      return points.slice(2).map(({ strong, text }) => `${strong} ${text}`);
    };
    expect(pointsFor(null)).toEqual(['3 pending jobs on Slurm will be held, and 8 running ones will be stopped.']);
    expect(pointsFor(null, 'drain')).toEqual([
      '3 pending jobs on Slurm will be held, and 8 running ones continue to the end.',
    ]);
    expect(pointsFor('it is down')).toEqual([
      'Pending jobs on Slurm are held, and running ones are stopped.',
      'Slurm does not answer now: it is down. The job stays pausing until Slurm says that they are.',
    ]);
  });

  it.each([
    ['sge', 'SGE'],
    ['pbspro', 'PBS Pro'],
  ])('states of %s that running jobs are not stopped, and that the pause is complete after them', (name, label) => {
    const listing = {
      name,
      label,
      as_of: '2026-03-01T09:00:40.000Z',
      unknown: null,
      tasks: [],
      counts: [{ phase: 'running' as const, state: 'r', reason: null, count: 8 }],
    };
    const pointsFor = (...executors: (typeof listing)[]) => {
      const job = aJob({ elsewhere: [name], asked: [name] });
      const preview = { steps: [], executors };
      return pause.dialog(job, { now: 0, chosen: new Set(), preview }).points[2]!.text;
    };
    const goOn = `continue to the end: ${label} cannot stop them, so the job is paused once they have ended.`;
    expect(pointsFor()).toBe(`and running ones ${goOn}`);
    expect(pointsFor(listing)).toBe(`and 8 running ones ${goOn}`);
  });

  it('states that tasks on an executor without hold continue, before and during the pause', () => {
    const where = { elsewhere: ['k8s', 'slurm'], asked: ['k8s', 'slurm'] };
    const { points } = pause.dialog(aJob(where), { now: 0, chosen: new Set(), preview: null });
    expect(points.slice(2).map(({ strong, text }) => `${strong} ${text}`)).toEqual([
      'Pending jobs on Slurm are held, and running ones are stopped.',
      'Tasks on Kubernetes continue, whichever kind of pause it is.',
    ]);
    const paused = { mode: 'freeze' as const, since: '2026-03-01T09:00:00.000Z' };
    expect(pausedText({ ...where, paused, pending_action: null }, Date.parse(paused.since))).toMatch(
      / Tasks on Kubernetes continue\.$/,
    );
  });

  it('states what happens to the containers of an engine', () => {
    const pointsFor = (...flags: CommandFlag[]) => {
      const job = aJob({ elsewhere: ['docker'], asked: ['docker'] });
      const { strong, text } = pause.dialog(job, { now: 0, chosen: new Set(flags), preview: null }).points[2]!;
      return `${strong} ${text}`;
    };
    expect(pointsFor()).toBe('Containers on Docker are paused too.');
    expect(pointsFor('drain')).toBe('Containers on Docker continue to the end.');
  });

  it('names running steps with a time limit, and the pause after which the first of them fails', () => {
    const [align, call] = [step('ALIGN', 1_200_000, 480_000), step('CALL', 7_200_000, 6_000_000)];
    const warning = (...steps: PreviewOf<'pause'>['steps']) => {
      const { strong, text } = points([], { steps })[1]!;
      return `${strong} ${text}`;
    };
    expect(warning(align, step('QC', null))).toBe(
      'ALIGN has a time limit of 20 m 00 s, which keeps counting: it fails unless you unpause within 8 m 00 s.',
    );
    expect(warning(align, call)).toBe(
      'ALIGN, CALL have time limits, which keep counting: ALIGN is the first to fail, unless you unpause within 8 m 00 s.',
    );
    const earlier = step('ALIGN', 1_200_000, 480_000, true, true);
    expect(warning(earlier)).toBe(
      'ALIGN had a time limit of 20 m 00 s in an earlier job. If it has the same in this one, it fails unless you unpause within 8 m 00 s.',
    );
    expect(warning(step('QC', null))).toBe('No running step has a time limit that would keep counting.');
  });

  it('counts down the time until a limit from the moment at which it was read', () => {
    const preview = { steps: [step('ALIGN', 40_000, 31_000)] };
    const textAt = (now: number) =>
      pause.dialog(aJob(), { now, readAt: 1_000, chosen: new Set(), preview }).points[1]!.text;
    expect(textAt(1_000)).toBe('it fails unless you unpause within 31 s.');
    expect(textAt(27_000)).toBe('it fails unless you unpause within 5 s.');
    expect(textAt(32_000)).toBe('it fails, paused or not.');
  });

  it('names running steps whose limit is unknown, since the pipeline computes it', () => {
    const pointsFor = (...steps: PreviewOf<'pause'>['steps']) => {
      const { strong, text } = points([], { steps })[1]!;
      return `${strong} ${text}`;
    };
    const unknown = ['NEW', 'B', 'C', 'D', 'E'].map((name) => step(name, null, null, false));
    expect(pointsFor(unknown[0]!, step('QC', null))).toBe(
      'NEW may have a time limit that is not known yet: it keeps counting, and a task fails when it reaches its limit.',
    );
    expect(pointsFor(step('ALIGN', 1_200_000, 480_000), unknown[0]!)).toBe(
      'ALIGN has a time limit of 20 m 00 s, which keeps counting: it fails unless you unpause within 8 m 00 s. NEW may have a time limit that is not known yet.',
    );
    expect(pointsFor(...unknown)).toMatch(/^NEW, B, C and 2 others may have a time limit that is not known yet:/);
  });

  it('states during the pause its start, its costs, and what continues elsewhere', () => {
    const since = '2026-11-26T12:00:00.000Z';
    const pointsFor = (mode: 'freeze' | 'drain', elsewhere?: string[]) =>
      pausedText(aJob({ paused: { mode, since }, elsewhere, asked: ['slurm'] }), Date.parse(since));
    expect(pointsFor('freeze', ['slurm', 'k8s'])).toMatch(
      /^Paused since .+\. Every process of it is frozen and uses no processor\. Its memory and its slot stay taken\. Tasks on Kubernetes continue\.$/,
    );
    expect(pointsFor('drain', ['slurm'])).toMatch(
      /^Paused since .+\. No new task starts; running ones continue to the end, which Nextflow reports once you unpause\. Its slot stays taken\.$/,
    );
  });

  it('shows nothing without a pause, or if a cancel ends it', () => {
    const paused = { mode: 'drain', since: '2026-11-26T12:00:00.000Z' } as const;
    expect(pausedText(aJob(), 0)).toBeNull();
    expect(pausedText(aJob({ paused, pending_action: 'cancelling' }), 0)).toBeNull();
  });

  it('states its outcome, also if the job ended first', () => {
    expect(pause.outcome(aJob({ status: 'paused' }))).toBe('NA12878 is paused');
    expect(pause.outcome(aJob({ status: 'completed' }))).toBe('NA12878 ended before it could be paused: completed');
    expect(pause.outcome(aJob({ pending_action: 'cancelling' }))).toBe('NA12878 is not paused: it is being cancelled');
    expect(pause.outcome(aJob())).toBe('NA12878 is not paused: it was taken back');
    expect(unpause.outcome(aJob({ status: 'paused', pending_action: 'cancelling' }))).toBe(
      'NA12878 does not continue: it is being cancelled',
    );
    expect(unpause.outcome(aJob())).toBe('NA12878 continues');
  });
});
