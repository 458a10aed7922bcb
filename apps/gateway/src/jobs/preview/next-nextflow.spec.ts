import type { Job } from '@reprise/job';
import { ignoresParams, nextNextflow } from './next-nextflow.ts';

const runner = (nextflow_versions: string[], more: object = {}) => ({
  alive: true,
  storage_id: 's',
  nextflow_versions,
  ...more,
});
const job = (nextflow_version?: string, more: object = {}, launch?: Job['launch']) =>
  ({ launch, last_run: { storage_id: 's', ...(nextflow_version && { nextflow_version }), ...more } }) as unknown as Job;

describe('the Nextflow version of the next attempt', () => {
  it('is shown when it differs, with the tasks that it finds', () => {
    expect(nextNextflow(job('24.10.0'), [runner(['26.04.1', '24.10.0'])])).toBeNull();
    expect(nextNextflow(job('23.10.1'), [runner(['24.10.0'])])).toEqual({
      ran: '23.10.1',
      next: '24.10.0',
      finds: 'none',
    });
    expect(nextNextflow(job('24.10.0'), [runner(['26.04.1']), runner(['24.10.0'])])).toBeNull();
    expect(nextNextflow(job('24.10.0'), [runner(['24.10.4'])])).toEqual({
      ran: '24.10.0',
      next: '24.10.4',
      finds: 'all',
    });
  });

  it('is shown when its tasks have other hashes', () => {
    const strict = { syntax_parser: 'v2' };
    expect(nextNextflow(job('25.04.1', strict), [runner(['25.10.4']), runner(['25.04.1'], { alive: false })])).toEqual({
      ran: '25.04.1, parser v2',
      next: '25.10.4, parser v2',
      finds: 'some',
    });
    expect(nextNextflow(job('24.10.0'), [runner(['26.04.1']), runner(['24.10.0'], { storage_id: 't' })])).toEqual({
      ran: '24.10.0',
      next: '26.04.1, parser v2',
      finds: 'some',
    });
  });

  it('is to be waited for when no runner with the files has the version that the job names, with the tasks that each would find', () => {
    const waits = (launch: Job['launch']) => nextNextflow(job('24.10.0', {}, launch), [runner(['26.08.1'])]);
    const finding = (finds: string) => ({ ran: '24.10.0', next: null, finds });
    expect(waits({ nextflow: '24.10.0' })).toEqual(finding('all'));
    expect(waits({ nextflow: '24.10' })).toEqual(finding('all'));
    expect(waits({ nextflow: '>=24.10, <26' })).toEqual(finding('some'));
  });

  it('is not shown when it is unknown', () => {
    expect(nextNextflow(job('24.10.0'), [])).toBeNull();
    expect(nextNextflow(job(), [runner(['26.04.1'])])).toBeNull();
  });
});

describe('a Nextflow that ignores parameters in the hashes of tasks', () => {
  const strict = { syntax_parser: 'v2' };
  const said = '25.04.4, parser v2';

  it("is the next attempt's version with the parser v2 before 26.04.2", () => {
    expect(ignoresParams(job('25.04.4', strict), [runner(['25.04.4', '26.04.6'])])).toBe(said);
    expect(ignoresParams(job('25.04.1', strict), [runner(['25.04.4'])])).toBe(said);
    expect(ignoresParams(job('26.04.1', strict), [runner(['26.04.1'])])).toBe('26.04.1, parser v2');
    expect(ignoresParams(job('25.04.4', { syntax_parser: 'v1' }), [runner(['25.04.4'])])).toBeNull();
    expect(ignoresParams(job('24.10.0'), [runner(['24.10.0'])])).toBeNull();
    expect(ignoresParams(job('26.04.2', strict), [runner(['26.04.2'])])).toBeNull();
    expect(ignoresParams(job('25.04.4', strict), [runner(['25.10.4'])])).toBe('25.10.4, parser v2');
  });

  it("is the last attempt's version while no runner with the files is alive", () => {
    expect(ignoresParams(job('25.04.4', strict), [])).toBe(said);
  });

  it("is the last attempt's version while the job waits for a runner that has it", () => {
    expect(ignoresParams(job('25.04.4', strict, { nextflow: '25.04' }), [runner(['24.10.0'])])).toBe(said);
  });

  it('is absent when the version uses parameters, or is unknown', () => {
    expect(ignoresParams(job('25.04.4', strict), [runner(['26.04.6'])])).toBeNull();
    expect(ignoresParams(job(), [runner(['25.04.4'])])).toBeNull();
  });
});
