import { chooseNextflow, neededNextflow, neededNextflowText, type WithNextflow } from './needed-nextflow.ts';

const VERSIONS = ['24.10.0', '22.10.7', '25.10.4', '26.04.1'];
const chosen = (job: Partial<WithNextflow>, versions = VERSIONS) =>
  chooseNextflow(neededNextflow({ mode: 'fresh', last_run: null, ...job }), versions);

describe('the Nextflow version of an attempt', () => {
  it('is the default of the runner if the job requests none, or that one', () => {
    expect(chosen({})).toBe('24.10.0');
    expect(chosen({ launch: { nextflow: '>=22.10' } })).toBe('24.10.0');
  });

  it('is the newest that matches if the default does not', () => {
    expect(chosen({ launch: { nextflow: '>=25.10' } })).toBe('26.04.1');
    expect(chosen({ launch: { nextflow: '>=25.04, <26' } })).toBe('25.10.4');
    expect(chosen({ launch: { nextflow: '22.10' } })).toBe('22.10.7');
    expect(chosen({ launch: { syntax_parser: 'v2' } })).toBe('26.04.1');
  });

  it('is missing if none matches', () => {
    expect(chosen({ launch: { nextflow: '23.10' } })).toBeNull();
    expect(chosen({ launch: { syntax_parser: 'v2' } }, ['24.10.0'])).toBeNull();
    expect(chosen({ launch: { nextflow: '<25', syntax_parser: 'v2' } })).toBeNull();
  });

  it('is, for a resume or restart, that of the previous attempt as long as it is installed', () => {
    const last_run = { nextflow_version: '22.10.7' };
    for (const mode of ['resume', 'from_step'] as const) expect(chosen({ mode, last_run })).toBe('22.10.7');
    expect(chosen({ mode: 'resume', last_run }, ['24.10.0', '25.10.4'])).toBe('24.10.0');
    expect(chosen({ mode: 'resume', last_run, launch: { nextflow: '22.10' } }, ['24.10.0'])).toBeNull();
    expect(chosen({ mode: 'fresh', last_run })).toBe('24.10.0');
    // Recorded before the version was part of the state.
    expect(chosen({ mode: 'resume', last_run: {} })).toBe('24.10.0');
  });

  it('is described in text', () => {
    const words = (launch: WithNextflow['launch']) =>
      neededNextflowText(neededNextflow({ mode: 'fresh', last_run: null, launch }));
    expect(words({ nextflow: '>=25.10' })).toBe('Nextflow >=25.10');
    expect(words({ nextflow: '25.10', syntax_parser: 'v2' })).toBe('Nextflow 25.10 with parser v2');
    expect(words({ syntax_parser: 'v2' })).toBe('Nextflow with parser v2');
  });
});
