import type { Page } from 'playwright-core';

/** The page for submitting many jobs from a samplesheet. */
export class SamplesheetPage {
  readonly #page: Page;

  private constructor(page: Page) {
    this.#page = page;
  }

  static async openFromNewJob(page: Page): Promise<SamplesheetPage> {
    await page.getByRole('link', { name: 'New job' }).first().click();
    await page.getByRole('link', { name: 'Many from a samplesheet' }).click();
    await page.getByRole('heading', { name: 'Samplesheet', level: 1 }).waitFor();
    return new SamplesheetPage(page);
  }

  choosePipeline(name: RegExp): Promise<void> {
    return this.#page.getByRole('radio', { name }).check();
  }

  async read(text: string): Promise<void> {
    await this.#page.getByLabel(/^Paste the cells/).fill(text);
    await this.#page.getByRole('button', { name: 'Read the sheet' }).click();
    await this.#page.getByRole('region', { name: 'Samplesheet' }).waitFor();
  }

  /** Error text of a cell for screen readers. */
  async errorAt(column: string, row: number): Promise<string> {
    const cell = this.#cell(column, row);
    const id = await cell.getAttribute('aria-describedby');
    return id === null ? '' : (await this.#page.locator(`#${id}`).innerText()).trim();
  }

  async edit(column: string, row: number, text: string): Promise<void> {
    await this.#cell(column, row).fill(text);
    await this.#cell(column, row).press('Tab');
  }

  /** Fills in a field of the advanced section, which applies to all rows. */
  async fillAdvanced(label: string, text: string): Promise<void> {
    const advanced = this.#page.getByRole('button', { name: /^Advanced: launch options/ });
    if (await advanced.isVisible()) await advanced.click();
    await this.#page.getByLabel(label).fill(text);
    await this.#page.getByLabel(label).press('Tab');
  }

  /** Makes the jobs a batch. */
  nameBatch(name: string): Promise<void> {
    return this.#page.getByLabel(/^Name of the batch/).fill(name);
  }

  says(text: string): Promise<void> {
    return this.#page.getByText(text).first().waitFor();
  }

  maySubmit(): Promise<boolean> {
    return this.#page.getByRole('button', { name: /^Submit/, disabled: false }).isVisible();
  }

  async submit(jobs: number): Promise<void> {
    await this.#page.getByRole('button', { name: `Submit ${String(jobs)} jobs`, disabled: false }).click();
    await this.says(`${String(jobs)} jobs submitted`);
  }

  /** Ids of the jobs, in row order. */
  async jobs(): Promise<string[]> {
    const links = await this.#page.getByRole('link', { name: /^Open the job of/ }).all();
    return Promise.all(links.map(async (link) => (await link.getAttribute('href'))!.split('/').at(-1)!));
  }

  /** Opens the list of the sheet's jobs, and returns their ids in list order. */
  async showJobs(made: readonly string[]): Promise<string[]> {
    await this.#page.getByRole('link', { name: 'Show the jobs' }).click();
    await this.#page.getByRole('button', { name: 'Jobs of one samplesheet, remove filter' }).waitFor();
    const links = this.#page.getByRole('table', { name: 'Jobs' }).locator('td a[href^="/jobs/"]');
    // The filter appears before its jobs. Until then the list still has the previous ones.
    for (const id of made) await links.and(this.#page.locator(`[href="/jobs/${id}"]`)).waitFor();
    await links.nth(made.length).waitFor({ state: 'detached' });
    return links.evaluateAll((all) => all.map((link) => link.getAttribute('href')!.split('/').at(-1)!));
  }

  #cell(column: string, row: number) {
    return this.#page.getByLabel(`${column}, row ${String(row)}`, { exact: true });
  }
}
