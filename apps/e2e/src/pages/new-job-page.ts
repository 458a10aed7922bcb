import type { Page } from 'playwright-core';
import { JobPage } from './job-page.ts';

/** The form of a new job. */
export class NewJobPage {
  readonly #page: Page;

  private constructor(page: Page) {
    this.#page = page;
  }

  static async openFromMenu(page: Page): Promise<NewJobPage> {
    await page.getByRole('link', { name: 'New job' }).first().click();
    await page.getByRole('heading', { name: 'New job', level: 1 }).waitFor();
    return new NewJobPage(page);
  }

  /**
   * Clicks a demo sample, which fills the whole form. Resolves when the form is filled, because text that is typed
   * before then would be mixed with the sample's.
   */
  async chooseDemo(name: string): Promise<void> {
    await this.#page.getByRole('button', { name }).click();
    const field = await this.#page.getByLabel('Sample name').elementHandle();
    await this.#page.waitForFunction(([input, text]) => (input as HTMLInputElement).value === text, [
      field,
      name,
    ] as const);
  }

  async start(): Promise<JobPage> {
    await this.#page.getByRole('button', { name: 'Submit job' }).click();
    await this.#page.waitForURL(/\/jobs\/[0-9a-f-]{36}/);
    return new JobPage(this.#page);
  }
}
