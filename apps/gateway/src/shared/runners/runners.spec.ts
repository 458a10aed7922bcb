import { Runners } from './runners.ts';

const beat = {
  runner_id: 'runner-a',
  storage_id: 'storage-a',
  slots: 2,
  slots_taken: 1,
  nextflow_version: '24.10.0',
  holds_back: null,
  simulated: false,
  lease_ms: 15_000,
};

describe('the runners', () => {
  it('are alive during their lease, and are still shown after it', () => {
    const runners = new Runners();
    runners.receive(beat, 1_000);
    expect(runners.list(16_000)).toMatchObject([{ runner_id: 'runner-a', alive: true }]);
    expect(runners.list(16_001)).toMatchObject([{ alive: false, last_seen: '1970-01-01T00:00:01.000Z' }]);
  });

  it('are forgotten after a day of silence', () => {
    const runners = new Runners();
    runners.receive({ ...beat, host: 'node-3' }, 0);
    expect(runners.list(24 * 3600 * 1000 + 1)).toEqual([]);
  });

  it('keep their names in the history afterwards', () => {
    const runners = new Runners();
    runners.receive({ ...beat, host: 'node-3' }, 0);
    runners.list(24 * 3600 * 1000 + 1);
    expect(runners.titleOf('runner-a')).toBe('node-3 (runner-a)');
    expect(runners.named()).toEqual([{ runner_id: 'runner-a', host: 'node-3' }]);
  });

  it('have the capacity of the largest living runner, unless a runner does not report its own', () => {
    const runners = new Runners();
    expect(runners.capacity(0)).toBeNull();
    runners.receive({ ...beat, cpus: 2, memory_bytes: 8e9 }, 1_000);
    runners.receive({ ...beat, runner_id: 'runner-b', cpus: 16, memory_bytes: 4e9 }, 1_000);
    runners.receive({ ...beat, runner_id: 'runner-gone', cpus: 99, memory_bytes: 9e9 }, -20_000);
    expect(runners.capacity(2_000)).toEqual({ cpus: 16, memory_bytes: 8e9 });
    runners.receive({ ...beat, runner_id: 'runner-older' }, 2_000);
    expect(runners.capacity(2_000)).toBeNull();
  });

  it('have the Nextflow versions of the living ones, and an older runner has the single version that it reports', () => {
    const runners = new Runners();
    runners.receive({ ...beat, nextflow_versions: ['24.10.0', '25.10.4', '22.10.7'] }, 1_000);
    runners.receive({ ...beat, runner_id: 'runner-b', nextflow_version: '26.04.1' }, 1_000);
    runners.receive({ ...beat, runner_id: 'runner-gone', nextflow_version: '23.10.1' }, -20_000);
    expect(runners.nextflowVersions(2_000)).toEqual([['24.10.0', '25.10.4', '22.10.7'], ['26.04.1']]);
  });

  it('ignore messages that are not heartbeats', () => {
    const runners = new Runners();
    runners.receive({ runner_id: 7 }, 0);
    expect(runners.list(0)).toEqual([]);
  });
});
