import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { PAGE_PATIENCE_MS } from './browser.ts';

/** The audit trail of all jobs. */
export class AuditPage {
  readonly #page: Page;

  private constructor(page: Page) {
    this.#page = page;
  }

  static async openFromMenu(page: Page): Promise<AuditPage> {
    await page.getByRole('link', { name: 'Audit' }).first().click();
    await page.getByRole('heading', { name: 'Audit', level: 1 }).waitFor();
    return new AuditPage(page);
  }

  get query(): URLSearchParams {
    return new URL(this.#page.url()).searchParams;
  }

  async filterByPerson(name: string): Promise<void> {
    await this.#page.getByRole('button', { name: /^Person/ }).click();
    await this.#page.getByRole('menuitem', { name, exact: true }).click();
  }

  async filterByOutcome(name: string): Promise<void> {
    await this.#page.getByRole('button', { name: /^Outcome/ }).click();
    await this.#page.getByRole('menuitemcheckbox', { name }).click();
    await this.#page.keyboard.press('Escape');
  }

  /** Selects the entries to show. */
  async showEntries(name: string): Promise<void> {
    await this.#page.getByRole('button', { name: /^Show/ }).click();
    await this.#page.getByRole('menuitemradio', { name, exact: true }).click();
  }

  async clear(): Promise<void> {
    await this.#page.getByRole('button', { name: 'Clear all filters' }).click();
  }

  /** Waits until exactly these actions are listed, newest first. */
  async shows(...did: string[]): Promise<void> {
    const rows = this.#rows().locator('.c-did');
    const deadline = Date.now() + PAGE_PATIENCE_MS;
    for (;;) {
      const shown = (await rows.allInnerTexts()).map((text) => text.trim());
      if (JSON.stringify(shown) === JSON.stringify(did)) return;
      if (Date.now() > deadline) throw new Error(`The page shows ${JSON.stringify(shown)}, not ${JSON.stringify(did)}`);
      await this.#page.waitForTimeout(100);
    }
  }

  /** Waits for new entries, and shows them. */
  async showNew(n: number): Promise<void> {
    await this.#page.getByRole('button', { name: `${String(n)} new` }).click();
  }

  /** Downloads the file behind a button. */
  async download(button: 'Export CSV' | 'Export NDJSON'): Promise<string> {
    const downloading = this.#page.waitForEvent('download');
    await this.#page.getByRole('link', { name: button }).click();
    return readFileSync(await (await downloading).path(), 'utf8');
  }

  /** Shows the raw event below its row. */
  async open(did: string): Promise<Locator> {
    await this.#page.getByRole('button', { name: new RegExp(`^Event .*${did}$`) }).click();
    const detail = this.#page.locator('rp-audit-detail');
    await detail.waitFor();
    return detail;
  }

  async verify(): Promise<void> {
    await this.#page.getByRole('button', { name: 'Verify history' }).click();
    await this.#page.getByText('Chain unbroken.').waitFor();
  }

  #rows(): Locator {
    return this.#page.locator('tr[rpAuditTableRow]');
  }
}
