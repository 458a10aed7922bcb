import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Lab } from '../../lab.ts';
import { SamplesheetPage } from '../../pages/samplesheet-page.ts';
import type { SharedPage } from '../shared-page.ts';

const demo = join(import.meta.dirname, '../../../../../pipelines/wes/demo');

/** Tests of a user with a samplesheet. */
export function samplesheet(shared: SharedPage): void {
  let lab: Lab;
  let page: Page;
  let problems: string[];
  beforeAll(() => {
    ({ lab, page, problems } = shared);
  });

  it('reads three errors at their cells, corrects them in the table, and submits a job for each row', async () => {
    const sheet = await SamplesheetPage.openFromNewJob(page);
    await sheet.choosePipeline(/Whole exome/);
    const reference = join(demo, 'reference/demo.fa.gz');
    const rows = [
      `RUN7-A\t${demo}/DEMO1\t${reference}\t10`,
      `RUN7-B\t${demo}/DEMO9\t${reference}\t0`,
      `?\t${demo}/DEMO2\t${reference}\t`,
    ];
    await sheet.read(['sample\tinput_dir\treference\tmin_depth', ...rows].join('\n'));
    await sheet.says('3 errors in 2 rows');
    expect(await sheet.errorAt('input_dir', 2)).toMatch(/^Does not exist: .*DEMO9$/);
    expect(await sheet.errorAt('min_depth', 2)).toBe('Must be at least 1');
    expect(await sheet.errorAt('sample', 3)).toMatch(/^Must start with a letter/);
    expect(await sheet.errorAt('input_dir', 1)).toBe('');
    expect(await sheet.maySubmit()).toBe(false);

    await sheet.edit('input_dir', 2, `${demo}/DEMO2`);
    await sheet.edit('min_depth', 2, '12');
    await sheet.says('1 error in 1 row');
    await sheet.edit('sample', 3, 'RUN7-C');
    await sheet.says('No errors');
    await sheet.fillAdvanced('Work dir', '/etc');
    await sheet.says('1 field of all rows needs a look');
    await sheet.fillAdvanced('Work dir', '');
    await sheet.fillAdvanced('Profiles', 'low_memory');
    await sheet.fillAdvanced('Priority', '7');
    await sheet.says('No errors');
    await sheet.submit(3);

    const jobs = await sheet.jobs();
    const submissions = await Promise.all(jobs.map(async (id) => (await lab.api.history(id))[0]!));
    const shared = { launch: { profiles: ['low_memory'] }, priority: 7 };
    // Other tests have already submitted jobs.
    expect((await sheet.showJobs(jobs)).toSorted()).toEqual(jobs.toSorted());
    expect(submissions.map(({ data }) => data)).toMatchObject([
      { sample_name: 'RUN7-A', params: { min_depth: 10 }, ...shared },
      { sample_name: 'RUN7-B', params: { min_depth: 12, input_dir: `${demo}/DEMO2` }, ...shared },
      { sample_name: 'RUN7-C', ...shared },
    ]);
    expect(new Set(submissions.map(({ correlation_id }) => correlation_id)).size).toBe(1);
    // The check of an invalid work dir.
    const refused = expect.stringMatching(/^422 .*\/api\/jobs\/sheet\/check$/) as string;
    expect([...new Set(problems.splice(0))]).toEqual([refused]);
  });
}
