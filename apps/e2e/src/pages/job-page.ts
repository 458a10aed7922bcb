import type { Locator, Page } from 'playwright-core';
import { PAGE_PATIENCE_MS } from './browser.ts';

/** The page of a job. */
export class JobPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get jobId(): string {
    return /\/jobs\/([0-9a-f-]{36})/.exec(this.#page.url())![1]!;
  }

  get trail(): Locator {
    return this.#page.getByRole('complementary', { name: 'Audit trail' });
  }

  get slider(): Locator {
    return this.#page.getByRole('slider', { name: 'Moment' });
  }

  /** Waits until the header shows the status, in words. */
  async shows(status: string, timeout = PAGE_PATIENCE_MS): Promise<void> {
    await this.#page.getByRole('main').locator('rp-status').filter({ hasText: status }).first().waitFor({ timeout });
  }

  async showsText(text: string | RegExp, timeout = PAGE_PATIENCE_MS): Promise<void> {
    await this.#page.getByRole('main').getByText(text).first().waitFor({ timeout });
  }

  /** Clicks an action, gives a reason, and confirms with the verb in the dialog. */
  async ask(action: 'Cancel' | 'Rerun' | 'Resume', reason: string): Promise<void> {
    await this.#page.getByRole('button', { name: new RegExp(`^${action} `) }).click();
    const dialog = this.#dialog();
    await dialog.getByRole('textbox').fill(reason);
    await dialog.getByRole('button', { name: /^(Cancel job|Delete and rerun|Resume job)$/ }).click();
    await dialog.waitFor({ state: 'detached' });
  }

  /** Opens the restart dialog from the menu, and returns it. */
  async opensRestart(): Promise<Locator> {
    await this.#page
      .getByRole('button', { name: /^More for / })
      .first()
      .click();
    await this.#page.getByRole('menuitem', { name: 'Restart from a step' }).click();
    const dialog = this.#dialog();
    await dialog.getByRole('heading', { name: /^Restart .* from a step$/ }).waitFor();
    return dialog;
  }

  /** Clicks the download button of a result, and returns the path of the saved file. */
  async download(kind: 'BAM' | 'VCF' | 'Annotated' | 'TSV'): Promise<string> {
    const saved = this.#page.waitForEvent('download');
    await this.#page.getByRole('link', { name: `${kind}, download` }).click();
    return (await saved).path();
  }

  /** Waits until an action is available. */
  async offers(action: 'Cancel' | 'Rerun' | 'Resume'): Promise<void> {
    await this.#page.getByRole('button', { name: new RegExp(`^${action} `) }).waitFor();
  }

  /** Sequences of the raw events in the audit trail. Expands all entries, then the events of each. */
  async eventsInTrail(): Promise<number[]> {
    const trail = this.#page.locator('rp-audit-trail');
    for (const closed of ['.more', 'rp-trail-events li > button'].map((button) =>
      trail.locator(`${button}[aria-expanded=false]`),
    )) {
      await closed.evaluateAll((buttons) => buttons.forEach((button) => (button as HTMLElement).click()));
      await closed.first().waitFor({ state: 'detached' });
    }
    const raw = await trail.locator('pre').allTextContents();
    return raw.map((text) => (JSON.parse(text) as { seq: number }).seq);
  }

  /** Opens the past state at an entry of the trail. */
  async showsMomentOf(entry: string): Promise<void> {
    const item = this.trail.getByRole('listitem').filter({ hasText: entry }).first();
    await item.hover();
    await item.getByRole('button', { name: /^Show the job as it was at/ }).click();
    await this.#page.waitForURL(/as_of=\d+/);
  }

  /** Buttons of the actions available for the job. */
  actions(): Promise<string[]> {
    return this.#page
      .getByRole('main')
      .getByRole('button', { name: /^(Cancel|Rerun|Resume|Pause|Restart|More for) / })
      .allInnerTexts();
  }

  /** Whether the palette contains a command. */
  async paletteOffers(command: string): Promise<boolean> {
    await this.#page.keyboard.press('Control+k');
    const palette = this.#page.getByRole('dialog', { name: 'Commands' });
    await palette.getByRole('combobox').fill(command);
    const offered = await palette.getByRole('option', { name: command }).count();
    await this.#page.keyboard.press('Escape');
    await palette.waitFor({ state: 'detached' });
    return offered > 0;
  }

  #dialog(): Locator {
    return this.#page.locator('[role=dialog], [role=alertdialog]');
  }
}
