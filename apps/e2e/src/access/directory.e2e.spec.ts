import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@reprise/local-servers';
import { oidcServer, type OidcServer } from '@reprise/testing';
import type { Browser, Page } from 'playwright-core';
import type { Lab } from '../lab.ts';
import { AccessPages } from '../pages/access-pages.ts';
import { openBrowser } from '../pages/browser.ts';
import { newPerson, PASSWORD, startAtLocalhost } from './access-lab.ts';

const cleo = { name: 'Cleo Marin', email: 'cleo@lab.example', groups: ['lab'] };
const guest = { name: 'A guest', email: 'guest@other.example', groups: ['visitors'] };

describe('a person of the directory', () => {
  const folder = mkdtempSync(join(tmpdir(), 'reprise-directory-'));
  let directory: OidcServer;
  let lab: Lab;
  let url: string;
  let browser: Browser;
  let page: Page;
  let access: AccessPages;
  beforeAll(async () => {
    const port = await freePort();
    directory = await oidcServer(`http://localhost:${String(port)}`, { cleo, guest });
    await directory.start();
    const secretFile = join(folder, 'client.secret');
    writeFileSync(secretFile, directory.clientSecret, { mode: 0o600 });
    const settings = {
      ...{ REPRISE_OIDC_ISSUER: directory.issuer, REPRISE_OIDC_CLIENT_ID: directory.clientId },
      ...{ REPRISE_OIDC_CLIENT_SECRET_FILE: secretFile, REPRISE_OIDC_ROLES: 'lab=operator,heads=admin' },
      REPRISE_OIDC_LABEL: 'Sign in with Lab ID',
    };
    let link: string;
    [{ lab, url, link }, browser] = await Promise.all([startAtLocalhost(settings, port), openBrowser()]);
    const first = await newPerson(browser);
    await first.page.goto(link);
    await new AccessPages(first.page).makeFirstAdmin('Ana Ruiz', 'ana@lab.example', PASSWORD);
    await new AccessPages(first.page).heading('Sign in without a password next time');
  });
  beforeEach(async () => {
    ({ page } = await newPerson(browser));
    access = new AccessPages(page);
  });
  afterAll(async () => {
    await browser.close();
    await lab.stop();
    await directory.stop();
    rmSync(folder, { recursive: true });
  });

  async function signInAs(login: string): Promise<void> {
    await page.getByRole('link', { name: 'Sign in with Lab ID' }).click();
    await page.locator('input[name=login]').fill(login);
    await page.locator('input[name=password]').fill('any');
    await page.locator('[type=submit]').first().click();
  }

  it('signs in without an account made before, with the role of the groups, where the address points', async () => {
    await page.goto(`${url}/audit?q=tube`);
    await signInAs('cleo');
    await access.heading('Audit');
    expect(page.url()).toBe(`${url}/audit?q=tube`);
    await access.says('Cleo Marin');
    await access.says('Operator');
    await access.pick('Account');
    await access.says('cleo@lab.example');
    expect(await page.getByRole('heading', { name: 'Password' }).count()).toBe(0);
  });

  it('has another role at the next sign-in, once the groups say so', async () => {
    directory.setUsers({ cleo: { ...cleo, groups: ['lab', 'heads'] }, guest });
    await page.goto(url);
    await signInAs('cleo');
    await page.getByRole('link', { name: 'Users' }).waitFor();
  });

  it('is told so where no group has a role', async () => {
    await page.goto(url);
    await signInAs('guest');
    await access.says(/gives you no role in Reprise/);
  });
});
