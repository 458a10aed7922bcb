import type { Page } from 'playwright-core';

/** Two attempts of a job, side by side. */
export class ComparePage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Waits until these two attempts are shown. */
  async isOf(a: number, b: number): Promise<void> {
    await this.#page.waitForURL(new RegExp(`/compare\\?a=${a}&b=${b}$`));
    for (const [label, attempt] of [
      ['First attempt', a],
      ['Second attempt', b],
    ] as const)
      await this.#page
        .locator(`select[aria-label="${label}"] option:checked`, { hasText: `${attempt} ` })
        .waitFor({ state: 'attached' });
  }

  /** Names of the lines marked as different, from top to bottom. */
  async differing(): Promise<string[]> {
    return this.#page.locator('.cr:has([title=differs]) .lb b').allInnerTexts();
  }

  /** Waits until no line is marked as different. */
  findsNoDifference(): Promise<void> {
    return this.#page.getByRole('main').locator('[title=differs]').first().waitFor({ state: 'detached' });
  }

  /** Complete text of the line with this name. */
  row(name: string): Promise<string> {
    return this.#page
      .locator('.cr')
      .filter({ has: this.#page.getByText(name, { exact: true }) })
      .innerText();
  }

  choose(which: 'First attempt' | 'Second attempt', option: string): Promise<unknown> {
    return this.#page.getByRole('combobox', { name: which }).selectOption({ label: option });
  }
}
