import type { Browser, Page } from 'playwright-core';
import type { Lab } from '../lab.ts';
import { openBrowser, openPage } from '../pages/browser.ts';

/** One Reprise and one browser page that several tests share, each with its own jobs. */
export class SharedPage {
  lab!: Lab;
  browser!: Browser;
  page!: Page;
  /** Failed requests and errors of the page: see `openPage`. */
  problems!: string[];

  async start(starting: Promise<Lab>): Promise<void> {
    [this.lab, this.browser] = await Promise.all([starting, openBrowser()]);
    ({ page: this.page, problems: this.problems } = await openPage(this.browser, this.lab.system.link));
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.lab.stop();
  }
}
