import type { BrowserContext, Page } from 'playwright-core';
import type { AccessPages } from '../../pages/access-pages.ts';
import { exomeAt } from '../../showroom/exome.ts';
import type { SharedLab } from '../shared-lab.ts';

/** Tests of two users with different roles at the same time. */
export function roles(shared: SharedLab): void {
  let context: BrowserContext;
  let ana: Page;
  let vera: Page;
  let admin: AccessPages;
  let viewer: AccessPages;
  beforeAll(async () => {
    ({ page: ana, access: admin } = await shared.admin());
    ({ context, page: vera, access: viewer } = await shared.addPerson('Vera Holm', 'vera@lab.example', 'viewer'));
  });
  afterAll(() => context.close());

  it('see the same job, and only one of them can cancel it', async () => {
    const { lab, url } = shared;
    const { job_id } = await lab.api.submit({
      pipeline: 'simulated-exome',
      sample_name: 'PAT-1',
      params: { simulation: exomeAt('ALIGN') },
    });
    await Promise.all([ana, vera].map((page) => page.goto(`${url}/jobs/${job_id}`)));
    const cancelOf = (page: Page) => page.getByRole('button', { name: 'Cancel PAT-1' });
    await Promise.all([viewer.heading('PAT-1'), cancelOf(ana).waitFor()]);
    await cancelOf(vera).waitFor({ state: 'detached' });
    await cancelOf(ana).click();
    await ana.getByRole('textbox').fill('tube was swapped');
    await ana.getByRole('button', { name: 'Cancel job' }).click();
    await viewer.says('tube was swapped');
    await viewer.says('Ana Ruiz');
  });

  it('see a reason on a page without the right to it', async () => {
    const { url } = shared;
    await vera.goto(`${url}/new`);
    await viewer.heading('You may not use this page');
    await viewer.says(/needs the role operator/);
    await vera.goto(`${url}/users`);
    await viewer.says('Only admins see users');
    expect(await vera.getByRole('link', { name: 'Users' }).count()).toBe(0);
  });

  it('have the new role as soon as the admin assigns it', async () => {
    await ana.getByRole('link', { name: 'Users' }).click();
    await admin.press('Role of Vera Holm: Viewer');
    await ana.getByRole('menuitemradio', { name: /^Operator/ }).click();
    await ana.getByRole('button', { name: 'Role of Vera Holm: Operator' }).waitFor();
    await vera.goto(`${shared.url}/new`);
    await viewer.heading('New job');
  });
}
