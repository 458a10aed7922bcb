import { missingNextflow } from './missing-nextflow.ts';

const runner = (storage_id: string, nextflow_versions: string[], alive = true) => ({
  storage_id,
  nextflow_versions,
  alive,
});
type Asked = Parameters<typeof missingNextflow>[0];
const job = (more: Partial<Asked> = {}): Asked => ({
  mode: 'fresh',
  last_run: null,
  results_on: null,
  launch: { nextflow: '>=25.10' },
  ...more,
});

describe('the missing Nextflow version of a waiting job', () => {
  it('is absent if a living runner has the version, or no runner lives', () => {
    expect(missingNextflow(job(), [runner('s', ['24.10.0', '25.10.4']), runner('t', ['24.10.0'])])).toBeNull();
    expect(missingNextflow(job(), [runner('s', ['24.10.0'], false)])).toBeNull();
    expect(missingNextflow(job({ launch: null }), [runner('s', ['24.10.0'])])).toBeNull();
  });

  it('is shown as the job names it', () => {
    expect(missingNextflow(job(), [runner('s', ['24.10.0']), runner('t', ['25.10.4'], false)])).toBe(
      'Nextflow >=25.10',
    );
    const strict = job({ launch: { nextflow: '25.04', syntax_parser: 'v2' } });
    expect(missingNextflow(strict, [runner('s', ['24.10.0'])])).toBe('Nextflow 25.04 with parser v2');
  });

  it("considers only runners with the job's files, or all runners for a rerun if none of those lives", () => {
    const runners = [runner('s', ['24.10.0']), runner('t', ['25.10.4'])];
    const resume = job({ mode: 'resume', last_run: { storage_id: 's' } });
    expect(missingNextflow(resume, runners)).toBe('Nextflow >=25.10');
    expect(missingNextflow(job({ results_on: 's' }), runners)).toBe('Nextflow >=25.10');
    expect(missingNextflow(job({ results_on: 'gone' }), runners)).toBeNull();
  });

  it('is absent for a resume if its runner has the version of the last attempt', () => {
    const last_run = { storage_id: 's', nextflow_version: '24.10.0' };
    expect(missingNextflow(job({ mode: 'resume', last_run }), [runner('s', ['24.10.0'])])).toBeNull();
  });
});
