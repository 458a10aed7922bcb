import type { Browser, Page } from 'playwright-core';
import type { Lab } from '../lab.ts';
import { AccessPages } from '../pages/access-pages.ts';
import { openBrowser } from '../pages/browser.ts';
import { newPerson, outlive, PASSWORD, startAtLocalhost } from './access-lab.ts';

const ANA = 'ana@lab.example';

describe('a session that ends', () => {
  let lab: Lab;
  let url: string;
  let browser: Browser;
  let page: Page;
  let other: Page;
  let access: AccessPages;
  let elsewhere: AccessPages;
  beforeAll(async () => {
    let link: string;
    [{ lab, url, link }, browser] = await Promise.all([startAtLocalhost(), openBrowser()]);
    ({ page } = await newPerson(browser));
    ({ page: other } = await newPerson(browser));
    [access, elsewhere] = [new AccessPages(page), new AccessPages(other)];
    await page.goto(link);
    await access.makeFirstAdmin('Ana Ruiz', ANA, PASSWORD);
    await access.press('Not now');
  });
  afterAll(async () => {
    await browser.close();
    await lab.stop();
  });

  it('is ended from another browser, and after a new sign-in the same page is open', async () => {
    await other.goto(`${url}/audit?outcome=refused`);
    await elsewhere.signIn(ANA, PASSWORD);
    await elsewhere.heading('Audit');
    await access.pick('Sessions');
    await access.says('this one');
    await access.press(/^End the session of/);
    await elsewhere.says('Your session has ended. Sign in to go on where you were.');
    await elsewhere.signIn(ANA, PASSWORD);
    await elsewhere.heading('Audit');
    expect(new URL(other.url()).search).toBe('?outcome=refused');
  });

  it('is over at its next request once its time is up, while another one goes on', async () => {
    await other.goto(`${url}/runners`);
    await elsewhere.heading('Runners');
    await outlive(lab.system.databaseUrl, ANA);
    // The page asks again every few seconds by itself: a click could come too late.
    await elsewhere.says('Your session has ended. Sign in to go on where you were.');
    await elsewhere.signIn(ANA, PASSWORD);
    await elsewhere.heading('Runners');
    await page.goto(`${url}/audit`);
    await access.heading('Audit');
  });

  it('ends everywhere at once', async () => {
    await access.pick('Sign out everywhere');
    await access.heading('Sign in');
    await elsewhere.heading('Sign in');
  });

  it('is not opened by a link with another token, and the page says what to do', async () => {
    await page.goto(`${url}/jobs?token=wrong`);
    await access.says(/This link does not sign in any more/);
    await access.signIn(ANA, PASSWORD);
    await access.heading('Jobs');
  });
});
