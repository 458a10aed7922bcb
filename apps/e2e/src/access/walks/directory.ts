import type { BrowserContext, Page } from 'playwright-core';
import { AccessPages } from '../../pages/access-pages.ts';
import { newPerson } from '../access-lab.ts';
import { cleo, guest, type SharedLab } from '../shared-lab.ts';

/** Tests of a user from the directory. */
export function directory(shared: SharedLab): void {
  let context: BrowserContext;
  let page: Page;
  let access: AccessPages;
  // Before that, every user is offered the first account.
  beforeAll(() => shared.admin());
  beforeEach(async () => {
    ({ context, page } = await newPerson(shared.browser));
    access = new AccessPages(page);
  });
  afterEach(() => context.close());

  async function signInAs(login: string): Promise<void> {
    await page.getByRole('link', { name: 'Sign in with Lab ID' }).click();
    await page.locator('input[name=login]').fill(login);
    await page.locator('input[name=password]').fill('any');
    await page.locator('[type=submit]').first().click();
  }

  it('signs in without an existing account, with the role of the groups, and lands at the requested address', async () => {
    await page.goto(`${shared.url}/audit?q=tube`);
    await signInAs('cleo');
    await access.heading('Audit');
    expect(page.url()).toBe(`${shared.url}/audit?q=tube`);
    await access.says('Cleo Marin');
    await access.says('Operator');
    await access.pick('Account');
    await access.says('cleo@lab.example');
    expect(await page.getByRole('heading', { name: 'Password' }).count()).toBe(0);
  });

  it('has another role at the next sign-in after the groups changed', async () => {
    shared.directory.setUsers({ cleo: { ...cleo, groups: ['lab', 'heads'] }, guest });
    await page.goto(shared.url);
    await signInAs('cleo');
    await page.getByRole('link', { name: 'Users' }).waitFor();
  });

  it('sees the reason when no group has a role', async () => {
    await page.goto(shared.url);
    await signInAs('guest');
    await access.says(/gives you no role in Reprise/);
  });
}
