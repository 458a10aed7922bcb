import type { Locator, Page } from 'playwright-core';

/** The variants of a job, and the panel of the selected one. */
export class VariantsPage {
  readonly #page: Page;

  private constructor(page: Page) {
    this.#page = page;
  }

  static async openFromJob(page: Page): Promise<VariantsPage> {
    await page.getByRole('link', { name: 'Classify', exact: true }).click();
    await page.getByRole('heading', { name: /^Variants of/, level: 1 }).waitFor();
    return new VariantsPage(page);
  }

  /** Moves from a row to the next one by keyboard, and opens it: the focus moves to the panel. */
  async chooseBelow(above: string, place: string, name: string): Promise<void> {
    await this.#page.getByRole('button', { name: above }).press('ArrowDown');
    await this.#page.getByRole('button', { name: place }).and(this.#page.locator(':focus')).press('Enter');
    await this.#page.getByRole('heading', { name, level: 2 }).and(this.#page.locator(':focus')).waitFor();
  }

  async judge(code: string, strength: string, note: string): Promise<void> {
    await this.#page.getByRole('button', { name: /^All 28/ }).click();
    await this.#page.getByLabel(`${code} is met`).check();
    await this.#page.getByLabel(`${code} is applied as`).selectOption({ label: strength });
    await this.#page.getByLabel(`Note on ${code}`).fill(note);
  }

  /** Records a class after the confirmation, and waits until it appears in the table. */
  async record(chosen: string, reason: string): Promise<void> {
    await this.#page.getByLabel('Final class').selectOption({ label: chosen });
    await this.#page.getByRole('textbox', { name: /^Reason/ }).fill(reason);
    await this.#page.getByRole('button', { name: /^Record/ }).click();
    await this.#page.getByRole('alertdialog').getByRole('button', { name: 'Record class' }).click();
    await this.row(chosen).waitFor();
  }

  /** Signs the most recently recorded class. */
  async sign(meaning: string, password: string): Promise<void> {
    await this.#page.getByRole('button', { name: 'Sign this class' }).click();
    const dialog = this.#page.getByRole('dialog', { name: 'Sign a class' });
    await dialog.getByRole('radio', { name: meaning }).check();
    await dialog.getByLabel('Your password').fill(password);
    await dialog.getByRole('button', { name: 'Sign', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  }

  /** An earlier class in the list of recorded ones, by its reason. */
  replaced(reason: string): Locator {
    return this.#page.getByRole('listitem').filter({ hasText: reason }).filter({ hasText: 'replaced later' });
  }

  row(text: string): Locator {
    return this.#page.getByRole('row').filter({ hasText: text });
  }
}
