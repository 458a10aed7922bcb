import type { Page } from 'playwright-core';
import type { AccessPages } from '../../pages/access-pages.ts';
import { exome } from '../../showroom/exome.ts';
import { PASSWORD } from '../access-lab.ts';
import { ANA, type SharedLab } from '../shared-lab.ts';

/** Tests of the first account, which is required to create others. */
export function firstAdmin(shared: SharedLab): void {
  let url: string;
  let page: Page;
  let access: AccessPages;

  it('is suggested, can be skipped, and can be created later', async () => {
    ({ url } = shared);
    ({ page, access } = await shared.admin());
    await access.says('Admin');
  });

  it('has its name in list, trail and audit', async () => {
    await page.getByRole('button', { name: 'All jobs', exact: true }).waitFor();
    const jobId = await page.evaluate(
      async (params) => {
        const body = JSON.stringify({ pipeline: 'simulated-exome', sample_name: 'PAT-9', params });
        const answer = await fetch('/api/jobs', {
          method: 'POST',
          body,
          headers: { 'content-type': 'application/json' },
        });
        return ((await answer.json()) as { job_id: string }).job_id;
      },
      { simulation: exome() },
    );
    await access.says('by Ana Ruiz');
    await page.goto(`${url}/jobs/${jobId}`);
    await access.says('Ana Ruiz');
    expect(await page.getByText(/user:[0-9a-f]/).count()).toBe(0);
    await page.goto(`${url}/audit`);
    await page.getByRole('row', { name: /Ana Ruiz.*Submitted/ }).waitFor();
  });

  it('signs out, and signs in again at the same address', async () => {
    await access.signOut();
    await page.goto(`${url}/audit?q=tube`);
    await access.signIn(ANA, 'wrong, this one');
    await page.getByRole('alert').waitFor();
    await access.signIn(ANA, PASSWORD);
    await access.heading('Audit');
    expect(page.url()).toBe(`${url}/audit?q=tube`);
  });
}
