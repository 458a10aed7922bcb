import type { Locator, Page } from 'playwright-core';

/** The page of a batch. */
export class BatchPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  static async openFromSheet(page: Page): Promise<BatchPage> {
    await page.getByRole('link', { name: 'Show the batch' }).click();
    return new BatchPage(page);
  }

  isNamed(name: string): Promise<void> {
    return this.#page.getByRole('heading', { name, level: 1 }).waitFor();
  }

  /** Waits until the page shows a progress such as "96 of 96 ended: 2 failed". */
  async progresses(text: string, timeout: number): Promise<void> {
    const progress = this.#page.getByRole('region', { name: 'Progress' });
    await progress
      .getByText(text, { exact: true })
      .waitFor({ timeout })
      .catch(async (error: unknown) => {
        throw new Error(`${String(error)}\nThe page reads: ${await this.#page.locator('main').innerText()}`);
      });
  }

  /** The cause of some failures. */
  failure(title: string | RegExp): Locator {
    return this.#page
      .getByRole('region', { name: 'Failures by cause' })
      .getByRole('listitem')
      .filter({ hasText: title });
  }

  /** Resumes all jobs that failed by a cause. */
  async resume(title: RegExp, jobs: number, reason: string): Promise<void> {
    const label = `Resume ${String(jobs)} jobs`;
    await this.failure(title).getByRole('button', { name: label }).click();
    const dialog = this.#page.getByRole('alertdialog', { name: `${label}?` });
    await dialog.getByLabel(/^Reason/).fill(reason);
    await dialog.getByRole('button', { name: label }).click();
  }

  cells(sample: string): Locator {
    return this.#page
      .getByRole('row')
      .filter({ has: this.#page.getByRole('link', { name: sample, exact: true }) })
      .getByRole('cell');
  }

  /** Path of the downloaded quality table. */
  async saveTable(): Promise<string> {
    const saved = this.#page.waitForEvent('download');
    await this.#page.getByRole('link', { name: 'CSV', exact: true }).click();
    return (await saved).path();
  }
}
