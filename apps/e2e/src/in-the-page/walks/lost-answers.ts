import type { Page } from 'playwright-core';
import type { Lab } from '../../lab.ts';
import type { SharedPage } from '../shared-page.ts';

/** Tests of an unreliable network. */
export function lostAnswers(shared: SharedPage): void {
  let lab: Lab;
  let page: Page;
  beforeAll(() => {
    ({ lab, page } = shared);
  });
  afterEach(() => page.context().setOffline(false));

  async function fillIn(sample: string): Promise<void> {
    await page.goto(`${lab.system.url}/new`);
    await page.getByRole('radio', { name: /Exome, simulated/ }).check();
    await page.getByLabel('Sample name').fill(sample);
  }
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const note = () => page.getByText('Reprise does not answer.');
  const jobsOf = async (sample: string) => (await lab.api.jobs()).filter(({ sample_name }) => sample_name === sample);

  it('submits a job offline, which is sent once the network is back', async () => {
    await fillIn('OFFLINE-1');
    await page.context().setOffline(true);
    await press('Submit job');
    await note().waitFor();
    expect(await jobsOf('OFFLINE-1')).toEqual([]);
    await page.context().setOffline(false);
    await page.waitForURL(/\/jobs\/[0-9a-f-]{36}/);
    expect(await jobsOf('OFFLINE-1')).toHaveLength(1);
    shared.problems.splice(0);
  });

  it('has one job after an accepted submission whose answer was lost', async () => {
    await fillIn('OFFLINE-2');
    await page.route(
      '**/api/jobs',
      async (route) => {
        await route.fetch();
        await route.abort();
      },
      { times: 1 },
    );
    await press('Submit job');
    await page.waitForURL(/\/jobs\/[0-9a-f-]{36}/);
    expect(await jobsOf('OFFLINE-2')).toHaveLength(1);
    shared.problems.splice(0);
  });
}
