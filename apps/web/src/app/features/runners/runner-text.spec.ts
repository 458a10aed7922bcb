import type { RunnerSchedule, RunnerView } from '@reprise/contracts';
import { STARTING } from '@reprise/contracts/starting';
import { aJob, aRunner, at, NOON } from '../../testing/views.ts';
import { executorText, isolationText, measuresOf, runnerLook, scheduleText, stepText } from './runner-text.ts';

const drain = { since: at(-60), by: 'admin', reason: 'new kernel', drained_at: null };
const look = (part: Parameters<typeof aRunner>[0]) => {
  const { word, detail } = runnerLook(aRunner(part), NOON);
  return [word, detail];
};

describe('the state of a runner', () => {
  it('is the most important one: lost, drained, draining, closed, held back, or taking jobs', () => {
    const closed = { open: false, until: null };
    expect(look({ alive: false, drain, work_time: closed })).toEqual(['Not heard of', 'for 1 m 00 s']);
    expect(look({ drain: { ...drain, drained_at: at(-30) }, slots_taken: 0 })).toEqual([
      'Drained',
      expect.stringMatching(/^no attempt left, drained at /),
    ]);
    expect(look({ drain, work_time: closed })).toEqual(['Draining', 'running jobs (1 slot) continue']);
    expect(look({ work_time: closed, holds_back: 'The disk is full.' })[0]).toBe('Closed by its schedule');
    expect(look({ holds_back: 'The disk is full.' })).toEqual(['Takes no jobs', 'The disk is full.']);
    expect(look({})).toEqual(['Takes jobs', '']);
  });
});

describe('the current step of a job', () => {
  it('is the progress of the result check once its run has ended', () => {
    const job = aJob({ current_step: 'CALL' });
    const check = { job_id: job.job_id, bytes_done: 3e9, bytes_total: 41e9 };
    expect(stepText(job, aRunner())).toBe('CALL');
    expect(stepText(job, aRunner({ checking_results: [check] }))).toBe('Checking results: 3.0 GB of 41.0 GB');
  });
});

describe('the executors of a runner', () => {
  it('are those that its tasks can use, with what they hide, followed by those they cannot use', () => {
    const words = (executors: RunnerView['executors']) =>
      executorText({ executors }).map(({ text, isWarning }) => (isWarning ? `! ${text}` : text));
    const docker = { name: 'docker', problem: null, proof: 'processes' } as const;
    const slurm = { name: 'slurm', problem: null, proof: 'answers' } as const;
    expect(words([docker, slurm])).toEqual(['Tasks can use Docker, Slurm']);
    expect(words([{ ...docker, proof: 'answers' }])).toEqual([
      'Tasks can use Docker',
      '! It sees no processes of containers of Docker: only the answers of Docker prove their end',
    ]);
    expect(words([{ ...docker, name: 'podman', problem: 'newuidmap may not write' }])).toEqual([
      'Tasks cannot use Podman: newuidmap may not write',
    ]);
    expect(words([{ ...slurm, name: 'pbs' }])).toEqual([
      'Tasks can use PBS',
      '! Reprise was not tried on a real PBS, only with answers recorded elsewhere',
    ]);
    expect([words([]), words(null)]).toEqual([[], []]);
  });
});

describe('the isolation of tasks', () => {
  it('in a namespace does not reach the tasks on a cluster', () => {
    const docker = { name: 'docker', problem: null, proof: 'processes' } as const;
    const slurm = { name: 'slurm', problem: null, proof: 'answers' } as const;
    const away = { ...slurm, problem: 'there is no sbatch' };
    const isolated = 'Tasks are isolated: they run in a namespace without the files of Reprise';
    const text = (executors: Parameters<typeof executorText>[0]['executors']) =>
      isolationText({ isolation: 'namespace', executors });
    expect(text([docker, away])).toEqual({ text: isolated, isWarning: false });
    expect(text([docker, slurm])).toEqual({
      text: `${isolated}. Tasks on Slurm are not: they can read what the user of Reprise can read there`,
      isWarning: true,
    });
    expect(isolationText({ isolation: 'user', executors: [slurm] })?.isWarning).toBe(false);
    expect(isolationText({ isolation: 'none', executors: null })?.isWarning).toBe(true);
    expect(isolationText({ isolation: null, executors: null })).toBeNull();
  });
});

describe('the measures of a runner', () => {
  it('are a text and a share in use', () => {
    expect(measuresOf(aRunner())).toEqual([
      { label: 'Slots', text: '1 of 4 taken', used: 0.25 },
      { label: 'Load', text: '1.2 on 2 cores', used: 0.6 },
      { label: 'Memory', text: '3.0 GB of 8.0 GB free', used: 0.625 },
      { label: 'Disk', text: '3.4 TB of 8.0 TB free', used: expect.closeTo(0.575) as number },
    ]);
  });

  it('show no slot as taken or free before the runner knows its jobs', () => {
    const [slots] = measuresOf(aRunner({ slots_taken: 0, holds_back: STARTING }));
    expect(slots).toEqual({ label: 'Slots', text: '4, taken: not known yet', used: null });
    expect(look({ drain, slots_taken: 0, holds_back: STARTING })).toEqual(['Draining', 'running jobs continue']);
  });

  it('are omitted if an older runner does not report them', () => {
    const old = aRunner({ load: null, cpus: null, memory_bytes: null, memory_free_bytes: null, disk_bytes: null });
    expect(measuresOf(old).map(({ text }) => text)).toEqual(['1 of 4 taken', '–', '–', '–']);
  });
});

describe('the text of a schedule', () => {
  it.each<[RunnerSchedule['windows'], string]>([
    [[{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '20:00', to: '06:00' }], 'Mon to Fri 20:00–06:00'],
    [[{ days: ['sun', 'sat'], from: '00:00', to: '00:00' }], 'Sat, Sun all day'],
    [[{ days: ['mon', 'wed'], from: '08:00', to: '08:00' }], 'Mon, Wed from 08:00 for 24 h'],
    [
      [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], from: '18:00', to: '22:00' }],
      'Every day 18:00–22:00',
    ],
  ])('%j', (windows, words) => {
    expect(scheduleText({ time_zone: 'UTC', windows })).toBe(words);
  });
});
