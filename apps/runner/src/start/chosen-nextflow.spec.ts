import type { OpenJob } from '@reprise/job';
import { InstalledNextflows } from '../base/installed-nextflows.ts';
import { chosenNextflow } from './chosen-nextflow.ts';

const nextflows = new InstalledNextflows([
  { version: '24.10.0', launcher: '/opt/usual' },
  { version: '25.10.4', launcher: '/opt/newer' },
  { version: '26.04.1', launcher: '/opt/newest' },
]);
const chosen = (job: object, environment: Record<string, string> = {}) =>
  chosenNextflow({ mode: 'fresh', last_run: null, ...job } as OpenJob, { nextflows, environment });

describe('the Nextflow of an attempt', () => {
  it('is the default, without a parser if the version has only one', () => {
    expect(chosen({})).toEqual({ version: '24.10.0', launcher: '/opt/usual', parser: null });
  });

  it("has the job's parser, or else that of the environment, or else its own", () => {
    const of25 = { launch: { nextflow: '25.10' } };
    expect(chosen(of25)).toEqual({ version: '25.10.4', launcher: '/opt/newer', parser: 'v1' });
    expect(chosen(of25, { NXF_SYNTAX_PARSER: 'v2' })).toMatchObject({ parser: 'v2' });
    expect(chosen({ launch: { nextflow: '>=26' } })).toMatchObject({ launcher: '/opt/newest', parser: 'v2' });
    const asked = { launch: { nextflow: '>=26', syntax_parser: 'v1' } };
    expect(chosen(asked, { NXF_SYNTAX_PARSER: 'v2' })).toMatchObject({ parser: 'v1' });
  });

  it('keeps version and parser of the attempt that it continues', () => {
    const last_run = { nextflow_version: '25.10.4', syntax_parser: 'v2' };
    expect(chosen({ mode: 'resume', last_run })).toMatchObject({ version: '25.10.4', parser: 'v2' });
    const gone = { nextflow_version: '25.04.1', syntax_parser: 'v1' };
    expect(chosen({ mode: 'from_step', last_run: gone, launch: { nextflow: '>=26' } })).toMatchObject({
      version: '26.04.1',
      parser: 'v1',
    });
  });

  it('is missing, with a message, if none is suitable', () => {
    expect(chosen({ launch: { nextflow: '22.10' } })).toBe(
      'This job needs Nextflow 22.10, and this runner has 24.10.0, 25.10.4, 26.04.1.',
    );
  });
});
