import type { Locator, Page } from 'playwright-core';
import { PAGE_PATIENCE_MS } from './browser.ts';

/** The samples page: uploads, and the samples detected in them. */
export class SamplesPage {
  readonly #page: Page;

  private constructor(page: Page) {
    this.#page = page;
  }

  static async openFromMenu(page: Page): Promise<SamplesPage> {
    await page.getByRole('link', { name: 'Samples' }).first().click();
    return SamplesPage.shown(page);
  }

  static async shown(page: Page): Promise<SamplesPage> {
    await page.getByRole('heading', { name: 'Samples', level: 1 }).waitFor();
    return new SamplesPage(page);
  }

  /** Selects files like the browser's file picker. */
  choose(...paths: string[]): Promise<void> {
    return this.#page.getByLabel('Choose FASTQ files').setInputFiles(paths);
  }

  file(name: string): Locator {
    return this.#page.getByRole('listitem').filter({ hasText: name });
  }

  async says(text: string | RegExp, file?: string, timeout = PAGE_PATIENCE_MS): Promise<void> {
    await (file === undefined ? this.#page : this.file(file)).getByText(text).first().waitFor({ timeout });
  }

  press(name: string): Promise<void> {
    return this.#page.getByRole('button', { name, exact: true }).click();
  }

  rename(name: string): Promise<void> {
    return this.#page.getByLabel('Sample name').fill(name);
  }
}
